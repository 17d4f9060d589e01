/**
 * Makes the parts that are not what their inputs ask for. Each is made in a folder of its own and moved into place when it
 * is whole; only then is it remembered as made, so that a failed or broken-off build is never taken for a good one.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupFailure } from './failure.mjs'
import { filesBelow, fingerprint } from './fingerprint.mjs'
import { CACHE, ROOT } from './paths.mjs'

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {import('./fingerprint.mjs').Fingerprint} Fingerprint */
/**
 * @typedef {object} Made what is remembered of a part
 * @property {Fingerprint} from
 * @property {Fingerprint} into what was made, so that a file that went missing since is noticed
 */

/** @typedef {{ root: string, cache: string }} Places the clone, and where to remember what was made; on one file system */

/** @param {Part} part @param {Places} places */
const recordPath = (part, { cache }) => join(cache, `made/${part.name}.json`)

/** @param {Part} part @param {Places} places @returns {Made | null} */
function madeBefore(part, places) {
  try {
    return JSON.parse(readFileSync(recordPath(part, places), 'utf8'))
  } catch {
    return null
  }
}

/** @param {Part} part @param {Places} places @param {Made} made */
function remember(part, places, made) {
  const path = recordPath(part, places)
  mkdirSync(dirname(path), { recursive: true })
  const whole = `${path}.${process.pid}`
  writeFileSync(whole, JSON.stringify(made))
  renameSync(whole, path)
}

/** @param {Part} part @param {Places} places @param {Made | null} before */
const inputsOf = (part, { root }, before) =>
  fingerprint(root, filesBelow(root, part.inputs, part.except), before?.from.files)
/** @param {Part} part @param {Places} places @param {Made | null} before */
const outputOf = (part, { root }, before) => fingerprint(root, filesBelow(root, [part.output]), before?.into.files)

/** @param {Part} part @param {Places} places */
function isCurrent(part, places) {
  const made = madeBefore(part, places)
  if (made === null) return false
  return (
    inputsOf(part, places, made).digest === made.from.digest && outputOf(part, places, made).digest === made.into.digest
  )
}

/** @type {Places} */
const HERE = { root: ROOT, cache: CACHE }

/**
 * @param {readonly Part[]} parts
 * @param {Places} [places]
 * @returns {boolean} true when there is nothing to make
 */
export const areCurrent = (parts, places = HERE) => parts.every((part) => isCurrent(part, places))

/**
 * Makes one part, current or not. Throws SetupFailure and leaves what was there.
 * @param {Part} part
 * @param {Places} places
 */
async function makePart(part, places) {
  console.log(part.says)
  const from = inputsOf(part, places, null)
  const folder = join(places.cache, `making/${part.name}-${process.pid}`)
  const old = `${folder}-old`
  try {
    mkdirSync(dirname(folder), { recursive: true })
    const { code, output } = await part.make(folder)
    if (code !== 0 || !existsSync(folder)) {
      throw new SetupFailure(`${part.says.replace(' …', '')} failed; what was built before is still there.`, output)
    }
    if (output.trim() !== '' && part.name !== 'client') console.log(output.trimEnd())
    rmSync(recordPath(part, places), { force: true })
    const place = join(places.root, part.output)
    mkdirSync(dirname(place), { recursive: true })
    if (existsSync(place)) renameSync(place, old)
    renameSync(folder, place)
    remember(part, places, { from, into: outputOf(part, places, null) })
  } finally {
    for (const left of [folder, old, `${folder}.prisma`]) rmSync(left, { recursive: true, force: true })
  }
}

/**
 * Makes every part that is not current. Only while nobody else does the same (./lock).
 * @param {readonly Part[]} parts in the order in which they need each other
 * @param {Places} [places]
 */
export async function makeWhatChanged(parts, places = HERE) {
  // What a build that was killed has left.
  rmSync(join(places.cache, 'making'), { recursive: true, force: true })
  for (const part of parts) if (!isCurrent(part, places)) await makePart(part, places)
}
