/**
 * Puts beside each file of the built page what the server sends of it to browsers that take it compressed: as tight as can be, for
 * here nobody waits. Comes after everything that writes files. After: server/ops/page-files.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSED = /\.(html|js|css|json|webmanifest|svg|txt)$/
/** Less the server does not compress. */
const MIN_BYTES = 1_000
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

export function compressPlugin(): Plugin {
  let folder = ''
  return {
    name: 'holdfast-compress',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    writeBundle: { order: 'post', sequential: true, handler: () => compressAll(folder) },
  }
}

/** Writes `<file>.br` and `<file>.gz` for each file in `folder`, and below it, that is worth it. */
export async function compressAll(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => COMPRESSED.test(file))
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      const body = readFileSync(path)
      if (body.length < MIN_BYTES) return
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(body, BEST))
      writeFileSync(`${path}.gz`, await promisify(gzip)(body, { level: constants.Z_BEST_COMPRESSION }))
    }),
  )
}
