/**
 * Random lives of a few devices that share one account: edits online and offline, saves whose answers are lost, saves that
 * arrive twice or late, tabs that come and go. A device here is the product's own parts (fold, take, rebase) and nothing else.
 */
import * as fc from 'fast-check'
import type { Edit, Strategy, Stream } from '../../../core/edits/edit'
import { fold } from '../../../core/edits/fold'
import { keepRemoved } from '../../../core/edits/keep-removed'
import { rebase } from '../../../core/edits/rebase'
import { take } from '../../../core/edits/take'
import { EMPTY_REPLICA, type Json, type Layout, type Replica } from '../../../core/layout/model'
import type { Conflict, PullAnswer, SaveAnswer } from '../../../core/wire/answer'
import type { SaveRequest } from '../../../core/wire/save'
import { pullLayout } from '../../../server/layouts/pull'
import { type SaveOutcome, saveLayout } from '../../../server/layouts/save'
import type { LayoutStore } from '../../../server/layouts/store'
import { BEGINNING, uuid } from './story'

/** How often a property is tried. RUNS=5000 tries harder; SEED=… (a failure prints it) tries the same again. */
export const RUNS = {
  numRuns: Number(process.env.RUNS ?? 300),
  ...(process.env.SEED !== undefined && { seed: Number(process.env.SEED) }),
}

const DEVICES = 3
const TABS = 2
const WIDGETS = 3
export const ACCOUNT = 'account'

export type Step =
  | { do: 'edit'; device: number; tab: number; widget: number; what: What; waitMs: number }
  | { do: 'save'; device: number; strategy: Strategy; fate: 'arrives' | 'answer-lost' | 'twice' }
  | { do: 'pull'; device: number }
  /** An old request of the device arrives (again), long after it was sent. */
  | { do: 'late'; device: number; which: number }

type What =
  | { kind: 'set'; field: string; value: Json }
  | { kind: 'unset'; field: string }
  | { kind: 'remove' | 'revive' }

const device = fc.nat({ max: DEVICES - 1 })
const field = fc.constantFrom('title', 'data/a', 'data/b')
const value = fc.constantFrom<Json>('x', 'y', 1, null, { a: [1], b: 'ä\u0000' })
const what: fc.Arbitrary<What> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set' as const), field, value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unset' as const), field }) },
  { weight: 2, arbitrary: fc.constantFrom<What>({ kind: 'remove' }, { kind: 'revive' }) },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      device,
      tab: fc.nat({ max: TABS - 1 }),
      widget: fc.nat({ max: WIDGETS - 1 }),
      what,
      // Two tabs do not see each other's edits within the same millisecond.
      waitMs: fc.constantFrom(1, 1, 2, 50),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      device,
      strategy: fc.constantFrom<Strategy>('merge', 'merge', 'merge', 'local', 'remote'),
      fate: fc.constantFrom('arrives' as const, 'arrives' as const, 'answer-lost' as const, 'twice' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pull' as const), device }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('late' as const), device, which: fc.nat({ max: 20 }) }) },
)
export const script = fc.array(step, { minLength: 5, maxLength: 60 })

/** One save as it was decided, for what a test wants to check of it. */
export interface Decided {
  save: SaveRequest
  outcome: SaveOutcome
}

interface Device {
  id: string
  skewMs: number
  replica: Replica
  /** By writer. */
  owed: Map<string, Edit[]>
  lastN: Map<string, number>
  settled: Map<string, number>
  sent: SaveRequest[]
}

export interface Life {
  decided: Decided[]
  /** What each device shows in the end, nothing owed. */
  shown: Layout[]
  /** The server's layout in the end. */
  server: Layout
}

/** Lives through `steps` on `store`, then lets every device save and pull until nothing is left to send. */
export async function live(store: LayoutStore, steps: readonly Step[]): Promise<Life> {
  const clock = { now: BEGINNING }
  let tags = 0
  const deps = { store, now: () => clock.now, newTag: () => `t${++tags}`, pause: async () => {} }
  const who = { account: ACCOUNT, session: null }
  const decided: Decided[] = []
  const devices = Array.from({ length: DEVICES }, (_, i) => newDevice(i))

  const arrive = async (save: SaveRequest): Promise<SaveAnswer | null> => {
    clock.now += 7
    const outcome = await saveLayout(deps, who, save)
    decided.push({ save, outcome })
    return outcome.kind === 'saved' ? outcome.answer : null
  }
  const pull = async (d: Device) => {
    clock.now += 3
    const writers = [...d.lastN.keys()].map((id) => ({ id, after: d.settled.get(id) ?? 0 }))
    const outcome = await pullLayout(deps, who, {
      since: d.replica.revision,
      tag: d.replica.tag,
      device: d.id,
      writers,
    })
    if (outcome.kind === 'pulled') takeOver(d, outcome.answer, [])
  }
  const save = async (d: Device, strategy: Strategy, fate: 'arrives' | 'answer-lost' | 'twice') => {
    const request = compose(d, strategy, clock.now)
    if (request === null) return
    d.sent.push(request)
    const answer = await arrive(request)
    const again = fate === 'twice' ? await arrive(request) : answer
    if (fate !== 'answer-lost' && again !== null) takeOver(d, again, request.streams as Stream[])
  }

  for (const one of steps) {
    const d = devices[one.device] as Device
    if (one.do === 'edit') {
      clock.now += one.waitMs
      edit(d, one, clock.now)
    } else if (one.do === 'save') await save(d, one.strategy, one.fate)
    else if (one.do === 'pull') await pull(d)
    else {
      const old = d.sent[one.which % Math.max(1, d.sent.length)]
      if (old !== undefined) await arrive(old)
    }
  }
  for (let round = 0; round < 4; round++) {
    for (const d of devices) {
      await pull(d)
      await save(d, 'merge', 'arrives')
    }
  }
  for (const d of devices) await pull(d)
  const whole = await pullLayout(deps, who, { since: 0, tag: null, device: null, writers: [] })
  if (whole.kind !== 'pulled') throw new Error('the server answers nothing')
  const server = rebase(take(EMPTY_REPLICA, whole.answer, []), [])
  return { decided, server, shown: devices.map((d) => rebase(d.replica, streamsOf(d))) }
}

function newDevice(i: number): Device {
  // One clock is a day ahead, one an hour behind.
  const skewMs = [0, 86_400_000, -3_600_000][i] ?? 0
  const none = { replica: EMPTY_REPLICA, owed: new Map(), lastN: new Map(), settled: new Map(), sent: [] }
  return { id: uuid(i + 1), skewMs, ...none }
}

const streamsOf = (d: Device): Stream[] =>
  [...d.owed].filter(([, edits]) => edits.length > 0).map(([writer, edits]) => ({ writer, edits }))

/** Makes an edit as the app would: of a widget that is shown, or else what adds it or brings it back. */
function edit(d: Device, { tab, widget, what: asked }: Extract<Step, { do: 'edit' }>, now: number): void {
  const id = uuid(100 + widget)
  const writer = uuid(1000 * (Number(d.id.at(-1)) + 1) + tab)
  const isShown = rebase(d.replica, streamsOf(d))[id] !== undefined
  const isKnown =
    d.replica.widgets[id] !== undefined || streamsOf(d).some(({ edits }) => edits.some((e) => e.widget === id))
  if (!isShown && !isKnown) record(d, writer, { widget: id, field: 'type', value: 'note' }, now)
  if (asked.kind === 'remove') record(d, writer, { widget: id, remove: true }, now)
  else if (asked.kind === 'revive' || (!isShown && isKnown)) record(d, writer, { widget: id, revive: true }, now)
  else if (asked.kind === 'set') record(d, writer, { widget: id, field: asked.field, value: asked.value }, now)
  else if (asked.kind === 'unset') record(d, writer, { widget: id, field: asked.field, unset: true }, now)
}

function record(d: Device, writer: string, change: object, now: number): void {
  const n = (d.lastN.get(writer) ?? 0) + 1
  d.lastN.set(writer, n)
  const made = { n, base: d.replica.revision, at: now + d.skewMs, ...change } as Edit
  d.owed.set(writer, fold([...(d.owed.get(writer) ?? []), made]))
}

function compose(d: Device, strategy: Strategy, now: number): SaveRequest | null {
  const streams = streamsOf(d)
  if (streams.length === 0) return null
  const { revision: base, tag } = d.replica
  const sentAt = now + d.skewMs
  return { schema: 1, account: ACCOUNT, device: d.id, base, tag, trigger: 'edit', strategy, sentAt, streams }
}

/** D11: the answer is taken over only from where it was asked. */
function takeOver(d: Device, answer: PullAnswer | SaveAnswer, sent: readonly Stream[]): void {
  if (answer.since !== d.replica.revision) return
  d.replica = keepRemoved(take(d.replica, answer, sent), { owed: streamsOf(d), settled: answer.lastN, device: d.id })
  for (const [writer, lastN] of Object.entries(answer.lastN)) {
    d.settled.set(writer, lastN)
    d.owed.set(
      writer,
      (d.owed.get(writer) ?? []).filter(({ n }) => n > lastN),
    )
  }
}

/** Was the edit reported, by its writer and number? */
export const isReported = (conflicts: readonly Conflict[], writer: string, n: number): boolean =>
  conflicts.some((conflict) => conflict.writer === writer && conflict.n === n)
