/** Where things are in a clone. Every command works from the repository's folder, wherever it was called. */
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)))
/** What the commands remember between runs; git-ignored, may be deleted at any time. */
export const CACHE = join(ROOT, '.cache')
/** What `npm start` runs. */
export const SERVER_MAIN = join(ROOT, 'dist/server/main.js')
