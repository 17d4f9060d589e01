import { expect, it } from 'vitest'
import type { StringStorage } from '../../../src/env'
import { lookOf } from '../../../src/preferences/apply'
import { createPreferences, DEFAULT_PREFERENCES, PREFERENCES_KEY } from '../../../src/preferences/preferences'

function storageOf(text: string | null = null): StringStorage & { text: string | null } {
  const storage = {
    text,
    get: () => storage.text,
    set: (_key: string, value: string) => {
      storage.text = value
    },
    remove: () => {},
    keys: () => [PREFERENCES_KEY],
  }
  return storage
}
const stored = (data: unknown, format = 1) => JSON.stringify({ format, data })

it('keeps what was set, for the next page and for other tabs', () => {
  const storage = storageOf()
  const other = createPreferences(storage)
  createPreferences(storage).set({ theme: 'dark', accent: 'rose' })
  expect(createPreferences(storage).store.getState()).toEqual({ ...DEFAULT_PREFERENCES, theme: 'dark', accent: 'rose' })
  other.reread()
  expect(other.store.getState().theme).toBe('dark')
})

it.each([
  ['nothing', null],
  ['half a write', '{"format":1,"da'],
  ['another thing', '[3]'],
  ['no data', stored(null)],
  ['other kinds of values', stored({ theme: 7, accent: { x: 1 }, density: 'tight', language: 'tlh' })],
])('is what it is for everybody where there is %s', (_what, text) => {
  expect(createPreferences(storageOf(text)).store.getState()).toEqual(DEFAULT_PREFERENCES)
})

it('takes what makes sense, and keeps what a later version has beside it', () => {
  const storage = storageOf(stored({ theme: 'dark', accent: 'plaid', font: 'large' }))
  const preferences = createPreferences(storage)
  expect(preferences.store.getState()).toEqual({ ...DEFAULT_PREFERENCES, theme: 'dark' })
  preferences.set({ density: 'roomy' })
  expect(JSON.parse(storage.text ?? '').data).toMatchObject({ theme: 'dark', density: 'roomy', font: 'large' })
})

it('[D8] never writes over what a newer version has stored, and holds all the same', () => {
  const text = stored({ theme: ['dark', 'dim'] }, 2)
  const storage = storageOf(text)
  const preferences = createPreferences(storage)
  preferences.set({ theme: 'dark' })
  expect(storage.text).toBe(text)
  expect(preferences.store.getState().theme).toBe('dark')
})

it('[D8] holds without a storage, and with one that refuses everything', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError')
  }
  for (const storage of [null, { get: refuse, set: refuse, remove: refuse, keys: refuse }]) {
    const preferences = createPreferences(storage)
    preferences.set({ accent: 'blue' })
    expect(preferences.store.getState().accent).toBe('blue')
  }
})

it('shows the system’s wishes where the person has none, and never less than those', () => {
  const quiet = { moreContrast: false, lessMotion: false }
  expect(lookOf(DEFAULT_PREFERENCES, quiet)).toEqual({
    'data-theme': null,
    'data-accent': 'sea',
    'data-contrast': null,
    'data-density': 'cosy',
    'data-motion': null,
  })
  expect(lookOf(DEFAULT_PREFERENCES, { moreContrast: true, lessMotion: true })).toMatchObject({
    'data-contrast': 'more',
    'data-motion': 'less',
  })
  expect(lookOf({ ...DEFAULT_PREFERENCES, contrast: 'more', motion: 'less' }, quiet)).toMatchObject({
    'data-contrast': 'more',
    'data-motion': 'less',
  })
})
