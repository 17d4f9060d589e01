/** From a bare clone to something that runs: packages, then what is made from the sources. Does nothing when nothing changed. */
import { join } from 'node:path'
import { installPackages, packagesAreInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { areCurrent, makeWhatChanged } from './make.mjs'
import { PARTS } from './parts.mjs'
import { CACHE } from './paths.mjs'

/**
 * @param {readonly ('client' | 'page' | 'server')[]} [names] which parts are needed; all when left out
 * @returns {Promise<void>} throws SetupFailure
 */
export async function prepare(names = ['client', 'page', 'server']) {
  const parts = PARTS.filter(({ name }) => names.some((wanted) => wanted === name))
  if (packagesAreInstalled() && areCurrent(parts)) return
  await withLock(join(CACHE, 'prepare.lock'), async () => {
    if (!packagesAreInstalled()) await installPackages()
    await makeWhatChanged(parts)
  })
}
