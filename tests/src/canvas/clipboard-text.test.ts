import { describe, expect, it } from 'vitest'
import { asClipboardText, fromClipboardText } from '../../../src/canvas/clipboard-text'

const note = {
  id: 'w',
  fields: { type: 'note', title: 'Milk', desktop: { x: 0, y: 0, w: 4, h: 3 }, 'data/text': 'two' },
}

describe('widgets on the clipboard', () => {
  it('come back as they went, without their ids', () => {
    const { type, ...fields } = note.fields
    expect(fromClipboardText(asClipboardText([note, note]))).toEqual([
      { type, fields },
      { type, fields },
    ])
  })

  it('lose what breaks a limit, and nothing else', () => {
    const fields = { ...note.fields, mobile: { x: 9, y: 0, w: 4, h: 3 }, 'data/big': 'x'.repeat(20_000), 'no field': 1 }
    expect(fromClipboardText(asClipboardText([{ id: 'w', fields }]))).toEqual(
      fromClipboardText(asClipboardText([note])),
    )
  })

  it.each([
    'Bread and olives',
    '{"kind":"holdfast-widgets"',
    '{"kind":"holdfast-widgets","widgets":7}',
    '{"kind":"holdfast-widgets","widgets":[null,7,{"fields":null},{"fields":{"title":"no type"}}]}',
    '"holdfast-widgets"',
    'null /* holdfast-widgets */',
  ])('are not found in %s', (text) => expect(fromClipboardText(text)).toEqual([]))
})
