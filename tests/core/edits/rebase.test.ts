import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edit, Stream } from '../../../core/edits/edit'
import { laidOver, liveLayout, rebase } from '../../../core/edits/rebase'
import type { Replica } from '../../../core/layout/model'
import { EMPTY_REPLICA } from '../../../core/layout/model'
import {
  anyEdits,
  anyReplica,
  anySteadyEdits,
  anyStreams,
  DEVICE,
  frozen,
  NEW_WIDGETS,
  WIDGETS,
  WRITERS,
} from './arbitraries'

const RUNS = { seed: 20260120, numRuns: 500 }
const [LIVE = '', REMOVED = ''] = WIDGETS
const [NEW = ''] = NEW_WIDGETS
const [A = '', B = ''] = WRITERS

const stored = { rev: 1, at: 1, device: DEVICE }
const replica: Replica = frozen({
  revision: 12,
  tag: 'k3f9x2pq',
  widgets: {
    [LIVE]: {
      removed: false,
      fields: {
        type: { value: 'note', ...stored },
        title: { value: 'old', ...stored },
        'data/gone': { unset: true, value: 'stale', ...stored },
      },
    },
    [REMOVED]: { removed: true, fields: { type: { value: 'clock', ...stored }, title: { value: 'was', ...stored } } },
  },
})
const live = { [LIVE]: { id: LIVE, fields: { type: 'note', title: 'old' } } }

type Doing = { widget: string; at?: number } & (
  | { field: string; value: string }
  | { field: string; unset: true }
  | { remove: true }
  | { revive: true }
)
const owes = (writer: string, ...doings: Doing[]): Stream => ({
  writer,
  edits: doings.map((doing, i): Edit => ({ n: i + 1, base: 12, at: i, ...doing })),
})
const title = (widget: string, value: string, at?: number): Doing => ({
  widget,
  field: 'title',
  value,
  ...(at && { at }),
})

describe('liveLayout', () => {
  it('[S12] has the live widgets with plain values, without fields that were taken away', () => {
    expect(liveLayout(replica)).toEqual(live)
    expect(liveLayout(EMPTY_REPLICA)).toEqual({})
  })
  it('has the same objects again for what did not change, whatever was laid over them meanwhile', () => {
    const [before, other] = [liveLayout(replica)[LIVE], '00000000-0000-4000-8000-00000000000f']
    const later: Replica = { ...replica, widgets: { ...replica.widgets, [other]: { removed: false, fields: {} } } }
    const edited = rebase(later, [owes(A, title(LIVE, 'mine'))])
    expect(edited[LIVE]).not.toBe(before)
    expect(edited[other]).toBe(liveLayout(later)[other])
    expect(liveLayout(later)[LIVE]).toBe(before)
    expect(before?.fields.title).toBe('old')
  })
})

describe('rebase', () => {
  it('nothing owed: what the server has is what is shown', () => {
    fc.assert(
      fc.property(anyReplica, fc.subarray(WRITERS), (any, writers) => {
        expect(rebase(any, [])).toEqual(liveLayout(any))
        expect(
          rebase(
            any,
            writers.map((writer) => ({ writer, edits: [] })),
          ),
        ).toEqual(liveLayout(any))
      }),
      RUNS,
    )
  })

  it('[S2] does not depend on the order in which streams are listed', () => {
    fc.assert(
      fc.property(
        anyReplica,
        anyStreams(anyEdits).chain((streams) =>
          fc.tuple(fc.constant(streams), fc.shuffledSubarray(streams, { minLength: streams.length })),
        ),
        (any, [streams, shuffled]) => {
          expect(rebase(any, shuffled)).toEqual(rebase(any, streams))
        },
      ),
      RUNS,
    )
  })

  it('changes neither the replica nor what is owed', () => {
    fc.assert(
      fc.property(anyReplica, anyStreams(anyEdits), (any, streams) => {
        rebase(frozen(any), frozen(streams))
      }),
      RUNS,
    )
  })

  it('fields are set and taken away over what the server has', () => {
    const owed = owes(
      A,
      title(LIVE, 'new'),
      { widget: LIVE, field: 'data/x', value: '1' },
      { widget: LIVE, field: 'data/x', unset: true },
    )
    expect(rebase(replica, [owed])).toEqual({ [LIVE]: { id: LIVE, fields: { type: 'note', title: 'new' } } })
  })

  it('[S12] a widget that nobody knows is made by its type, and by nothing else', () => {
    const type: Doing = { widget: NEW, field: 'type', value: 'links' }
    expect(rebase(replica, [owes(A, title(NEW, 'lost'), type, title(NEW, 'mine'))])).toEqual({
      ...live,
      [NEW]: { id: NEW, fields: { type: 'links', title: 'mine' } },
    })
    expect(rebase(replica, [owes(A, title(NEW, 'lost'), { widget: NEW, revive: true })])).toEqual(live)
  })

  it('[S12][D7] what is owed from its type on is shown with that alone, whatever the server had of it when it was last heard', () => {
    const type: Doing = { widget: REMOVED, field: 'type', value: 'clock' }
    expect(rebase(replica, [owes(A, type)])[REMOVED]).toEqual({ id: REMOVED, fields: { type: 'clock' } })
    expect(rebase(replica, [owes(A, type, title(REMOVED, 'anew'))])[REMOVED]?.fields.title).toBe('anew')
  })

  it('[S6] an edit of a removed widget shows nothing, nor does its type where it was removed here', () => {
    expect(rebase(replica, [owes(A, title(REMOVED, 'lost'))])).toEqual(live)
    const own = owes(
      A,
      { widget: LIVE, remove: true },
      { widget: LIVE, field: 'type', value: 'note' },
      title(LIVE, 'lost'),
    )
    expect(rebase(replica, [own])).toEqual({})
  })

  it('[S6] nor does a type bring back a widget that was added and removed here', () => {
    const type: Doing = { widget: NEW, field: 'type', value: 'links' }
    expect(rebase(replica, [owes(A, type, { widget: NEW, remove: true }, type, title(NEW, 'lost'))])).toEqual(live)
  })

  it('[S6] a revival brings a widget back with the fields it had', () => {
    expect(rebase(replica, [owes(A, { widget: REMOVED, revive: true })])[REMOVED]).toEqual({
      id: REMOVED,
      fields: { type: 'clock', title: 'was' },
    })
    const twice = owes(A, title(LIVE, 'mine'), { widget: LIVE, remove: true }, title(LIVE, 'lost'), {
      widget: LIVE,
      revive: true,
    })
    expect(rebase(replica, [twice])[LIVE]?.fields.title).toBe('mine')
    const added = owes(
      A,
      { widget: NEW, field: 'type', value: 'note' },
      { widget: NEW, remove: true },
      { widget: NEW, revive: true },
    )
    expect(rebase(replica, [added])[NEW]).toEqual({ id: NEW, fields: { type: 'note' } })
  })

  it('[S6] a revival of what is there and a removal of what is gone change nothing', () => {
    const owed = owes(A, title(LIVE, 'mine'), { widget: LIVE, revive: true }, { widget: REMOVED, remove: true })
    expect(rebase(replica, [owed])).toEqual({ [LIVE]: { id: LIVE, fields: { type: 'note', title: 'mine' } } })
  })

  it('[S2] edits of two tabs are laid over it in order of time', () => {
    const first = owes(A, title(LIVE, 'early', 5), { widget: LIVE, field: 'data/a', value: 'late', at: 30 })
    const second = owes(B, title(LIVE, 'later', 20), { widget: LIVE, field: 'data/a', value: 'early', at: 21 })
    expect(rebase(replica, [first, second])[LIVE]?.fields).toEqual({ type: 'note', title: 'later', 'data/a': 'late' })
  })

  it('[D8] ids and keys out of a broken storage are entries like any other and change no prototype', () => {
    const broken = JSON.parse(
      `{"revision":1,"tag":"k","widgets":{"__proto__":{"removed":false,"fields":{"__proto__":{"value":{"polluted":1},"rev":1,"at":1,"device":"d"}}}}}`,
    ) as Replica
    expect(Object.keys(liveLayout(broken))).toEqual(['__proto__'])
    const doings: Doing[] = ['__proto__', 'constructor', 'toString'].flatMap((widget): Doing[] => [
      { widget, field: '__proto__', value: 'polluted' },
      { widget, remove: true },
      { widget, field: 'type', value: 'note' },
      { widget, field: 'polluted', value: 'yes' },
      { widget, revive: true },
    ])
    const shown = rebase(EMPTY_REPLICA, [owes(A, ...doings)])
    expect(Object.keys(shown)).toEqual(['__proto__', 'constructor', 'toString'])
    const odd = rebase(replica, [owes(A, { widget: LIVE, field: '__proto__', value: 'odd' })])[LIVE]?.fields ?? {}
    expect(Object.keys(odd)).toEqual(['type', 'title', '__proto__'])
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('laidOver', () => {
  it('[S2] what was made last of all is laid over what is drawn as if everything were drawn anew', () => {
    fc.assert(
      fc.property(anyReplica, anyStreams(anySteadyEdits), anyEdits, (any, streams, doings) => {
        const before = rebase(any, frozen(streams))
        const latest = Math.max(0, ...streams.flatMap(({ edits }) => edits.map(({ at }) => at))) + 1
        const last = frozen(doings.slice(0, 3).map((edit) => ({ ...edit, at: latest })))
        const after = laidOver(frozen(before), last)
        const isFieldsAlone = last.every((edit) => 'field' in edit && Object.hasOwn(before, edit.widget))
        expect(after !== null).toBe(isFieldsAlone)
        if (after === null) return
        expect(after).toEqual(rebase(any, [...streams, { writer: DEVICE, edits: last }]))
        expect(Object.keys(after)).toEqual(Object.keys(before))
        const touched = new Set(last.map(({ widget }) => widget))
        for (const id of Object.keys(before)) if (!touched.has(id)) expect(after[id]).toBe(before[id])
      }),
      RUNS,
    )
  })

  it('a widget that is given what it has is the same object', () => {
    const before = rebase(replica, [])
    const [edit] = owes(A, title(LIVE, 'old')).edits
    expect(laidOver(before, edit === undefined ? [] : [edit])?.[LIVE]).toBe(before[LIVE])
  })
})
