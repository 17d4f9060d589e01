/**
 * The steps of ./store-script, made up at random: reads of all kinds, saves, restores, commits that come too late, devices that
 * are heard of, removals that are forgotten. They name things by small numbers, so that they meet.
 */
import * as fc from 'fast-check'
import type { Strategy } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'

export const ACCOUNTS = ['ada', 'bob']
export const NOBODY = 'nobody'
const DEVICES = 3
const WIDGETS = 4
const FIELDS = ['type', 'title', 'data/a', 'data/b']
const LARGEST_N = 2_147_483_647
export const DAY_MS = 86_400_000
/** Between steps. Times of one life are never equal, however old: among devices heard of at the same time SQL takes any. */
export const TICK_MS = 1_000
/** So long before now a device was heard of. */
const AGES_MS = [0, 3_600_001, 20 * DAY_MS + 2, 100 * DAY_MS + 3]

const account = fc.constantFrom('ada', 'ada', 'ada', 'bob')
const device = fc.nat({ max: DEVICES - 1 })
/** Two of each device, and one that nobody is. */
const writer = fc.nat({ max: 2 * DEVICES })
const widget = fc.nat({ max: WIDGETS - 1 })
/** The last one there never was. */
const askedWidget = fc.nat({ max: WIDGETS })
const session = fc.constantFrom(null, 's0', 's1', 's2')
/** Revisions; negative: it holds one that there never was. */
const behind = fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 5, -3, 1000)
const field = fc.constantFrom(...FIELDS.slice(1))
const NESTED = JSON.parse('{ "a": [1, -0], "__proto__": { "b": [] } }') as Json
const value = fc.constantFrom<Json>('x', 'y', '\u0000 "\ud83d', -0, 7, null, false, NESTED)

export type Edited =
  | { kind: 'add' | 'remove' | 'revive'; widget: number }
  | { kind: 'set'; widget: number; field: string; value: Json }
  | { kind: 'unset'; widget: number; field: string }

const edited: fc.Arbitrary<Edited> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('add', 'remove', 'revive'), widget }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set'), widget, field, value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unset'), widget, field }) },
) as fc.Arbitrary<Edited>

const by = { account, device, session, behind, isKept: fc.constantFrom(false, false, false, true) }
const steps = {
  read: fc.record({
    do: fc.constant('read' as const),
    account: fc.constantFrom(...ACCOUNTS, NOBODY),
    behind,
    writers: fc.uniqueArray(fc.tuple(writer, fc.nat({ max: 4 }), fc.constantFrom(2, 5, LARGEST_N)), {
      maxLength: 4,
      selector: ([which]) => which,
    }),
    widgets: fc.uniqueArray(fc.tuple(askedWidget, fc.boolean()), { maxLength: 4, selector: ([which]) => which }),
    fields: fc.uniqueArray(fc.tuple(askedWidget, fc.constantFrom(...FIELDS, 'data/never')), {
      maxLength: 6,
      selector: (pair) => pair.join(' '),
    }),
    revives: fc.boolean(),
    device: fc.option(fc.nat({ max: DEVICES })),
    session,
  }),
  save: fc.record({
    do: fc.constant('save' as const),
    ...by,
    /** Whose edits they are, in turns. */
    writers: fc.constantFrom([0], [1], [1, 0]),
    strategy: fc.constantFrom<Strategy>('merge', 'merge', 'local', 'remote'),
    edits: fc.array(edited, { maxLength: 8 }),
    /** Edits widgets of which the server may never have heard. */
    isBlind: fc.constantFrom(false, false, false, false, true),
    name: fc.constantFrom(undefined, undefined, 'Pixel', 'half \ud83d'),
    isAgain: fc.constantFrom(false, false, false, false, true),
  }),
  replace: fc.record({
    do: fc.constant('replace' as const),
    ...by,
    to: fc.nat({ max: 12 }),
    others: fc.constantFrom('go' as const, 'stay' as const),
  }),
  /** A commit that was kept, or written before, arrives (again): as it was, at another layout, from another tag, or as if decided on what stands now. */
  late: fc.record({
    do: fc.constant('late' as const),
    which: fc.nat({ max: 30 }),
    how: fc.constantFrom('as it was', 'elsewhere', 'other tag', 'no tag', 'anew'),
  }),
  see: fc.record({
    do: fc.constant('see' as const),
    account: fc.constantFrom(...ACCOUNTS, NOBODY),
    device,
    session,
    ageMs: fc.constantFrom(...AGES_MS),
    name: fc.constantFrom(null, null, 'Laptop', 'half \ud83d'),
    revision: fc.nat({ max: 12 }),
    /** More than are kept, now and then. */
    sessions: fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 23),
  }),
  forget: fc.record({ do: fc.constant('forget' as const), days: fc.constantFrom(0, 1, 91, 92) }),
  past: fc.record({ do: fc.constant('past' as const), account, revision: fc.nat({ max: 12 }) }),
}

/** A step of one kind. */
export type StepOf<K extends keyof typeof steps> = (typeof steps)[K] extends fc.Arbitrary<infer T> ? T : never
export type StoreStep = { [K in keyof typeof steps]: StepOf<K> }[keyof typeof steps]

const step: fc.Arbitrary<StoreStep> = fc.oneof(
  { weight: 6, arbitrary: steps.read },
  { weight: 10, arbitrary: steps.save },
  { weight: 1, arbitrary: steps.replace },
  { weight: 3, arbitrary: steps.late },
  { weight: 2, arbitrary: steps.see },
  { weight: 2, arbitrary: steps.forget },
  { weight: 1, arbitrary: steps.past },
)
export const storeScript = fc.array(step, { minLength: 10, maxLength: 50, size: 'max' })
