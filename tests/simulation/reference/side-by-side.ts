/**
 * Lives through a script twice at once: in the product's save, pull, restore and import on a store in memory, and in the
 * reference. After each step both must say and hold the same. Before: ./script. After: the test, which gets what differed.
 */
import * as v from 'valibot'
import type { Edit, Stream } from '../../../core/edits/edit'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { setOwn } from '../../../core/layout/own'
import { type PullAnswer, pullAnswerSchema, type SaveAnswer, saveAnswerSchema } from '../../../core/wire/answer'
import type { ProblemError } from '../../../core/wire/problem'
import { type SaveRequest, saveSchema } from '../../../core/wire/save'
import { idBeside } from '../../../server/layouts/import'
import { pullLayout } from '../../../server/layouts/pull'
import { replaceLayout } from '../../../server/layouts/replace'
import { saveLayout } from '../../../server/layouts/save'
import type { LayoutStore } from '../../../server/layouts/store'
import { createMemoryStore, type MemoryStore } from '../../server/layouts/memory-store'
import { BEGINNING, uuid } from '../../server/layouts/story'
import {
  EMPTY_ACCOUNT,
  forgotten,
  isBaseKnown,
  liveFields,
  type ReferenceAccount,
  type ReferenceWidgets,
} from './account'
import { checkAnswer } from './check-answer'
import { checkPull } from './check-pull'
import { checkRefusal } from './check-refusal'
import { checkStored } from './check-stored'
import type { Judged } from './judged'
import { type ReplaceRequest, replaced } from './replaced'
import { save } from './save'
import { DEVICES, type Fate, type Step, widgetId } from './script'

const ACCOUNT = 'account'
const WHO = { account: ACCOUNT, session: null }

interface Device {
  id: string
  /** How far its clock is ahead of the server's, ms. */
  skewMs: number
  /** The revisions that it held, with their tags; the last is the one it holds. */
  held: { revision: number; tag: string | null }[]
  tabs: { writer: string; n: number }[]
  owed: Map<string, Edit[]>
  sent: SaveRequest[]
}

const STAYS_ON_THE_DEVICE: ReadonlySet<Step['do']> = new Set(['edit', 'add', 'clock', 'restart'])

/** A store; only one in memory lets itself be looked into. */
type LifeStore = LayoutStore & Partial<Pick<MemoryStore, 'layouts'>>

/** One account, twice. */
export class SideBySide {
  account: ReferenceAccount = EMPTY_ACCOUNT
  readonly problems: string[] = []
  /** How often what happened; a life in which nothing happens shows nothing. */
  readonly counts: Record<string, number> = {}
  readonly #store: LifeStore
  readonly #devices: Device[]
  #now = BEGINNING
  #tags = 0
  #writers = 0

  constructor(store: LifeStore = createMemoryStore()) {
    this.#store = store
    this.#devices = Array.from({ length: DEVICES }, (_, i) => ({
      id: uuid(i + 1),
      skewMs: [0, 86_400_000, -3_600_000][i] ?? 0,
      held: [{ revision: 0, tag: null }],
      tabs: [this.#newTab(), this.#newTab()],
      owed: new Map(),
      sent: [],
    }))
  }

  #newTab = () => ({ writer: uuid(1000 + ++this.#writers), n: 0 })

  readonly #deps = {
    now: () => this.#now,
    // The reference is told the same one, whether it is used or not.
    newTag: () => `t${this.#tags}`,
    pause: async () => {},
  }

  /** Lives through one step on both sides and compares; false: they differ, and `problems` says how. */
  async step(step: Step): Promise<boolean> {
    if (step.do === 'forget') this.#forget(step.which)
    else await this.#deviceStep(step, this.#devices[step.device] as Device)
    const stored = this.#store.layouts?.get(ACCOUNT)
    if (stored !== undefined && !STAYS_ON_THE_DEVICE.has(step.do))
      this.problems.push(...checkStored(this.account, stored))
    return this.problems.length === 0
  }

  async #deviceStep(step: Exclude<Step, { do: 'forget' }>, d: Device): Promise<void> {
    switch (step.do) {
      case 'edit':
        this.#now += step.waitMs
        this.#record(d, step.tab, { widget: widgetId(step.widget), ...step.edit }, step.stale)
        break
      case 'add': {
        this.#now += step.waitMs
        const widget = widgetId(step.widget)
        this.#record(d, step.tab, { widget, field: 'type', value: 'note' })
        this.#record(d, step.tab, { widget, field: 'desktop', value: { x: 0, y: 0, w: 2, h: 2 } })
        break
      }
      case 'send':
        await this.#send(d, step)
        break
      case 'late': {
        const old = d.sent[step.which % Math.max(1, d.sent.length)]
        if (old !== undefined) await this.save(step.anew ? { ...old, sentAt: this.#now + d.skewMs } : old)
        break
      }
      case 'pull':
        await this.#pull(d, step)
        break
      case 'clock':
        d.skewMs += step.byMs
        break
      case 'restart':
        d.tabs[step.tab] = this.#newTab()
        break
      case 'restore':
        await this.#restore(d, step)
        break
      case 'import':
        await this.#import(d, step)
        break
    }
  }

  #record(d: Device, tab: number, change: object, stale = 0): void {
    const life = d.tabs[tab] as Device['tabs'][number]
    life.n += 1
    const { revision } = d.held.at(-1 - stale) ?? (d.held[0] as Device['held'][number])
    const edit = { n: life.n, base: revision, at: this.#now + d.skewMs, ...change } as Edit
    d.owed.set(life.writer, [...(d.owed.get(life.writer) ?? []), edit])
  }

  async #send(
    d: Device,
    { strategy, fate, forged }: { strategy: SaveRequest['strategy']; fate: Fate; forged: number },
  ) {
    const { revision, tag } = d.held.at(-1) as Device['held'][number]
    const streams: Stream[] = [...d.owed].map(([writer, edits]) => ({ writer, edits }))
    const request = v.parse(saveSchema, {
      schema: 1,
      account: ACCOUNT,
      device: d.id,
      base: forged === 0 ? this.account.revision + 1 : revision,
      tag: forged <= 1 ? 'forged' : tag,
      trigger: 'edit',
      strategy,
      sentAt: this.#now + d.skewMs,
      streams: streams.filter(({ edits }) => edits.length > 0),
    })
    if (forged > 1) d.sent.push(request)
    if (fate === 'kept') return
    const answer = await this.save(request, d)
    const again = fate === 'twice' ? await this.save(request, d) : answer
    if (fate !== 'answer-lost' && again !== null) this.#takeOver(d, again)
  }

  /** A save arrives on both sides. Resolves to the product's answer; null: it answered with an error. */
  async save(request: SaveRequest, d?: Device): Promise<SaveAnswer | null> {
    const now = this.#arrive()
    this.count('saves')
    const expected = save(this.account, request, now)
    const outcome = await saveLayout({ ...this.#deps, store: this.#store }, WHO, request)
    if (outcome.kind === 'refused') {
      const errors: ProblemError[] = outcome.errors
      this.count('refused')
      this.problems.push(...checkRefusal(expected, errors))
      if (d !== undefined) setAside(d, errors)
      return null
    }
    return this.#answered(expected, outcome)
  }

  #arrive() {
    this.#now += 1
    this.#tags += 1
    return { serverTime: this.#now, tag: `t${this.#tags}` }
  }

  #answered(expected: Judged, outcome: { kind: string; answer?: SaveAnswer }): SaveAnswer | null {
    if (outcome.kind !== 'saved' || outcome.answer === undefined) {
      if (outcome.kind !== expected.kind) {
        this.problems.push(`${outcome.kind} was answered, expected ${expected.kind} ${JSON.stringify(expected)}`)
      }
      if (outcome.kind === 'base-unknown') this.count('base-unknown')
      return null
    }
    const answer = v.parse(saveAnswerSchema, outcome.answer)
    this.problems.push(...checkAnswer(expected, answer))
    if (expected.kind === 'applied') this.account = expected.account
    this.#count(expected, answer)
    return answer
  }

  #count(expected: Judged, { status, conflicts, full }: SaveAnswer): void {
    const fates = expected.kind === 'applied' ? expected.fates.map(({ fate }) => fate) : []
    for (const name of [status, ...conflicts.map(({ rule }) => rule), ...fates]) this.count(name)
    if (full) this.count('full')
  }

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by
  }

  #takeOver(d: Device, { revision, tag, since, lastN }: PullAnswer | SaveAnswer): void {
    // D11: only from where it was asked.
    if (since !== d.held.at(-1)?.revision) return
    d.held.push({ revision, tag })
    for (const [writer, known] of Object.entries(lastN)) {
      const left = (d.owed.get(writer) ?? []).filter(({ n }) => n > known)
      if (left.length === 0) d.owed.delete(writer)
      else d.owed.set(writer, left)
    }
  }

  async #pull(d: Device, { tag: names, all }: { tag: boolean; all: boolean }): Promise<void> {
    this.#now += 1
    const { revision, tag } = d.held.at(-1) as Device['held'][number]
    const writers = d.tabs.map(({ writer, n }) => ({ id: writer, after: n >> 1 }))
    const pull = { since: all ? 0 : revision, tag: names ? tag : null, device: d.id, writers }
    const outcome = await pullLayout({ store: this.#store, now: this.#deps.now }, WHO, pull)
    if (outcome.kind === 'pulled') {
      const answer = v.parse(pullAnswerSchema, outcome.answer)
      this.problems.push(...checkPull(this.account, pull, answer))
      this.#takeOver(d, answer)
    } else if (isBaseKnown(this.account, pull.since, pull.tag)) {
      this.problems.push('S14: a known base was answered base-unknown')
    }
  }

  async #restore(d: Device, { which, twice }: { which: number; twice: boolean }): Promise<void> {
    const wished = plain(this.account.past.get(which % (this.account.revision + 1)) ?? new Map())
    await this.#replace(d, wished, 'restore', twice)
  }

  async #import(d: Device, { add, file, twice }: Extract<Step, { do: 'import' }>): Promise<void> {
    const wished: PlainLayout = {}
    const writer = this.#newTab().writer
    for (const { widget, fields } of file) {
      wished[add ? idBeside(writer, widgetId(widget)) : widgetId(widget)] = fields
    }
    await this.#replace(d, wished, add ? 'import-add' : 'import-replace', twice, writer)
  }

  async #replace(d: Device, wished: PlainLayout, mode: ReplaceRequest['mode'], twice: boolean, writer?: string) {
    const { revision: base, tag } = d.held.at(-1) as Device['held'][number]
    const head = { device: d.id, writer: writer ?? this.#newTab().writer, base, tag, sentAt: this.#now + d.skewMs }
    const trigger = mode === 'restore' ? ('restore' as const) : ('import' as const)
    const others = mode === 'import-add' ? ('stay' as const) : ('go' as const)
    for (let times = twice ? 2 : 1; times > 0; times--) {
      const now = this.#arrive()
      this.count('replaced')
      const expected = replaced(this.account, wished, { ...head, mode }, now)
      const deps = { ...this.#deps, store: this.#store }
      const outcome = await replaceLayout(deps, { ...WHO, deviceName: null }, { ...head, trigger, others }, wished)
      const answer = this.#answered(expected, outcome)
      if (answer !== null && times === 1) this.#takeOver(d, answer)
    }
  }

  /** As server/layouts/forget does it, as if every device had named revision `upTo`. */
  #forget(which: number): void {
    const upTo = which % (this.account.revision + 1)
    this.account = forgotten(this.account, upTo)
    const stored = this.#store.layouts?.get(ACCOUNT)
    if (stored === undefined) return
    const due = [...stored.widgets].filter(([, { presence }]) => presence.removed && presence.rev <= upTo)
    if (due.length === 0) return
    this.count('forgotten', due.length)
    for (const [id] of due) stored.widgets.delete(id)
    const forgottenUpTo = Math.max(stored.head.forgottenUpTo, ...due.map(([, { presence }]) => presence.rev))
    stored.head = { ...stored.head, seq: stored.head.seq + 1, forgottenUpTo }
  }
}

/** D12: what is refused is owed no more. */
function setAside(d: Device, errors: readonly ProblemError[]): void {
  for (const [writer, edits] of d.owed) {
    d.owed.set(
      writer,
      edits.filter(({ n }) => !errors.some((error) => error.writer === writer && error.n === n)),
    )
  }
}

function plain(widgets: ReferenceWidgets): PlainLayout {
  const layout: PlainLayout = {}
  for (const [id, widget] of widgets) {
    if (widget.removed) continue
    const fields: PlainLayout[string] = {}
    for (const [key, value] of liveFields(widget)) setOwn(fields, key, value)
    setOwn(layout, id, fields)
  }
  return layout
}
