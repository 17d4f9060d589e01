/**
 * One preparation of a clone at a time: two `npm start` must not install or build over each other.
 * A file that names its holder; a dead holder's, or one that was not touched for a minute, is taken over.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const TOUCH_EVERY_MS = 5_000
const GIVEN_UP_AFTER_MS = 60_000
const LOOK_EVERY_MS = 100

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * @param {string} path
 * @returns {number | null} the process that holds it; null when nobody does (any more)
 */
function holder(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    const untouchedMs = Date.now() - statSync(path).mtimeMs
    // Empty for the moment between being made and being written: count it as held.
    if (pid === 0) return untouchedMs < GIVEN_UP_AFTER_MS ? -1 : null
    return isAlive(pid) && untouchedMs < GIVEN_UP_AFTER_MS ? pid : null
  } catch {
    return null
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    return false
  }
}

/** Moves an abandoned lock away. Of several who try only one succeeds; a lock that came alive meanwhile is put back. */
/** @param {string} path */
function clear(path) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (holder(aside) === null) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

/**
 * Does `work` while nobody else on this machine holds `path`; waits for whoever does, and says so once.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true })
  let said = false
  while (!take(path)) {
    const other = holder(path)
    if (other === null) {
      clear(path)
      continue
    }
    if (!said) console.log(`Process ${other} is preparing this folder. Waiting for it.`)
    said = true
    await sleep(LOOK_EVERY_MS)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  const touch = setInterval(() => {
    const now = new Date()
    utimesSync(path, now, now)
  }, TOUCH_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    process.off('exit', release)
    release()
  }
}
