/** What versions did, said in both languages. */
import { afterEach, expect, it } from 'vitest'
import type { WidgetChange } from '../../../core/wire/widget-change'
import { sayChange, sayChanges } from '../../../src/screens/history/said'
import { german } from '../../../src/words/de/all'
import { formatFor } from '../../../src/words/formats'
import { speak } from '../../../src/words/spoken'

afterEach(() => {
  speak({})
  formatFor('en')
})

const notes = { widget: 'n', type: 'note', title: 'Notes' }
const clock = { widget: 'c', type: 'clock', title: null }
const fields = (name: string, count: number, how: 'added' | 'taken' | 'changed') => [{ name, count, how }]

it.each<[string, string, WidgetChange[]]>([
  [
    'Moved “Notes” and Clock',
    '„Notes“ und Uhr verschoben',
    [
      { ...notes, did: 'moved', grid: 'desktop' },
      { ...clock, did: 'moved', grid: 'desktop' },
    ],
  ],
  [
    'Moved “Notes” on the narrow grid',
    '„Notes“ verschoben (schmales Raster)',
    [{ ...notes, did: 'moved', grid: 'mobile' }],
  ],
  [
    'Removed Clock, added “Notes”',
    'Uhr entfernt, „Notes“ hinzugefügt',
    [
      { ...clock, did: 'removed' },
      { ...notes, did: 'added' },
    ],
  ],
  ['Renamed “Plans” to “Notes”', '„Plans“ in „Notes“ umbenannt', [{ ...notes, did: 'renamed', was: 'Plans' }]],
  ['Renamed Note to “Notes”', 'Notiz in „Notes“ umbenannt', [{ ...notes, did: 'renamed', was: null }]],
  [
    'Added 2 items to “Notes”',
    '2 Einträge zu „Notes“ hinzugefügt',
    [{ ...notes, did: 'edited', fields: fields('item', 2, 'added') }],
  ],
  [
    'Changed the text of “Notes”',
    'Text von „Notes“ geändert',
    [{ ...notes, did: 'edited', fields: fields('text', 1, 'changed') }],
  ],
  ['Edited “Notes”', '„Notes“ bearbeitet', [{ ...notes, did: 'edited', fields: fields('made-later', 1, 'added') }]],
  ['Edited “Notes”', '„Notes“ bearbeitet', [{ ...notes, did: 'edited' }]],
  ['Nothing that lasted', 'Nichts, was blieb', []],
])('%s · %s', (english, inGerman, changes) => {
  expect(sayChanges(changes)).toBe(english)
  speak({ ...german })
  formatFor('de')
  expect(sayChanges(changes)).toBe(inGerman)
})

it('[L2] names the grid that is not the one shown', () => {
  const on = (grid: 'desktop' | 'mobile'): WidgetChange => ({ ...notes, did: 'moved', grid })
  expect(sayChange(on('desktop'), 'mobile')).toBe('Moved “Notes” on the wide grid')
  expect(sayChange(on('mobile'), 'mobile')).toBe('Moved “Notes”')
  expect(sayChange(on('mobile'), 'desktop')).toBe('Moved “Notes” on the narrow grid')
})

it('counts what is too much for a line', () => {
  const many = Array.from({ length: 6 }, (_, i): WidgetChange => ({ ...notes, widget: `${i}`, did: 'removed' }))
  expect(sayChanges(many)).toBe('Removed “Notes”, “Notes”, “Notes”, and 3 more')
  expect(sayChanges([{ ...notes, did: 'added' }], 7)).toBe('Added “Notes”, 7 more')
})
