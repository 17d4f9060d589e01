/**
 * Random replicas and owed edits for the property tests of core/edits. Few widgets and few fields, so that edits meet.
 * A failure of fast-check prints `seed` and `path`; put both beside `seed` in the test to run that one case again.
 */
import fc from 'fast-check'
import type { Change } from '../../../core/edits/diff'
import type { Edit, Stream } from '../../../core/edits/edit'
import type { Json, Layout, Replica, ReplicaField, ReplicaWidget, Widget } from '../../../core/layout/model'

const id = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`
/** Those a replica may know. */
export const WIDGETS = ['a', 'b', 'c'].map(id)
/** Those only edits know. */
export const NEW_WIDGETS = ['d', 'e'].map(id)
export const WRITERS = ['1', '2', '3'].map(id)
export const DEVICE = id('0')
const FIELDS = ['title', 'desktop', 'data/a', 'data/__proto__']

export const anyValue = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.constant(null),
  fc.jsonValue(),
) as fc.Arbitrary<Json>

const anyField: fc.Arbitrary<ReplicaField> = fc
  .tuple(fc.boolean(), anyValue, fc.nat(50), fc.nat(50))
  .map(([unset, value, rev, at]) => (unset ? { unset, rev, at, device: DEVICE } : { value, rev, at, device: DEVICE }))

const anyFields = fc.dictionary(fc.constantFrom('type', ...FIELDS), anyField, { noNullPrototype: true })

const anyStored: fc.Arbitrary<ReplicaWidget> = fc.record(
  { removed: fc.boolean(), fields: anyFields },
  { noNullPrototype: true },
)

export const anyReplica: fc.Arbitrary<Replica> = fc
  .dictionary(fc.constantFrom(...WIDGETS), anyStored, { noNullPrototype: true })
  .map((widgets) => ({ revision: 50, tag: 'k3f9x2pq', widgets }))

/** What an edit does; number and times are given by `numbered`. */
type Doing = { widget: string } & (
  | { field: string; value: Json }
  | { field: string; unset: true }
  | { remove: true }
  | { revive: true }
)

/** Edits of fields, and so often, against 8 of them, removals and revivals. */
function anyDoing(removals: number, revivals: number): fc.Arbitrary<Doing> {
  const widget = fc.constantFrom(...WIDGETS, ...NEW_WIDGETS)
  const field = fc.constantFrom('type', ...FIELDS)
  const plain = { noNullPrototype: true }
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ widget, field, value: anyValue }, plain) },
    { weight: 2, arbitrary: fc.record({ widget, field, unset: fc.constant<true>(true) }, plain) },
    { weight: removals, arbitrary: fc.record({ widget, remove: fc.constant<true>(true) }, plain) },
    { weight: revivals, arbitrary: fc.record({ widget, revive: fc.constant<true>(true) }, plain) },
  )
}

/** Numbers with gaps, as settled and folded edits leave them; `at` steps may be 0, and below 0 where asked for. */
function numbered(doings: fc.Arbitrary<Doing>, leastStep: number): fc.Arbitrary<Edit[]> {
  const step = fc.record({
    doing: doings,
    gap: fc.integer({ min: 1, max: 3 }),
    base: fc.nat(50),
    step: fc.integer({ min: leastStep, max: 9 }),
  })
  return fc.array(step, { maxLength: 30 }).map((steps) => {
    let n = 0
    let at = 1_000
    return steps.map(({ doing, gap, base, step }): Edit => {
      n += gap
      at += step
      return { n, base, at, ...doing }
    })
  })
}

/** One writer's edits of every kind. Its clock may be set back. */
export const anyEdits = numbered(anyDoing(1, 1), -9)

/** What fold asks for when there are several writers: `at` never goes back, and nothing comes back that another tab removed. */
export const anySteadyEdits = numbered(anyDoing(1, 0), 0)

/** Up to three writers, each with edits of `edits`; a writer may owe nothing. */
export const anyStreams = (edits: fc.Arbitrary<Edit[]>): fc.Arbitrary<Stream[]> =>
  fc
    .subarray(WRITERS)
    .chain((writers) => fc.tuple(...writers.map((writer) => edits.map((list) => ({ writer, edits: list })))))

const anyWidget = (widget: string): fc.Arbitrary<Widget> =>
  fc
    .dictionary(fc.constantFrom(...FIELDS), anyValue, { noNullPrototype: true })
    .map((fields) => ({ id: widget, fields: { type: 'note', ...fields } }))

/** A layout in which every widget has its type, as one that a person sees has. */
export const anyLayout: fc.Arbitrary<Layout> = fc
  .subarray([...WIDGETS, ...NEW_WIDGETS])
  .chain((ids) => fc.tuple(...ids.map(anyWidget)))
  .map((widgets) => Object.fromEntries(widgets.map((widget) => [widget.id, widget])))

/** A server that holds exactly `before`, at revision 5. */
export const holding = (before: Layout): Replica => ({
  revision: 5,
  tag: 'k3f9x2pq',
  widgets: Object.fromEntries(
    Object.values(before).map(({ id, fields }) => [
      id,
      {
        removed: false,
        fields: Object.fromEntries(
          Object.entries(fields).map(([key, value]) => [key, { value, rev: 5, at: 5, device: DEVICE }]),
        ),
      },
    ]),
  ),
})
/** Changes as one writer's edits, made on revision 5 by a device whose clock says 6. */
export const recorded = (changes: Change[]): Edit[] =>
  changes.map((change, i) => ({ n: i + 1, base: 5, at: 6, ...change }))

/** Throws at the first attempt to change what is handed in. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}
