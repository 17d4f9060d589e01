/** What can be said of a decision without a database; the rules themselves are told in tests/server/layouts. */
import { describe, expect, it } from 'vitest'
import type { Edit } from '../../../core/edits/edit'
import { MAX_FIELDS_PER_WIDGET, MAX_LAYOUT_BYTES, MAX_WIDGETS } from '../../../core/layout/limits'
import { decide } from '../../../core/merge/decide'
import { NEW_LAYOUT, type Stored, type StoredField, type StoredWidget } from '../../../core/merge/stored'
import type { SaveRequest } from '../../../core/wire/save'

const stamp = { rev: 3, at: 1000, deviceAt: 1000, device: 'other', writer: 'w0' }
const NOW = { serverTime: 5000, tag: 'new' }

function widget(fields: Record<string, StoredField>, removed = false): StoredWidget {
  const liveFields = Object.values(fields).filter(({ value }) => value !== undefined).length
  return { presence: { ...stamp, removed, liveFields }, fields: new Map(Object.entries(fields)) }
}
const note = widget({ type: { ...stamp, value: 'note' }, title: { ...stamp, value: 'Shopping' } })

function stored(over: Partial<Stored> = {}, head: Partial<Stored['head']> = {}): Stored {
  return {
    head: { ...NEW_LAYOUT, revision: 3, tag: 'old', seq: 7, liveWidgets: 1, valueBytes: 16, ...head },
    baseTag: 'old',
    lastN: new Map([['w1', 2]]),
    widgets: new Map([['note', note]]),
    conflicts: [],
    ...over,
  }
}

type Loose = Partial<Edit> & { n: number } & Record<string, unknown>
function save(edits: Loose[], over: Partial<SaveRequest> = {}): SaveRequest {
  const made = edits.map((edit) => ({ widget: 'note', at: 4000, ...edit })) as SaveRequest['streams'][0]['edits']
  return {
    schema: 1,
    account: 'a',
    device: 'mine',
    base: 3,
    tag: 'old',
    trigger: 'edit',
    strategy: 'merge',
    sentAt: 5000,
    streams: [{ writer: 'w1', edits: made }],
    ...over,
  }
}

function deepFreeze<T>(value: T): T {
  if (value instanceof Map) for (const inner of value.values()) deepFreeze(inner)
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}

describe('a decision', () => {
  it('changes nothing of what it is given, and is the same each time', () => {
    const state = stored({ widgets: new Map([['note', deepFreeze(note)]]) })
    const before = structuredClone(state)
    const request = deepFreeze(
      save([
        { n: 3, field: 'title', value: 'x' },
        { n: 4, remove: true },
        { n: 5, revive: true },
      ]),
    )
    const first = decide(state, request, NOW)
    expect(decide(state, request, NOW)).toEqual(first)
    expect(state).toEqual(before)
    expect(first).toMatchObject({ kind: 'decided', answer: { revision: 4, tag: 'new', lastN: { w1: 5 } } })
  })

  it('[S1] names everything that is written, and the seq that it must still find', () => {
    const decision = decide(stored(), save([{ n: 3, field: 'data/a', value: 'x' }]), NOW)
    const field = { rev: 4, at: 4000, deviceAt: 4000, device: 'mine', writer: 'w1', value: 'x' }
    expect(decision).toMatchObject({
      writes: {
        head: { revision: 4, tag: 'new', seq: 8, liveWidgets: 1, valueBytes: 19 },
        widgets: [{ id: 'note', presence: { rev: 3, liveFields: 3 } }],
        fields: [{ widget: 'note', key: 'data/a', field }],
        writers: [{ id: 'w1', lastN: 3 }],
        conflicts: [],
        version: { revision: 4, tag: 'new', changes: [{ widget: 'note', field: 'data/a', after: 'x' }] },
      },
    })
  })

  it('[S2] writes nothing at all for what is known', () => {
    const decision = decide(
      stored(),
      save([
        { n: 1, field: 'title', value: 'x' },
        { n: 2, remove: true },
      ]),
      NOW,
    )
    expect(decision).toMatchObject({ kind: 'decided', writes: null, answer: { status: 'duplicate', lastN: { w1: 2 } } })
  })

  it('[S11] says of a widget that it has forgotten that it is gone, also where every edit of it is known', () => {
    const known = { n: 2, widget: 'forgotten', field: 'title', value: 'x' }
    const decision = decide(stored(), save([known, { n: 3, field: 'title', value: 'y' }]), NOW)
    const gone = { id: 'forgotten', removed: true, fields: {} }
    expect(decision).toMatchObject({ answer: { status: 'saved', widgets: [gone, { id: 'note' }], conflicts: [] } })
  })

  it.each([
    [{ base: 4, tag: 'any' }, {}],
    [{ base: 3, tag: 'another' }, {}],
    [{ base: 2, tag: 'old' }, { baseTag: null }],
  ])('[S14] does not know base %o', (over, state) => {
    expect(decide(stored(state), save([{ n: 3, remove: true }], over), NOW)).toEqual({ kind: 'base-unknown' })
  })
  it('[S14] does not know an edit made on a later revision; base 0 is known to all', () => {
    expect(decide(stored(), save([{ n: 3, base: 4, remove: true }]), NOW)).toEqual({ kind: 'base-unknown' })
    const none = save([{ n: 3, remove: true }], { base: 0, tag: null })
    expect(decide(stored({ baseTag: null }), none, NOW).kind).toBe('decided')
  })

  it('[S2] the rest of a save is judged on what its earlier edits made', () => {
    const edits = [
      { n: 3, field: 'title', value: 'a' },
      { n: 4, field: 'title', unset: true },
      { n: 5, field: 'title', value: 'b' },
      { n: 6, remove: true },
      { n: 7, field: 'title', value: 'not any more' },
    ]
    const decision = decide(stored(), save(edits as Loose[]), NOW)
    if (decision.kind !== 'decided') throw new Error(decision.kind)
    expect(decision.writes?.version?.changes).toEqual([
      { widget: 'note', field: 'title', before: 'Shopping', after: 'b' },
      { widget: 'note', field: null, kind: 'remove', before: { type: 'note', title: 'b' } },
    ])
    expect(decision.answer.widgets).toEqual([{ id: 'note', removed: true, fields: {} }])
  })
})

describe('limits of the whole layout', () => {
  const added = (n: number, id: string, title = 'x'): Loose[] => [
    { n, widget: id, field: 'type', value: 'note' },
    { n: n + 1, widget: id, field: 'title', value: title },
  ]
  const named = (state: Stored, edits: Loose[]) => {
    const decision = decide(state, save(edits), NOW)
    return decision.kind === 'refused' ? decision.errors.map(({ n }) => n) : decision.kind
  }
  const full = { liveWidgets: MAX_WIDGETS }

  it('names every edit of a widget that is one too many, and only of that', () => {
    const edits = [...added(3, 'one'), ...added(5, 'two'), { n: 7, widget: 'note', field: 'title', value: 'y' }]
    expect(named(stored({}, { liveWidgets: MAX_WIDGETS - 1 }), edits)).toEqual([5, 6])
    expect(named(stored({}, full), edits)).toEqual([3, 4, 5, 6])
    expect(named(stored({}, full), edits.slice(4))).toBe('decided')
  })
  it('counts what the save removes, wherever that stands', () => {
    expect(named(stored({}, full), [...added(3, 'one'), { n: 5, remove: true }])).toBe('decided')
  })
  it('names a revival that is one too many', () => {
    const gone = stored({ widgets: new Map([['note', widget({ type: { ...stamp, value: 'note' } }, true)]]) }, full)
    expect(named(gone, [{ n: 3, revive: true }])).toEqual([3])
  })
  it('names values that do not fit, and keeps smaller ones that do', () => {
    const room = stored({}, { valueBytes: MAX_LAYOUT_BYTES - 10 })
    const edits = [
      { n: 3, field: 'data/a', value: '12345678901' },
      { n: 4, field: 'data/b', value: '12345' },
      { n: 5, field: 'data/c', value: '12' },
    ]
    expect(named(room, edits)).toEqual([3, 5])
    expect(named(room, edits.slice(1, 2))).toBe('decided')
  })
  it('names the whole of an added widget whose values do not fit', () => {
    const room = stored({}, { valueBytes: MAX_LAYOUT_BYTES - 20 })
    expect(named(room, [...added(3, 'one', 'x'.repeat(30)), ...added(5, 'two')])).toEqual([3, 4])
  })
  it('names fields past the most a widget may have', () => {
    const fields = { type: { ...stamp, value: 'note' }, 'data/a': { ...stamp, value: 1 } }
    const large = widget(fields)
    const presence = { ...stamp, removed: false, liveFields: MAX_FIELDS_PER_WIDGET - 1 }
    const state = stored({ widgets: new Map([['note', { ...large, presence }]]) })
    const edits = [
      { n: 3, field: 'data/b', value: 1 },
      { n: 4, field: 'data/a', value: 2 },
      { n: 5, field: 'data/c', value: 1 },
    ]
    expect(named(state, edits)).toEqual([5])
    expect(named(state, [...edits, { n: 6, field: 'data/a', unset: true }] as Loose[])).toBe('decided')
  })
  it('lets a layout that is over a limit shrink', () => {
    const over = stored({}, { liveWidgets: MAX_WIDGETS + 5, valueBytes: MAX_LAYOUT_BYTES + 5 })
    expect(named(over, [{ n: 3, field: 'title', value: 'x' }])).toBe('decided')
    expect(named(over, [{ n: 3, field: 'title', value: 'x'.repeat(100) }])).toEqual([3])
  })
})
