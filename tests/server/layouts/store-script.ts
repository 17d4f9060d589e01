/**
 * Random lives of a database, for the suite that holds every implementation of the store's port to one behaviour. Commits are
 * decided by the product's own rules on what was read. Before: ./store-steps makes the steps up. After: the list of everything
 * that was answered, for ./store-contract.test to compare.
 */
import type { PlainLayout } from '../../../core/history/plain-layout'
import { decide } from '../../../core/merge/decide'
import type { Writes } from '../../../core/merge/decision'
import { replace } from '../../../core/merge/replace'
import type { RevisionEvent } from '../../../core/wire/event'
import type { SaveRequest } from '../../../core/wire/save'
import { askForSave } from '../../../server/layouts/ask'
import type { Ask, Commit, LayoutStore, Read, SeenDevice } from '../../../server/layouts/store'
import { ACCOUNTS, DAY_MS, type Edited, NOBODY, type StepOf, type StoreStep, TICK_MS } from './store-steps'
import { BEGINNING, uuid, type WireEdit } from './story'

/** What a script runs on. */
export interface Subject {
  store: LayoutStore
  forgetRemovals(now: number): Promise<number>
  layoutAt(account: string, revision: number): Promise<PlainLayout | null>
  standing(accounts: string[]): Promise<Map<string, RevisionEvent>>
}

const deviceOf = (n: number): string => uuid(1 + n)
const writerOf = (n: number): string => uuid(1001 + n)
const widgetOf = (n: number): string => uuid(101 + n)

/** What the devices and the test know of one account: from what was answered only. */
interface Known {
  revision: number
  /** By revision. */
  tags: Map<number, string | null>
  lastN: Map<string, number>
  lastSave: SaveRequest | null
  /** Widgets that somebody has added. */
  added: Set<number>
}

interface Life {
  subject: Subject
  now: number
  step: number
  known: Map<string, Known>
  commits: Commit[]
  answers: unknown[]
}

/** Carries out `script` on `subject`. Resolves to everything that was answered, in order; the last are the layouts and where all stand. */
export async function liveOn(subject: Subject, script: readonly StoreStep[]): Promise<unknown[]> {
  const life: Life = { subject, now: BEGINNING, step: 0, known: new Map(), commits: [], answers: [] }
  for (const one of script) {
    life.now += TICK_MS
    life.step += 1
    await carryOut(life, one)
  }
  for (const one of ACCOUNTS) life.answers.push(await subject.layoutAt(one, knownOf(life, one).revision))
  life.answers.push(await subject.standing([NOBODY, ...ACCOUNTS]))
  return life.answers
}

async function carryOut(life: Life, one: StoreStep): Promise<void> {
  const { subject, answers } = life
  switch (one.do) {
    case 'read':
      answers.push(await subject.store.read(askOf(life, one)))
      return
    case 'save':
      return save(life, one)
    case 'replace':
      return replaceBy(life, one)
    case 'late':
      return late(life, one)
    case 'see':
      return see(life, one)
    case 'forget':
      life.now += one.days * DAY_MS
      answers.push(await subject.forgetRemovals(life.now))
      return
    case 'past':
      answers.push(await subject.layoutAt(one.account, one.revision))
  }
}

function knownOf({ known }: Life, account: string): Known {
  const found = known.get(account) ?? {
    revision: 0,
    tags: new Map(),
    lastN: new Map(),
    lastSave: null,
    added: new Set<number>(),
  }
  known.set(account, found)
  return found
}

/** The revision that a device holds which is so many behind; negative: one that there never was. */
const baseOf = ({ revision }: Known, behind: number): number => Math.max(0, revision - behind)

function askOf(life: Life, one: StepOf<'read'>): Ask {
  return {
    account: one.account,
    since: baseOf(knownOf(life, one.account), one.behind),
    writers: one.writers.map(([which, after, upTo]) => ({ id: writerOf(which), after, upTo })),
    widgets: one.widgets.map(([which, whole]) => ({ id: widgetOf(which), whole })),
    fields: one.fields.map(([which, key]) => ({ widget: widgetOf(which), key })),
    revives: one.revives,
    device: one.device === null ? null : deviceOf(one.device),
    session: one.session,
  }
}

async function save(life: Life, one: StepOf<'save'>): Promise<void> {
  const known = knownOf(life, one.account)
  const request = one.isAgain && known.lastSave !== null ? known.lastSave : requestOf(life, one)
  known.lastSave = request
  const stored = await life.subject.store.read(askForSave(one.account, one.session, request))
  const decision = decide(stored, request, { serverTime: life.now, tag: `t${life.step}` })
  life.answers.push(stored, decision)
  if (decision.kind !== 'decided' || decision.writes === null) return
  const seen = { id: request.device, name: request.deviceName ?? null, session: one.session }
  await commit(life, one, stored, decision.writes, { ...seen, at: life.now, revision: request.base })
}

function requestOf(life: Life, one: StepOf<'save'>): SaveRequest {
  const known = knownOf(life, one.account)
  const base = baseOf(known, one.behind)
  const edits = one.edits.flatMap((made) => [
    ...(one.isBlind ? [] : additionOf(known, made.widget)),
    ...wireEdits(made),
  ])
  return {
    schema: 1,
    account: one.account,
    device: deviceOf(one.device),
    ...(one.name !== undefined && { deviceName: one.name }),
    base,
    tag: known.tags.get(base) ?? null,
    trigger: 'edit',
    strategy: one.strategy,
    // Times of edits lie before the next step's, each at its own: a tie would leave open what SQL reads first.
    sentAt: life.now + TICK_MS,
    streams: streamsOf(life, one, edits),
  }
}

/** `edits` in order of time, shared out among the writers. */
function streamsOf(life: Life, one: StepOf<'save'>, edits: readonly Numberless[]): SaveRequest['streams'] {
  const { lastN } = knownOf(life, one.account)
  const streams = one.writers.map((which, place) => {
    const writer = writerOf(2 * one.device + which)
    const before = lastN.get(writer) ?? 0
    const timed = edits.map((edit, i) => ({ ...edit, at: life.now + i }))
    const own = timed.filter((_, i) => i % one.writers.length === place)
    lastN.set(writer, before + own.length)
    return { writer, edits: own.map((edit, i) => ({ ...edit, n: before + 1 + i })) }
  })
  return streams.filter((stream) => stream.edits.length > 0)
}

type Numberless = Omit<WireEdit, 'n' | 'at'>

/** Of a widget that nobody has added yet. */
function additionOf({ added }: Known, which: number): Numberless[] {
  if (added.has(which)) return []
  added.add(which)
  return wireEdits({ kind: 'add', widget: which })
}

function wireEdits(made: Edited): Numberless[] {
  const widget = widgetOf(made.widget)
  switch (made.kind) {
    case 'add':
      return [
        { widget, field: 'type', value: 'note' },
        { widget, field: 'title', value: `of ${made.widget}` },
      ]
    case 'remove':
      return [{ widget, remove: true }]
    case 'revive':
      return [{ widget, revive: true }]
    case 'set':
      return [{ widget, field: made.field, value: made.value }]
    case 'unset':
      return [{ widget, field: made.field, unset: true }]
  }
}

async function replaceBy(life: Life, one: StepOf<'replace'>): Promise<void> {
  const known = knownOf(life, one.account)
  const { subject, now, step } = life
  const wished = await subject.layoutAt(one.account, Math.min(one.to, known.revision))
  const base = baseOf(known, one.behind)
  const by = { device: deviceOf(one.device), writer: uuid(5000 + step), base, tag: null, sentAt: now }
  const replacement = { ...by, trigger: one.others === 'go' ? 'restore' : 'import', others: one.others } as const
  const whole = askForSave(one.account, one.session, {
    ...{ schema: 1, account: one.account, device: by.device, base: 0, tag: null, sentAt: now },
    ...{ trigger: replacement.trigger, strategy: 'merge', streams: [] },
  })
  const stored = await subject.store.read({ ...whole, writers: [{ id: by.writer, after: 0, upTo: 1 }] })
  const decision = replace(stored, replacement, wished, { serverTime: now, tag: `t${step}` })
  life.answers.push(wished, stored, decision)
  if (decision.kind !== 'decided' || decision.writes === null) return
  const seen = { id: by.device, name: null, session: one.session, at: now, revision: base }
  await commit(life, one, stored, decision.writes, seen)
}

/** Writes what was decided, or keeps it for later. */
async function commit(
  life: Life,
  one: { account: string; isKept: boolean },
  stored: Read,
  writes: Writes,
  device: SeenDevice,
): Promise<void> {
  const made: Commit = { account: one.account, onTag: stored.head.tag, writes, device }
  life.commits.push(made)
  if (!one.isKept) await write(life, made)
}

async function write(life: Life, made: Commit): Promise<void> {
  const isWritten = await life.subject.store.write(made).catch(() => 'refused')
  life.answers.push(isWritten)
  if (isWritten !== true) return
  const known = knownOf(life, made.account)
  known.revision = made.writes.head.revision
  known.tags.set(known.revision, made.writes.head.tag)
}

async function late(life: Life, { which, how }: StepOf<'late'>): Promise<void> {
  const old = life.commits[which % Math.max(1, life.commits.length)]
  if (old === undefined) return
  if (how === 'as it was') await write(life, old)
  else if (how === 'anew') await again(life, old)
  else if (how === 'elsewhere') await write(life, { ...old, account: old.account === 'ada' ? 'bob' : 'ada' })
  else await write(life, { ...old, onTag: how === 'no tag' ? null : `${old.onTag}x` })
}

/** What it inserts is there already, if it inserts anything: refused by its keys. */
async function again(life: Life, old: Commit): Promise<void> {
  const nothing = { writers: [], widgets: [], fields: [], revives: false, device: null, session: null }
  const { head } = await life.subject.store.read({ account: old.account, since: 0, ...nothing })
  if (old.writes.version !== null && old.writes.version.revision > head.revision) return
  const writes = { ...old.writes, head: { ...head, seq: head.seq + 1 } }
  await write(life, { ...old, onTag: head.tag, writes })
}

async function see(life: Life, one: StepOf<'see'>): Promise<void> {
  const at = life.now - one.ageMs
  for (let i = 0; i < one.sessions; i++) {
    const session = i === 0 ? one.session : `many${i}`
    const seen = { id: deviceOf(one.device), name: one.name, session, at, revision: one.revision }
    await life.subject.store.see(one.account, seen)
  }
}
