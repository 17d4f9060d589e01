import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { createPageFiles } from '../../../server/ops/page-files'
import { compressAll } from '../../../sw/build/compress'

const SCRIPT = `export const x = "${'holdfast '.repeat(500)}"`

it('what gains by it lies beside the file, and is what the server sends until the file changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-compress-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'assets/main.js')
  mkdirSync(join(folder, 'assets'))
  writeFileSync(path, SCRIPT)
  writeFileSync(join(folder, 'small.css'), 'p {}')
  writeFileSync(join(folder, 'icon.png'), 'p'.repeat(2_000))
  await compressAll(folder)
  expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(SCRIPT)
  expect(existsSync(join(folder, 'small.css.br'))).toBe(false)
  expect(existsSync(join(folder, 'icon.png.br'))).toBe(false)

  const files = createPageFiles(folder)
  const sent = () => Buffer.from(files.read('assets/main.js')?.encoded('br') ?? [])
  expect(sent().equals(readFileSync(`${path}.br`))).toBe(true)
  await new Promise((later) => setTimeout(later, 20))
  writeFileSync(path, `${SCRIPT} // another version`)
  expect(brotliDecompressSync(sent()).toString()).toBe(`${SCRIPT} // another version`)
})
