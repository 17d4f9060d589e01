/** A Firefox for the browser tests: one that is installed, else Debian's where it can be installed. */
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.mjs'

const NAMES = ['firefox-esr', 'firefox']
const ON_MAC = ['/Applications/Firefox.app/Contents/MacOS/firefox']
const ADVICE = 'Install Firefox (on Debian: apt-get install firefox-esr) or set FIREFOX_PATH to one.'

/** A program of that name can be a stub that only says how to install the real one: ask it. @param {string} path */
const isBrowser = (path) =>
  /Firefox/.test(spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '')

/** @returns {string | null} the path of a Firefox that starts */
export function findFirefox() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    process.env.FIREFOX_PATH ?? '',
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...ON_MAC,
  ]
  return candidates.find((path) => path !== '' && isBrowser(path)) ?? null
}

/** @returns {Promise<string | null>} null when there is one now, else one sentence that says why not and what to do */
export async function ensureFirefox() {
  if (findFirefox() !== null) return null
  console.log('Installing Firefox for the browser tests …')
  const problem = await aptInstall(['firefox-esr'])
  if (findFirefox() !== null) return null
  return `There is no Firefox and it could not be installed (${problem ?? 'what was installed does not start'}). ${ADVICE}`
}
