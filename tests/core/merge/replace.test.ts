/** What can be said of a restore or an import without a database; the stories are in tests/server/layouts. */
import { describe, expect, it } from 'vitest'
import { MAX_LAYOUT_BYTES, MAX_WIDGETS } from '../../../core/layout/limits'
import { type Replacement, replace } from '../../../core/merge/replace'
import { NEW_LAYOUT, type Stored, type StoredField, type StoredWidget } from '../../../core/merge/stored'

const NOW = { serverTime: 5000, tag: 'new' }
const stamp = { rev: 3, at: 1000, deviceAt: 1000, device: 'other', writer: 'w0' }

function widget(fields: Record<string, StoredField>, removed = false, over: Partial<typeof stamp> = {}): StoredWidget {
  const liveFields = Object.values(fields).filter(({ value }) => value !== undefined).length
  return { presence: { ...stamp, ...over, removed, liveFields }, fields: new Map(Object.entries(fields)) }
}
const type = { ...stamp, value: 'note' }
const note = widget({ type, title: { ...stamp, value: 'Shopping' } })

function stored(widgets: Record<string, StoredWidget> = { note }, head: Partial<Stored['head']> = {}): Stored {
  return {
    head: { ...NEW_LAYOUT, revision: 3, tag: 'old', seq: 7, liveWidgets: 1, valueBytes: 16, ...head },
    baseTag: 'old',
    lastN: new Map(),
    widgets: new Map(Object.entries(widgets)),
    conflicts: [],
  }
}

const wish = (over: Partial<Replacement> = {}): Replacement => ({
  device: 'mine',
  writer: 'w1',
  base: 3,
  tag: 'old',
  sentAt: 9000,
  trigger: 'restore',
  others: 'go',
  ...over,
})

describe('[S15] making the layout another one', () => {
  it('[S1] names everything that is written, and the seq that it must still find', () => {
    const state = stored()
    const before = structuredClone(state)
    const wished = { note: { type: 'note', 'data/a': 1 }, clock: { type: 'clock' } }
    const decision = replace(state, wish(), wished, NOW)
    const made = { rev: 4, at: 5000, deviceAt: 9000, device: 'mine', writer: 'w1' }
    expect(decision).toMatchObject({
      answer: { status: 'saved', revision: 4, tag: 'new', since: 3, lastN: { w1: 1 }, conflicts: [] },
      writes: {
        head: { revision: 4, tag: 'new', seq: 8, liveWidgets: 2, valueBytes: 14 },
        widgets: [{ id: 'clock', presence: { ...made, removed: false, liveFields: 1 } }],
        writers: [{ id: 'w1', lastN: 1 }],
        version: { revision: 4, tag: 'new', trigger: 'restore', device: 'mine' },
      },
    })
    const { writes } = decision as Extract<typeof decision, { kind: 'decided' }>
    expect(writes?.fields).toEqual([
      { widget: 'clock', key: 'type', field: { ...made, value: 'clock' } },
      { widget: 'note', key: 'data/a', field: { ...made, value: 1 } },
      { widget: 'note', key: 'title', field: made },
    ])
    expect(state).toEqual(before)
    expect(replace(state, wish(), wished, NOW)).toEqual(decision)
  })

  it('is done whatever the clocks of the device said: a wish is no guess about who was later', () => {
    const ahead = { ...stamp, device: 'mine', writer: 'another tab', rev: 3, at: 8e12, deviceAt: 8e12 }
    const state = stored({ note: widget({ type, title: { ...ahead, value: 'ahead' } }, false, ahead) })
    const decision = replace(state, wish({ base: 2 }), { note: { type: 'note', title: 'wished' } }, NOW)
    expect(decision).toMatchObject({
      answer: { status: 'merged', conflicts: [] },
      writes: { fields: [{ key: 'title' }] },
    })
  })

  it('[S7] reports a removal that it overrules and the unseen value that it overrules with it', () => {
    const gone = widget({ type, title: { ...stamp, rev: 2, value: 'unseen' } }, true)
    const wished = { note: { type: 'note', title: 'wished' } }
    expect(
      replace(stored({ note: gone }, { liveWidgets: 0, valueBytes: 0 }), wish({ base: 1 }), wished, NOW),
    ).toMatchObject({
      answer: {
        conflicts: [
          { field: null, rule: 'removed', kept: { value: wished.note, at: 5000 }, lost: { removed: true, at: 1000 } },
          { field: 'title', rule: 'local', kept: { value: 'wished' }, lost: { value: 'unseen' } },
        ],
      },
      writes: { version: { changes: [{ kind: 'revive' }, { field: 'title', before: 'unseen', after: 'wished' }] } },
    })
  })

  it('[S2] asks for no layout where it was applied already', () => {
    const known = { ...stored(), lastN: new Map([['w1', 1]]) }
    expect(replace(known, wish(), null, NOW)).toMatchObject({ answer: { status: 'duplicate' }, writes: null })
    expect(replace(stored(), wish(), null, NOW)).toEqual({ kind: 'not-found' })
  })

  it('leaves what is not wished for where others stay', () => {
    const decision = replace(stored(), wish({ others: 'stay' }), { clock: { type: 'clock' } }, NOW)
    expect(decision).toMatchObject({ writes: { head: { liveWidgets: 2 }, widgets: [{ id: 'clock' }] } })
  })

  it('lets a layout that is over a limit stay so, and grow no more', () => {
    const over = { liveWidgets: MAX_WIDGETS + 5, valueBytes: MAX_LAYOUT_BYTES + 5 }
    const add = wish({ others: 'stay' })
    expect(replace(stored({ note }, over), add, { note: { type: 'note', title: 'Shipping' } }, NOW).kind).toBe(
      'decided',
    )
    expect(replace(stored({ note }, over), add, { clock: { type: 'clock' } }, NOW)).toMatchObject({
      kind: 'refused',
      errors: [{ path: '' }, { path: '' }],
    })
  })
})
