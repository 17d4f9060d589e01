/**
 * Random lives of three devices that share an account, told as steps; wilder than the app's own: any base it ever held, edits
 * of what is not there, clocks that jump, requests that arrive late, twice or never. Before: fast-check. After: ./side-by-side.
 */
import * as fc from 'fast-check'
import { STRATEGIES, type Strategy } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'
import { uuid } from '../../server/layouts/story'

export const DEVICES = 3
export const TABS = 2
export const WIDGETS = 4

export type EditKind =
  | { value: Json; field: string }
  | { unset: true; field: string }
  | { remove: true }
  | { revive: true }

export type Step =
  | { do: 'edit'; device: number; tab: number; widget: number; edit: EditKind; stale: number; waitMs: number }
  /** A widget is added as the app does it: type and boxes in one save. */
  | { do: 'add'; device: number; tab: number; widget: number; waitMs: number }
  | { do: 'send'; device: number; strategy: Strategy; fate: Fate; forged: number }
  /** A request that was sent long ago arrives (again). `anew`: tried again with the clock of now (S5). */
  | { do: 'late'; device: number; which: number; anew: boolean }
  | { do: 'pull'; device: number; tag: boolean; all: boolean }
  | { do: 'clock'; device: number; byMs: number }
  /** A tab is closed, and another one opened. */
  | { do: 'restart'; device: number; tab: number }
  | { do: 'restore'; device: number; which: number; twice: boolean }
  | {
      do: 'import'
      device: number
      add: boolean
      file: { widget: number; fields: Record<string, Json> }[]
      twice: boolean
    }
  | { do: 'forget'; which: number }

/** What becomes of a request at once. `kept`: it is under way, and may arrive late. */
export type Fate = 'arrives' | 'answer-lost' | 'twice' | 'kept'

const DAY_MS = 86_400_000
const device = fc.nat({ max: DEVICES - 1 })
const tab = fc.nat({ max: TABS - 1 })
const widget = fc.nat({ max: WIDGETS - 1 })
const which = fc.nat({ max: 30 })
const field = fc.constantFrom('title', 'data/a', 'data/__proto__', 'desktop')
const text = fc.constantFrom('x', 'y', 'ä\u0000')
const box = fc.constantFrom<Json>({ x: 0, y: 0, w: 2, h: 2 }, { h: 2, w: 2, y: 0, x: 0 }, { x: 1, y: 0, w: 2, h: 2 })
const anything = fc.constantFrom<Json>(
  'x',
  1,
  null,
  false,
  [],
  { a: [1], b: '\ud83d\ude00' },
  { b: '\ud83d\ude00', a: [1] },
)
const valueFor = (key: string): fc.Arbitrary<Json> => (key === 'title' ? text : key === 'desktop' ? box : anything)
/** Mostly the one type, so that few saves are refused. */
const type = fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 'list' : 'note'))
const waitMs = fc.constantFrom(0, 0, 1, 2, 50, 60_000)

const kind: fc.Arbitrary<EditKind> = fc.oneof(
  { weight: 8, arbitrary: field.chain((key) => valueFor(key).map((value) => ({ field: key, value }))) },
  { weight: 3, arbitrary: field.map((key) => ({ field: key, unset: true as const })) },
  { weight: 1, arbitrary: type.map((value) => ({ field: 'type', value })) },
  { weight: 3, arbitrary: fc.constant({ remove: true as const }) },
  { weight: 2, arbitrary: fc.constant({ revive: true as const }) },
)

const fieldsOfFile = fc.record(
  { type, title: text, 'data/a': anything, 'data/__proto__': anything },
  { requiredKeys: ['type'] },
)
const file = fc.uniqueArray(fc.record({ widget, fields: fieldsOfFile as fc.Arbitrary<Record<string, Json>> }), {
  selector: (one) => one.widget,
  maxLength: WIDGETS,
})

const is = <K extends Step['do']>(name: K) => fc.constant(name)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({ do: is('edit'), device, tab, widget, edit: kind, stale: fc.nat({ max: 3 }), waitMs }),
  },
  { weight: 3, arbitrary: fc.record({ do: is('add'), device, tab, widget, waitMs }) },
  {
    weight: 20,
    arbitrary: fc.record({
      do: is('send'),
      device,
      strategy: fc.oneof({ weight: 2, arbitrary: fc.constant('merge' as const) }, fc.constantFrom(...STRATEGIES)),
      fate: fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'answer-lost', 'twice', 'kept'),
      forged: fc.nat({ max: 40 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: is('late'), device, which, anew: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: is('pull'), device, tag: fc.boolean(), all: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: is('clock'), device, byMs: fc.constantFrom(-3 * DAY_MS, -60_000, -1, 1, 50, DAY_MS) }),
  },
  { weight: 2, arbitrary: fc.record({ do: is('restart'), device, tab }) },
  { weight: 1, arbitrary: fc.record({ do: is('restore'), device, which, twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: is('import'), device, add: fc.boolean(), file, twice: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: is('forget'), which }) },
)

export const lives = fc.array(step, { minLength: 5, maxLength: 80, size: 'max' })

const EVERYBODY_PULLS: readonly Step[] = Array.from({ length: DEVICES }, (_, one) => ({
  do: 'pull',
  device: one,
  tag: true,
  all: false,
}))

/** Every widget is added, by the devices in turn. */
const ADDS: readonly Step[] = Array.from({ length: WIDGETS }, (_, one) => ({
  do: 'add',
  device: one % DEVICES,
  tab: 0,
  widget: one,
  waitMs: 1,
}))

const EVERYBODY_SENDS: readonly Step[] = Array.from({ length: DEVICES }, (_, one) => ({
  do: 'send',
  device: one,
  strategy: 'merge',
  fate: 'arrives',
  forged: 2,
}))

/** Most lives begin with widgets that everybody has: else most edits would be of what is not there. */
export const script: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 1, arbitrary: lives },
  { weight: 4, arbitrary: lives.map((steps) => [...ADDS, ...EVERYBODY_SENDS, ...EVERYBODY_PULLS, ...steps]) },
)

/** The same life on a layout that is nearly full; what would empty it at once is left out. */
export const after = (full: Step, steps: readonly Step[]): Step[] => [
  full,
  ...EVERYBODY_PULLS,
  ...ADDS,
  ...steps.filter((one) => one.do !== 'restore' && (one.do !== 'import' || one.add)),
]

export const widgetId = (n: number): string => uuid(100 + n)

const importOf = (file: { widget: number; fields: Record<string, Json> }[]): Step => ({
  do: 'import',
  device: 0,
  add: false,
  file,
  twice: false,
})

/** Imports that fill a layout nearly up to one of the limits of CONTRACT section 1; the widgets of a life come on top. */
export const NEARLY_FULL: Readonly<Record<string, Step>> = {
  widgets: importOf(Array.from({ length: 498 }, (_, i) => ({ widget: 10 + i, fields: { type: 'note' } }))),
  // 122 bytes are left of 2 MiB.
  bytes: importOf([{ widget: 10, fields: { type: 'note', ...dataFields(129, 'z'.repeat(16_254)) } }]),
  fields: importOf([{ widget: 0, fields: { type: 'note', ...dataFields(1_998, 1) } }]),
}

function dataFields(count: number, value: Json): Record<string, Json> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`data/k${i}`, value]))
}
