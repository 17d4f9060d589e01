/**
 * Random calls of the DeviceDb port for its contract suite: few accounts, writers and numbers, so that calls meet, and some
 * values that make no sense, as a meddled-with database has them. Before: device-db-contract.test.ts.
 */
import fc from 'fast-check'
import type { OwedEdit } from '../../../core/edits/edit'
import type { Replica } from '../../../core/layout/model'
import type { Conflict } from '../../../core/wire/answer'
import type { DeviceDb, Held, Stored, TakenOver } from '../../../src/store/device-db'
import type { StoredReplica, Who } from '../../../src/store/stored-shapes'
import type { SetAsideEdit } from '../../../src/store/sync-store'

/** One call and what it is given. */
export type Call =
  | ['who']
  | ['addWho', Who]
  | ['setWho', Who]
  | ['load', string]
  | ['putEdits', string, string, OwedEdit[], number[]]
  | ['takeOver', string, TakenOver]
  | ['setAside', (SetAsideEdit & { writer: string; n: number })[]]
  | ['dropSetAside', string]
  | ['dropConflicts', string, Conflict[]]
  | ['forget', string]
  | ['putBack', Held]

const id = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-4${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`
/** One a prefix of another, and none before all of them. */
export const ACCOUNTS = ['a', 'ab', 'ä', '']
const WIDGETS = ['b', 'a', 'c'].map(id)
const PLAIN = { noNullPrototype: true }

const account = fc.constantFrom(...ACCOUNTS)
const writer = fc.constantFrom(...['2', '1', 'f'].map(id), 'no uuid', 'ÿ')
const widget = fc.constantFrom(...WIDGETS)
/** In order as numbers, not as text. */
const n = fc.constantFrom(1, 2, 3, 4, 10, 11)
const device = fc.constantFrom(id('d'), id('e'))
/** Makes something senseless of one in nine. */
const meddled = <T>(sound: fc.Arbitrary<T>, senseless: (value: T) => object): fc.Arbitrary<T> =>
  fc.tuple(sound, fc.nat(8)).map(([value, die]) => (die === 0 ? (senseless(value) as T) : value))

const edit = meddled(
  fc.record({ n, widget, at: fc.nat(9), what: fc.nat(3) }, PLAIN).map(({ n, widget, at, what }): OwedEdit => {
    const made = { n, base: 0, widget, at, trigger: 'edit' as const }
    if (what === 0) return { ...made, remove: true }
    if (what === 1) return { ...made, revive: true }
    return what === 2 ? { ...made, field: 'title', unset: true } : { ...made, field: 'title', value: { at: [at] } }
  }),
  ({ n, widget, at }) => (at % 2 === 0 ? { n, widget, at } : { n: at - 3, base: 0, widget, at, remove: true }),
)

const replica: fc.Arbitrary<StoredReplica> = meddled(
  fc.record({ revision: fc.nat(3), epoch: fc.nat(2), widget, at: fc.nat(9) }, PLAIN).map((made) => {
    const fields = { title: { value: made.at, rev: 1, at: made.at, device: id('d') } }
    const widgets = made.revision === 0 ? {} : { [made.widget]: { removed: false, fields } }
    const replica: Replica = { revision: made.revision, tag: made.revision === 0 ? null : 'k3f9x2pq', widgets }
    return { replica, epoch: made.epoch }
  }),
  ({ replica, epoch }) => ({ replica: { ...replica, tag: replica.tag === null ? 'tag' : '' }, epoch }),
)

const who: fc.Arbitrary<Who> = meddled(
  fc.record({
    device,
    account: fc.record({ id: fc.constantFrom('a', 'ab'), email: fc.constantFrom(null, 'a@example.org') }, PLAIN),
    guests: fc.uniqueArray(fc.constantFrom('g1', 'g2', 'g3')),
    since: fc.nat(4),
  }),
  ({ since, ...rest }) =>
    [
      { ...rest, since: 'long' },
      { ...rest, since, device: 'none' },
      { ...rest, since, account: { id: 'a', email: 1 }, guests: ['g1', 2], more: true },
      { ...rest, since, account: { id: '', email: null } },
      { ...rest, since, guests: null },
    ][since] as object,
)

const side = fc.record({ value: fc.nat(3), at: fc.nat(9), device }, PLAIN)
const field = fc.constantFrom(null, 'title', 'data/a', '')
const conflict: fc.Arbitrary<Conflict> = meddled(
  fc.record({ widget, field, rule: fc.constant('later' as const), writer, n, kept: side, lost: side }, PLAIN),
  (made) => ({ ...made, rule: 'none' }),
)

const refused: fc.Arbitrary<SetAsideEdit & { writer: string; n: number }> = meddled(
  fc
    .record({ writer, n, account, edit, words: fc.constantFrom('Note', 'List') }, PLAIN)
    .map((made) => ({ ...made, key: `${made.writer}:${made.n}`, reason: '', refusedAt: 1 })),
  (made) => ({ ...made, refusedAt: null }),
)
const setAside = refused.map(({ writer: _writer, n: _n, ...entry }) => entry)

const watermarks = (...more: number[]) =>
  fc.dictionary(writer, fc.constantFrom(0, 1, 2, 3, 10, ...more), { ...PLAIN, maxKeys: 3 })
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 })

const held: fc.Arbitrary<Held> = fc.record(
  {
    who,
    account,
    replica,
    settled: watermarks(-1, 1.5),
    owed: fc.array(fc.record({ writer, edits: few(edit) }, PLAIN), { maxLength: 3 }),
    writer,
    conflicts: few(conflict),
    setAside: few(setAside),
  },
  PLAIN,
)
const taken: fc.Arbitrary<TakenOver> = fc.record({ replica, settled: watermarks(1.5), conflicts: few(conflict) }, PLAIN)

const call = <K extends Call[0]>(name: K, ...given: fc.Arbitrary<unknown>[]): fc.Arbitrary<Call> =>
  fc.tuple(...given).map((values) => [name, ...values] as unknown as Call)

/** A call of one transaction. */
export const anyCall: fc.Arbitrary<Call> = fc.oneof(
  { weight: 2, arbitrary: call('who') },
  { weight: 1, arbitrary: call('addWho', who) },
  { weight: 2, arbitrary: call('setWho', who) },
  { weight: 5, arbitrary: call('load', account) },
  { weight: 5, arbitrary: call('putEdits', account, writer, few(edit), few(n)) },
  { weight: 2, arbitrary: call('setAside', few(refused)) },
  {
    weight: 1,
    arbitrary: call(
      'dropSetAside',
      refused.map(({ key }) => key),
    ),
  },
  { weight: 1, arbitrary: call('dropConflicts', account, few(conflict)) },
  { weight: 1, arbitrary: call('forget', account) },
)
/** A call of two transactions. */
export const anyLongCall: fc.Arbitrary<Call> = fc.oneof(call('takeOver', account, taken), call('putBack', held))

/** What a call gave, as plain rows in the order in which they came; or the name of the error. */
export async function resultOf(db: DeviceDb, [name, ...given]: Call): Promise<unknown> {
  const made = db[name] as (...given: unknown[]) => Promise<Who | Stored | boolean | null | undefined>
  try {
    const result = (await made(...given)) ?? null
    if (result === null || typeof result === 'boolean' || !('owed' in result)) return result
    return { ...result, owed: [...result.owed], settled: [...result.settled] }
  } catch (error) {
    return (error as Error).name
  }
}
