import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JournalDetails } from '../../../core/wire/journal-event'
import { eventWords } from '../../../src/inspector/event-words'

/** Everything that is ever noted, as it stands in the source. */
function noted(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  return files.flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8')
    return [...source.matchAll(/(?:journal|log)\.note\(\s*(?:[\w.]+,\s*)?'([a-z-]+)'/g)].map(([, what]) => what ?? '')
  })
}

const names = [...new Set(['src', 'sw', 'server/routes'].flatMap((folder) => noted(folder)))]

it('finds what is noted', () => {
  expect(names).toEqual(expect.arrayContaining(['edit', 'put', 'settled', 'fault']))
})

it.each(names)('has words for “%s”', (what) => {
  expect(eventWords({ at: 0, place: 'page', what, details: {} })).not.toBe(what)
})

it('says of a send which try it was and why', () => {
  const details = { entry: 1, cause: 'plan', attempt: 3 }
  expect(eventWords({ at: 0, place: 'worker', what: 'send', details })).toBe('Sent, try 3 (its time had come)')
})

describe('an edit', () => {
  const names = { w: { id: 'w', fields: { type: 'note', title: 'Shopping' } } }
  const edit = (details: JournalDetails) => eventWords({ at: 0, place: 'page', what: 'edit', details }, names)
  const one = { trigger: 'edit', from: 4, n: 4, owed: 1, widget: 'w' }

  it.each([
    [{ ...one, field: 'title' }, 'Edit 4 (edit): title of “Shopping”; 1 edit owed'],
    [{ ...one, trigger: 'remove', remove: true }, 'Edit 4 (remove): removal of “Shopping”; 1 edit owed'],
    [{ ...one, trigger: 'undo', remove: false }, 'Edit 4 (undo): bringing back “Shopping”; 1 edit owed'],
    [{ ...one, trigger: 'add', n: 9, owed: 6, field: 'type' }, 'Edits 4–9 (add): adding “Shopping”; 6 edits owed'],
    [{ ...one, trigger: 'import', n: 6, field: 'type' }, 'Edits 4–6 (import): adding “Shopping” and more; 1 edit owed'],
    [{ ...one, field: 'title', widget: 'gone' }, 'Edit 4 (edit): title of a widget; 1 edit owed'],
  ])('says which field of which widget: %o', (details, words) => expect(edit(details)).toBe(words))

  it('of an older version is read as it is', () => {
    expect(edit({ trigger: 'drag', n: 5, owed: 1 })).toBe('Edit 5 (drag); 1 edit owed')
  })
})

it('says of a save which edits it carries', () => {
  const details = { method: 'POST', path: '/api/layout', bytes: 9, edits: 'aaaaaaaa:1-3 bbbbbbbb:7-7' }
  expect(eventWords({ at: 0, place: 'page', what: 'request', details })).toBe(
    'POST /api/layout, 9 bytes: edits 1–3 of aaaa, edit 7 of bbbb',
  )
})
