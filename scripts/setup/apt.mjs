/** Debian's packages, where this process may install them. */
import { spawnSync } from 'node:child_process'
import { run } from './run.mjs'

/** @param {string} command @param {string[]} args */
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** How to call apt-get here; null where it is not there or not allowed. */
function aptGet() {
  if (!works('apt-get', ['--version'])) return null
  if (process.getuid?.() === 0) return ['apt-get']
  return works('sudo', ['-n', 'true']) ? ['sudo', '-n', 'apt-get'] : null
}

/** Once in a process is enough. */
let updated = false

/**
 * Installs Debian packages.
 * @param {readonly string[]} packages
 * @returns {Promise<string | null>} null when done, else why not, as the second half of a sentence
 */
export async function aptInstall(packages) {
  const apt = aptGet()
  if (apt === null) return 'apt-get is not there or needs a password'
  const [command, ...first] = apt
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  /** @param {string[]} args */
  const call = (args) => run(String(command), [...first, ...args], { output: 'keep', env })
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  // The package lists of a fresh container are empty or old.
  if (!updated) await call(['update'])
  updated = true
  const { code, output } = await call(install)
  if (code === 0) return null
  return `apt-get said: ${output.trim().split('\n').at(-1)}`
}
