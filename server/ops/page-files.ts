/**
 * The files of the built page, in memory with their tags and compressed forms. A file is read again when it has changed on
 * disk, so a rebuilt page is served without a restart. Knows no HTTP.
 */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.map', '.webmanifest', '.svg', '.txt'])
/** Less is not worth a header. */
const MIN_COMPRESSED_BYTES = 1_000
/** The page is compressed while somebody waits for it: a little less tight, many times faster. */
const BROTLI_QUALITY = 6

export type Encoding = 'br' | 'gzip'

export interface PageFile {
  body: Uint8Array<ArrayBuffer>
  type: string
  /** Of the contents: the base of an ETag. */
  hash: string
  /** The same, compressed; null when that is no gain. */
  encoded(encoding: Encoding): Uint8Array<ArrayBuffer> | null
}

export interface PageFiles {
  /** The file at a path below the folder (`assets/x.js`), or null when there is none. Never looks outside of the folder. */
  read(path: string): PageFile | null
}

/** @param instead paths in whose place another file of the folder is read */
export function createPageFiles(folder: string, instead: ReadonlyMap<string, string> = new Map()): PageFiles {
  const kept = new Map<string, { mtimeMs: number; size: number; file: PageFile }>()
  return {
    read(path) {
      if (!isPlain(path)) return null
      const full = join(folder, instead.get(path) ?? path)
      if (!full.startsWith(folder + sep)) return null
      const stat = statSync(full, { throwIfNoEntry: false })
      if (stat === undefined || !stat.isFile()) return null
      const known = kept.get(path)
      if (known !== undefined && known.mtimeMs === stat.mtimeMs && known.size === stat.size) return known.file
      const file = readPageFile(full)
      kept.set(path, { mtimeMs: stat.mtimeMs, size: stat.size, file })
      return file
    },
  }
}

/** No empty, hidden or parent parts, no separators of another system. */
function isPlain(path: string): boolean {
  return /^[\w@~+=,-][\w@~+=,.-]*(\/[\w@~+=,-][\w@~+=,.-]*)*$/.test(path)
}

function readPageFile(full: string): PageFile {
  const body = new Uint8Array(readFileSync(full))
  const extension = extname(full)
  const worthIt = COMPRESSED.has(extension) && body.length >= MIN_COMPRESSED_BYTES
  const encoded = new Map<Encoding, Uint8Array<ArrayBuffer>>()
  return {
    body,
    type: TYPES[extension] ?? 'application/octet-stream',
    hash: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    encoded(encoding) {
      if (!worthIt) return null
      const known = encoded.get(encoding)
      if (known !== undefined) return known
      const made = readBuilt(full, encoding) ?? compress(body, encoding)
      encoded.set(encoding, made)
      return made
    },
  }
}

/** What the build compressed already, if it is as new as the file. */
function readBuilt(full: string, encoding: Encoding): Uint8Array<ArrayBuffer> | null {
  const path = `${full}.${encoding === 'br' ? 'br' : 'gz'}`
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || stat.mtimeMs < statSync(full).mtimeMs) return null
  return new Uint8Array(readFileSync(path))
}

function compress(body: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
  return new Uint8Array(encoding === 'br' ? brotliCompressSync(body, { params }) : gzipSync(body))
}
