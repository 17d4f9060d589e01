/** npm packages as the lock file says. Install scripts are never run: what they would do is not needed, or done by our own steps. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFailure } from './failure.mjs'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} Locked */

/** @param {string} path @returns {Record<string, Locked> | null} */
function packagesOf(path) {
  if (!existsSync(path)) return null
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

/**
 * Is what npm says it installed what the lock file asks for? npm writes its own list last, so a broken-off
 * installation has none.
 * @param {Record<string, Locked>} wanted of package-lock.json
 * @param {Record<string, Locked> | null} installed of node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  if (installed === null) return false
  for (const [path, { version, integrity, optional, devOptional, peer }] of Object.entries(wanted)) {
    const there = installed[path]
    if (path === '') continue
    if (there === undefined) {
      if (optional || devOptional || peer) continue
      return false
    }
    if (there.version !== version || there.integrity !== integrity) return false
  }
  return Object.keys(installed).every((path) => wanted[path] !== undefined)
}

/** True when node_modules agrees with package-lock.json. */
export function packagesAreInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  if (wanted === null) throw new SetupFailure('package-lock.json is missing: this is not a whole copy of Holdfast.')
  return isInstalled(wanted, packagesOf(join(ROOT, 'node_modules/.package-lock.json')))
}

/** Installs the packages, those for building too, whatever NODE_ENV says. Throws SetupFailure. */
export async function installPackages() {
  console.log('Installing packages (about a minute, once) …')
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const { code, output } = npm?.endsWith('npm-cli.js')
    ? await run(process.execPath, [npm, ...args], { output: 'keep' })
    : await run('npm', args, { output: 'keep' })
  if (code !== 0) {
    throw new SetupFailure(
      'The packages could not be installed. Is the npm registry reachable? Then try again.',
      output,
    )
  }
}
