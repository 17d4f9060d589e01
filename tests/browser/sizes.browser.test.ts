/** How much the built page and its worker weigh; `npm run bench:page` measures the same in a browser. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ROOT } from '../../scripts/setup/paths.mjs'

const PAGE = join(ROOT, 'dist/page')
const read = (file: string) => readFileSync(join(PAGE, file))
const gzipBytes = (file: string) => gzipSync(read(file), { level: 9 }).length

it('the worker, which every update brings anew, is at most 15 kB gzip with its list of files', () => {
  expect(read('sw.js').toString()).toContain('index.html')
  expect(gzipBytes('sw.js')).toBeLessThanOrEqual(15_000)
})

it('the scripts of the first load are at most 60 kB gzip', () => {
  const html = read('index.html').toString()
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file as string)
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.reduce((sum, file) => sum + gzipBytes(file), 0)).toBeLessThanOrEqual(60_000)
})
