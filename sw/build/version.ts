/** The build's version: the package's, and a hash of everything the page and the worker are made from. The same files give the same version. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MADE_FROM = [
  'core',
  'src',
  'sw',
  'public',
  'index.html',
  'manifest.webmanifest',
  'vite.config.ts',
  'package-lock.json',
]
const HASH_CHARS = 8

/** @param root the repository's folder */
export function buildVersion(root: string): string {
  const hash = createHash('sha256')
  for (const path of MADE_FROM.flatMap((name) => filesBelow(root, name))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return `${version}+${hash.digest('hex').slice(0, HASH_CHARS)}`
}

/** Paths below `name`, with forward slashes, in an order that no file system decides. */
function filesBelow(root: string, name: string): string[] {
  const full = join(root, name)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [name]
  return readdirSync(full)
    .sort()
    .flatMap((child) => filesBelow(root, `${name}/${child}`))
}
