import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import { carryOutLaunch } from '../../../src/launch/carry-out'
import { launchOf, withoutLaunch } from '../../../src/launch/launch'
import { createToasts } from '../../../src/ui/toasts'
import { WIDGET_TYPES } from '../../../src/widgets/registry'
import { readRun } from '../../../src/widgets/timer/run'
import { createFakeServices } from '../ui/fake-services'

const TYPES = ['note', 'todo', 'timer']
const shared = (parts: Record<string, string>) => `?${new URLSearchParams(parts)}`

describe('what an address asks for', () => {
  it.each([
    ['?new=note', { kind: 'new', type: 'note' }],
    ['?new=unheard-of', null],
    ['?start=timer', { kind: 'start-timer' }],
    ['?start=note', null],
    ['', null],
    ['?other=1', null],
    [
      shared({ 'share-title': 'T', 'share-url': 'https://example.org/a' }),
      { kind: 'link', url: 'https://example.org/a', title: 'T' },
    ],
    [
      shared({ 'share-title': 'T', 'share-text': ' https://example.org/a ' }),
      { kind: 'link', url: 'https://example.org/a', title: 'T' },
    ],
    [shared({ 'share-text': 'see https://example.org' }), { kind: 'text', title: '', text: 'see https://example.org' }],
    [shared({ 'share-title': 'T', 'share-text': 'words' }), { kind: 'text', title: 'T', text: 'words' }],
    [shared({ 'share-title': 'only this' }), { kind: 'text', title: '', text: 'only this' }],
    [shared({ 'share-url': 'javascript:alert(1)' }), { kind: 'text', title: '', text: 'javascript:alert(1)' }],
    [shared({ 'share-title': '', 'share-text': '', 'share-url': '' }), null],
  ])('%s', (search, launch) => {
    expect(launchOf(search, TYPES)).toEqual(launch)
  })

  it('is all that is taken out of it', () => {
    expect(withoutLaunch('https://a.test/?new=note&start=timer&x=1&share-text=t#/settings')).toBe('/?x=1#/settings')
    expect(withoutLaunch('https://a.test/?new=note')).toBe('/')
  })
})

describe('what was asked for', () => {
  beforeEach(() => window.history.replaceState(null, '', '/'))
  const open = (search: string, services = createFakeServices()) => {
    window.history.replaceState(null, '', `/${search}`)
    const toasts = createToasts()
    carryOutLaunch(services, toasts)
    return { services, toasts }
  }

  it('is done once, whatever is loaded again, and can be taken back', () => {
    const { services, toasts } = open(shared({ 'share-title': 'Example', 'share-url': 'https://example.org/' }))
    expect(window.location.href).not.toContain('share')
    carryOutLaunch(services, toasts)
    const [made, ...others] = Object.values(services.layout.getState().widgets)
    expect(others).toEqual([])
    expect(Object.values(made?.fields ?? {})).toContainEqual({
      url: 'https://example.org/',
      title: 'Example',
      order: 1,
    })
    toasts.store.getState().toasts[0]?.action?.run()
    expect(services.layout.getState().widgets).toEqual({})
  })

  it('goes to the first links as they are read, after those that are there', () => {
    const links = (id: string, x: number, y: number) => ({
      id,
      fields: {
        type: 'links',
        title: id,
        desktop: { x, y, w: 3, h: 4 },
        'data/link:1': { url: 'https://a.test/', order: 4 },
      },
    })
    const services = createFakeServices({
      low: links('low', 0, 5),
      right: links('right', 6, 0),
      left: links('left', 3, 0),
    })
    const { toasts } = open(shared({ 'share-text': 'https://example.org/' }), services)
    const call = services.calls.find(([name]) => name === 'editWidget')
    expect(call?.[1]).toBe('left')
    expect(Object.values(call?.[2] as object)).toEqual([{ url: 'https://example.org/', title: '', order: 5 }])
    expect(toasts.store.getState().toasts[0]?.text).toContain('left')
  })

  it('starts the first timer that waits, as long as it is set to, and a new one where none waits', () => {
    const place = { x: 0, y: 1, w: 3, h: 4 }
    const timer = (id: string, y: number, more: Record<string, Json>) => ({
      id,
      fields: { type: 'timer', title: id, desktop: { ...place, y }, ...more },
    })
    const running = { startedAt: Date.now(), elapsed: 0, length: 60_000 }
    const services = createFakeServices({
      watch: timer('watch', 1, { 'data/mode': 'stopwatch' }),
      running: timer('running', 2, { 'data/run:timer': running }),
      waiting: timer('waiting', 3, { 'data/length': 120 }),
    })
    const { toasts } = open('?start=timer', services)
    expect(toasts.store.getState().toasts[0]?.text).toBe('Started “waiting”: 2 minutes.')
    const runOf = (fields: Record<string, Json> = {}) => readRun(fields['data/run:timer'], 1)
    const after = services.layout.getState().widgets
    expect(runOf(after.waiting?.fields)).toMatchObject({ startedAt: expect.any(Number), length: 120_000 })
    expect(after.running?.fields['data/run:timer']).toEqual(running)

    open('?start=timer', services)
    const [made] = Object.values(services.layout.getState().widgets).filter(({ id }) => !(id in after))
    expect(runOf(made?.fields)).toMatchObject({ startedAt: expect.any(Number), length: 300_000 })
    services.actions.undo()
    expect(services.layout.getState().widgets).toEqual(after)
  })

  it('loses nothing of a long text, and takes it back in one step', () => {
    const text = 'ab\u0001c '.repeat(2_000).trim()
    const { services } = open(shared({ 'share-title': 'Long', 'share-text': text }))
    const notes = Object.values(services.layout.getState().widgets).map(({ fields }) => fields['data/text'])
    expect(notes.join('')).toBe(text)
    services.actions.undo()
    expect(services.layout.getState().widgets).toEqual({})
  })
})

it('every shortcut of the manifest asks for what there is', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../manifest.webmanifest'), 'utf8')) as {
    shortcuts: { url: string }[]
  }
  const types = WIDGET_TYPES.map(({ type }) => type)
  expect(manifest.shortcuts.length).toBeGreaterThan(1)
  for (const { url } of manifest.shortcuts) {
    expect(launchOf(new URL(url, 'https://a.test').search, types)).toMatchObject({
      kind: expect.stringMatching(/^(new|start-timer)$/),
    })
  }
})
