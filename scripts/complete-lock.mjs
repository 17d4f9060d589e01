/**
 * `node scripts/complete-lock.mjs`, after every change of the dependencies: puts the packages for other systems back into
 * package-lock.json. `npm install` leaves out those that it cannot fetch or does not need here, and `npm ci` then refuses the
 * whole file, here and everywhere.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeLock } from './setup/lock-file.mjs'
import { ROOT } from './setup/paths.mjs'

const path = join(ROOT, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const added = completeLock(lock.packages)
if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
}
console.log(added.length === 0 ? 'Nothing was missing.' : `Added ${added.length} packages for other systems.`)
