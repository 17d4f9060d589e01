/** Which requests the worker answers from what it kept at install; that it does is tested in a real browser (worker.browser.test). */
import { expect, it } from 'vitest'
import { fileFor } from '../../sw/file-for'

const HERE = 'https://dash.example'
const ask = (path: string, more: { method?: string; mode?: RequestMode } = {}) =>
  fileFor({ method: 'GET', mode: 'cors', url: new URL(path, HERE).href, ...more }, HERE)

it('every screen is the one page, whatever its address asks for', () => {
  for (const path of ['/', '/?new=note', '/share?title=x#/history/3', '/apiary']) {
    expect(ask(path, { mode: 'navigate' })).toBe('index.html')
  }
})

it('what the server says comes from the server, also when it is opened as a page', () => {
  for (const path of ['/api', '/api/openapi.json', '/healthz', '/readyz', '/metrics', '/sw.js']) {
    expect(ask(path, { mode: 'navigate' })).not.toBe('index.html')
  }
})

it('a file is asked for by its whole address, and only read', () => {
  expect(ask('/assets/index-1234abcd.js')).toBe('/assets/index-1234abcd.js')
  expect(ask('/icon.svg?v=2#mark')).toBe('/icon.svg?v=2')
  expect(ask('/assets/index-1234abcd.js', { method: 'POST' })).toBeUndefined()
  expect(ask('https://elsewhere.example/assets/index-1234abcd.js')).toBeUndefined()
})
