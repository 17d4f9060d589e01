/**
 * Has anything changed since? A fingerprint of many files: those whose time and size are as they were are not read again,
 * so that a start with nothing to do takes milliseconds.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Seen what is remembered of one file
 * @property {number} size bytes
 * @property {number} mtimeMs
 * @property {string} hash of its contents
 */
/** @typedef {{ digest: string, files: Record<string, Seen> }} Fingerprint */

/** @param {string} path @returns {import('node:fs').Stats | undefined} */
const statOf = (path) => statSync(path, { throwIfNoEntry: false })

/**
 * Every file at or below the given paths, by path relative to `root`; a path that is not there has none.
 * @param {string} root
 * @param {readonly string[]} paths
 * @param {readonly string[]} [except] folders that are left out
 * @returns {string[]}
 */
export function filesBelow(root, paths, except = []) {
  /** @type {string[]} */
  const found = []
  /** @param {string} path */
  const visit = (path) => {
    if (except.includes(path)) return
    const stat = statOf(join(root, path))
    if (stat?.isDirectory()) for (const name of readdirSync(join(root, path))) visit(`${path}/${name}`)
    else if (stat?.isFile()) found.push(path)
  }
  for (const path of paths) visit(path)
  return found.sort()
}

/**
 * @param {string} root
 * @param {readonly string[]} files relative to `root`
 * @param {Record<string, Seen>} [before] what an earlier fingerprint remembered
 * @returns {Fingerprint}
 */
export function fingerprint(root, files, before = {}) {
  const all = createHash('sha256')
  /** @type {Record<string, Seen>} */
  const seen = {}
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file))
    const old = before[file]
    const hash =
      old?.size === size && old.mtimeMs === mtimeMs
        ? old.hash
        : createHash('sha256')
            .update(readFileSync(join(root, file)))
            .digest('hex')
    seen[file] = { size, mtimeMs, hash }
    all.update(`${file}\0${hash}\n`)
  }
  return { digest: all.digest('hex'), files: seen }
}
