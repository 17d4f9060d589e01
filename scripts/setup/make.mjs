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

/** @param {Part} part */
const recordPath = (part) => join(CACHE, `made/${part.name}.json`)

/** @param {Part} part @returns {Made | null} */
function madeBefore(part) {
  try {
    return JSON.parse(readFileSync(recordPath(part), 'utf8'))
  } catch {
    return null
  }
}

/** @param {Part} part @param {Made} made */
function remember(part, made) {
  mkdirSync(dirname(recordPath(part)), { recursive: true })
  const whole = `${recordPath(part)}.${process.pid}`
  writeFileSync(whole, JSON.stringify(made))
  renameSync(whole, recordPath(part))
}

/** @param {Part} part @param {Made | null} before */
const inputsOf = (part, before) => fingerprint(ROOT, filesBelow(ROOT, part.inputs, part.except), before?.from.files)
/** @param {Part} part @param {Made | null} before */
const outputOf = (part, before) => fingerprint(ROOT, filesBelow(ROOT, [part.output]), before?.into.files)

/** @param {Part} part @param {Made | null} made */
function isCurrent(part, made) {
  if (made === null) return false
  const from = inputsOf(part, made)
  const into = outputOf(part, made)
  return from.digest === made.from.digest && into.digest === made.into.digest
}

/** @param {readonly Part[]} parts @returns {boolean} true when there is nothing to make */
export const areCurrent = (parts) => parts.every((part) => isCurrent(part, madeBefore(part)))

/**
 * Makes one part, current or not. Only with the lock held. Throws SetupFailure and leaves what was there.
 * @param {Part} part
 */
async function makePart(part) {
  console.log(part.says)
  const from = inputsOf(part, null)
  const folder = join(CACHE, `making/${part.name}-${process.pid}`)
  const old = `${folder}-old`
  try {
    const { code, output } = await part.make(folder)
    if (code !== 0 || !existsSync(folder)) {
      throw new SetupFailure(`${part.says.replace(' …', '')} failed; what was built before is still there.`, output)
    }
    if (output.trim() !== '' && part.name !== 'client') console.log(output.trimEnd())
    rmSync(recordPath(part), { force: true })
    const place = join(ROOT, part.output)
    mkdirSync(dirname(place), { recursive: true })
    if (existsSync(place)) renameSync(place, old)
    renameSync(folder, place)
    remember(part, { from, into: outputOf(part, null) })
  } finally {
    for (const left of [folder, old, `${folder}.prisma`]) rmSync(left, { recursive: true, force: true })
  }
}

/**
 * Makes every part that is not current. Only with the lock held.
 * @param {readonly Part[]} parts in the order in which they need each other
 */
export async function makeWhatChanged(parts) {
  for (const part of parts) if (!isCurrent(part, madeBefore(part))) await makePart(part)
}
