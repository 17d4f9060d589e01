/**
 * WebKitGTK for the browser tests: what drives it, a screen in memory, and what the small browser of the tests
 * (tests/browser/support/webkit-browser.py) needs. Installed ones, else Debian's where they can be installed.
 */
import { spawnSync } from 'node:child_process'
import { aptInstall } from './apt.mjs'

const PACKAGES = ['webkit2gtk-driver', 'xvfb', 'python3-gi', 'gir1.2-webkit2-4.1']
const ADVICE = `Install it (on Debian: apt-get install ${PACKAGES.join(' ')}).`

/** The system's own Python is the one that Debian's packages are for; another may come first in PATH. */
const PYTHON = '/usr/bin/python3'
const BINDINGS = 'import gi; gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1")'

/** @param {string} command @param {string[]} args */
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0

/** @typedef {{ driver: string, xvfb: string, python: string }} WebKit the programs, by name or path */

/** @returns {WebKit | null} */
export function findWebKit() {
  const there =
    works('WebKitWebDriver', ['--help']) && works('sh', ['-c', 'command -v Xvfb']) && works(PYTHON, ['-c', BINDINGS])
  return there ? { driver: 'WebKitWebDriver', xvfb: 'Xvfb', python: PYTHON } : null
}

/** @returns {Promise<string | null>} null when there is one now, else one sentence that says why not and what to do */
export async function ensureWebKit() {
  if (findWebKit() !== null) return null
  console.log('Installing WebKitGTK for the browser tests …')
  const problem = await aptInstall(PACKAGES)
  if (findWebKit() !== null) return null
  return `There is no WebKitGTK to test with and it could not be installed (${problem ?? 'what was installed does not start'}). ${ADVICE}`
}
