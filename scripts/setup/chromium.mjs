/** A Chromium for the browser tests: one that is installed, else Debian's where it can be installed. */
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { aptInstall } from './apt.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const ON_MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const ADVICE = 'Install Chromium (on Debian: apt-get install chromium) or set CHROME_PATH to one.'

/** A program of that name can be a stub that only says how to install the real one: ask it. @param {string} path */
const isBrowser = (path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

/** @returns {string | null} the path of a Chromium that starts */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    process.env.CHROME_PATH ?? '',
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...ON_MAC,
  ]
  return candidates.find((path) => path !== '' && isBrowser(path)) ?? null
}

/** @returns {Promise<string | null>} null when there is one now, else one sentence that says why not and what to do */
export async function ensureChromium() {
  if (findChromium() !== null) return null
  console.log('Installing Chromium for the browser tests …')
  const problem = await aptInstall(['chromium'])
  if (findChromium() !== null) return null
  return `There is no Chromium and it could not be installed (${problem ?? 'what was installed does not start'}). ${ADVICE}`
}
