import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPageFiles } from '../../../server/ops/page-files'
import type { AppEnv } from '../../../server/routes/app-env'
import { cachingOf, pageHandler, workerFor } from '../../../server/routes/static'

const HASHED = 'assets/main-B7kq1X_z.js'
const BIG = `export const x = "${'holdfast '.repeat(500)}"`
let outside: string
let folder: string
let app: Hono<AppEnv>

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'holdfast-static-'))
  folder = join(outside, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Holdfast</title>')
  writeFileSync(join(folder, 'sw.js'), 'self.x = 1')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, 'icon.png'), 'png')
  writeFileSync(join(folder, HASHED), BIG)
  app = new Hono<AppEnv>()
  app.notFound(pageHandler(createPageFiles(folder)))
})
afterAll(() => rmSync(outside, { recursive: true, force: true }))

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(path, { method, headers })

it('the page and the worker are asked for anew each time; hashed files are kept for good', async () => {
  const caching = async (path: string) => (await get(path)).headers.get('cache-control')
  expect(await caching('/')).toBe('no-cache')
  expect(await caching('/index.html')).toBe('no-cache')
  expect(await caching('/sw.js')).toBe('no-cache')
  expect(await caching('/manifest.webmanifest')).toBe('no-cache')
  expect(await caching(`/${HASHED}`)).toBe('public, max-age=31536000, immutable')
  expect(cachingOf('assets/plain.js')).toBe('no-cache')
})

it('a file that the browser has is 304, until it changes on disk', async () => {
  const first = await get('/sw.js')
  const tag = first.headers.get('etag') ?? ''
  expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const again = await get('/sw.js', { 'if-none-match': `W/${tag}` })
  expect([again.status, await again.text()]).toEqual([304, ''])
  writeFileSync(join(folder, 'sw.js'), 'self.x = 2 // another version')
  const changed = await get('/sw.js', { 'if-none-match': tag })
  expect([changed.status, await changed.text()]).toEqual([200, 'self.x = 2 // another version'])
})

it('what gains by it is compressed, under a tag of its own', async () => {
  const plain = await get(`/${HASHED}`)
  const packed = await get(`/${HASHED}`, { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(packed.headers.get('vary')).toBe('Accept-Encoding')
  expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'))
  expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(BIG)
  expect((await get(`/${HASHED}`, { 'accept-encoding': 'gzip;q=0.5, br;q=0' })).headers.get('content-encoding')).toBe(
    'gzip',
  )
  expect((await get('/sw.js', { 'accept-encoding': 'br' })).headers.get('content-encoding')).toBeNull()
})

it('HEAD answers as GET does, without the file', async () => {
  const answer = await get(`/${HASHED}`, {}, 'HEAD')
  expect([answer.status, await answer.text()]).toEqual([200, ''])
  expect(answer.headers.get('etag')).toBe((await get(`/${HASHED}`)).headers.get('etag'))
})

it('an address that a person opens is the page; a missing file is 404', async () => {
  const opened = await get('/settings', { accept: 'text/html,*/*' })
  expect([opened.status, await opened.text()]).toEqual([200, '<!doctype html><title>Holdfast</title>'])
  expect((await get('/assets/old-12345678.js', { accept: '*/*' })).status).toBe(404)
  expect((await get('/assets/old-12345678.js', { accept: 'text/html', 'sec-fetch-mode': 'cors' })).status).toBe(404)
  expect((await get('/settings', { accept: 'text/html' }, 'POST')).status).toBe(404)
  expect((await get('/api/nope', { accept: 'text/html', 'sec-fetch-mode': 'navigate' })).status).toBe(404)
})

it('another worker can be served in place of the everyday one, under its address', async () => {
  writeFileSync(join(folder, 'sw-kill-switch.js'), 'self.y = 1')
  const switched = new Hono<AppEnv>()
  switched.notFound(pageHandler(createPageFiles(folder, new Map([['sw.js', 'sw-kill-switch.js']]))))
  const answer = await switched.request('/sw.js')
  expect([await answer.text(), answer.headers.get('cache-control')]).toEqual(['self.y = 1', 'no-cache'])
  expect(answer.headers.get('etag')).not.toBe((await get('/sw.js')).headers.get('etag'))
})

it.each([
  ['normal', false, 'sw.js'],
  ['normal', true, 'sw-with-faults.js'],
  ['kill-switch', false, 'sw-kill-switch.js'],
  ['kill-switch', true, 'sw-kill-switch.js'],
] as const)('SERVICE_WORKER=%s with FAULTS %s serves %s', (serviceWorker, faults, file) => {
  expect(workerFor({ serviceWorker, faults })).toBe(file)
})

it('nothing outside of the folder can be read', () => {
  const files = createPageFiles(folder)
  const tries = [
    '../secret.txt',
    'assets/../../secret.txt',
    '%2e%2e/secret.txt',
    '..\\secret.txt',
    '/etc/passwd',
    'assets',
    '',
    '.env',
    'a\0b',
    './index.html',
  ]
  for (const path of tries) expect(files.read(path), path).toBeNull()
  expect(files.read('index.html')).not.toBeNull()
})
