import { afterEach, describe, expect, it } from 'vitest'
import type { Edit } from '../../../core/edits/edit'
import type { Json, Layout } from '../../../core/layout/model'
import type { Conflict } from '../../../core/wire/answer'
import { german } from '../../../src/words/de/all'
import { describeEdit } from '../../../src/words/describe'
import { describeConflict } from '../../../src/words/describe-conflict'
import { speak } from '../../../src/words/spoken'
import { whyInVain } from '../../../src/words/why-in-vain'

const speakGerman = () => speak({ ...german })
afterEach(() => speak({}))

const layout: Layout = {
  list: { id: 'list', fields: { type: 'todo', title: ' Shopping ' } },
  tasks: { id: 'tasks', fields: { type: 'todo' } },
  hebrew: { id: 'hebrew', fields: { type: 'note', title: 'קניות' } },
  bare: { id: 'bare', fields: { type: 'note' } },
}
const edit = (widget: string, what: object) => ({ n: 1, base: 0, at: 0, widget, ...what }) as Edit

describe('an edit in words', () => {
  it.each([
    ['list', { field: 'title', value: 'x' }, 'title of “Shopping”', 'Titel von „Shopping“'],
    ['list', { field: 'data/item:abc', unset: true }, 'item of “Shopping”', 'Eintrag von „Shopping“'],
    [
      'list',
      { field: 'desktop', value: {} },
      'place on the wide grid of “Shopping”',
      'Platz im breiten Raster von „Shopping“',
    ],
    ['bare', { field: 'type', value: 'note' }, 'adding the note', 'Hinzufügen von „Notiz“'],
    [
      'tasks',
      { field: 'data/hide-done', value: true },
      'hiding what is done of the to-do list',
      'Ausblenden des Erledigten von „Aufgaben“',
    ],
    ['bare', { remove: true }, 'removal of the note', 'Entfernen von „Notiz“'],
    // Its letters run the other way: it takes no mark of the sentence along.
    ['hebrew', { remove: true }, 'removal of “\u2068קניות\u2069”', 'Entfernen von „\u2068קניות\u2069“'],
    ['gone', { revive: true }, 'bringing back a widget', 'Zurückholen von einem Widget'],
    ['gone', { field: 'data/new-here', value: 1 }, 'new-here of a widget', 'new-here von einem Widget'],
  ])('of %s: %j', (widget, what, english, inGerman) => {
    expect(describeEdit(layout, edit(widget, what))).toBe(english)
    speakGerman()
    expect(describeEdit(layout, edit(widget, what))).toBe(inGerman)
  })
})

describe('a conflict in words (S7)', () => {
  const conflict = (more: Partial<Conflict>) =>
    ({
      widget: 'list',
      field: 'title',
      rule: 'newest',
      kept: { value: 'A' },
      lost: { value: 'B' },
      ...more,
    }) as Conflict

  it.each<[Partial<Conflict>, string, string]>([
    [
      {},
      'Title of “Shopping” was changed on two devices: kept “A” over “B”.',
      'Titel von „Shopping“ wurde auf zwei Geräten geändert: behalten wurde „A“ statt „B“.',
    ],
    [
      {
        field: 'mobile',
        kept: { value: { x: 0, y: 5, w: 2, h: 3 } as Json } as Conflict['kept'],
        lost: { unset: true } as Conflict['lost'],
      },
      'Place on the narrow grid of “Shopping” was changed on two devices: kept column 1, 2 wide and 3 high over nothing.',
      'Platz im schmalen Raster von „Shopping“ wurde auf zwei Geräten geändert: behalten wurde Spalte 1, 2 breit und 3 hoch statt nichts.',
    ],
    [
      { field: 'data/colour', kept: { value: 'green' }, lost: { value: 'plaid' } } as Partial<Conflict>,
      'Colour of “Shopping” was changed on two devices: kept “Green” over “plaid”.',
      'Farbe von „Shopping“ wurde auf zwei Geräten geändert: behalten wurde „Grün“ statt „plaid“.',
    ],
    [
      { rule: 'unknown', field: null, widget: 'bare' } as Partial<Conflict>,
      'The note was unknown to the server and is sent again whole.',
      '„Notiz“ war dem Server unbekannt und wird noch einmal ganz gesendet.',
    ],
    [
      { rule: 'removed', field: null, widget: 'gone' } as Partial<Conflict>,
      'A widget stays, though it was removed on one device.',
      'Ein Widget bleibt, obwohl es auf einem Gerät entfernt wurde.',
    ],
  ])('%j', (more, english, inGerman) => {
    expect(describeConflict(layout, conflict(more))).toBe(english)
    speakGerman()
    expect(describeConflict(layout, conflict(more))).toBe(inGerman)
  })
})

describe('why a save did not arrive', () => {
  it('is said in the language of the person, though the worker knows none (D10)', () => {
    expect(whyInVain('no-answer')).toMatch(/^The server could not be reached/)
    speakGerman()
    expect(whyInVain('no-answer')).toContain('nicht zu erreichen')
  })

  it('stays as it is where an older or newer worker has other words', () => {
    speakGerman()
    expect(whyInVain('Something else.')).toBe('Something else.')
    expect(whyInVain('constructor')).toBe('constructor')
  })
})
