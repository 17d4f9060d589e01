/**
 * Delivers what the queue holds (station 7). Before: intercept puts a save in, wake brings a trigger. After: send makes
 * one try, core/delivery/schedule says what follows, state remembers it, report says it. Knows no layouts.
 *
 * One run at a time in this worker, one round at a time on this device (DRAIN_LOCK):
 *
 *   run:    round ─▶ triggered meanwhile? round again ─▶ a quick retry due? wait 1 s, 2 s, 4 s, round again ─▶ end
 *   round:  look ─▶ each account's entries, oldest first: send ─▶ learn ─▶ delete ─▶ answer the page or report
 *
 * So a run is at most four tries a trigger and always ends, and a new version of the worker can start (D9).
 */
import {
  afterTry,
  type Cause,
  type DeliveryState,
  heldForOwner,
  mayTry,
  quickRetryAt,
  triesOver,
  triggered,
} from '../../core/delivery/schedule'
import { slowUplinkMs } from '../../core/delivery/slow-uplink'
import { unreachable } from '../../core/unreachable'
import { DRAIN_LOCK, type Learned } from '../../core/wire/worker-message'
import type { WorkerEnv } from '../env'
import type { Journal } from '../journal'
import { type Hold, isReadable, type ReadableEntry } from './held'
import type { Reporter } from './report'
import { send, type Try } from './send'
import type { OutboxState } from './state'
import type { Waiters } from './waiters'

/** How long a run waits for somebody else's round (a page's, another worker's) when there is something new to send. */
const LOCK_PATIENCE_MS = 60_000
/**
 * Told to stand down, a worker begins no new try for so long: with none of its events under way the next worker is active
 * within moments. If it never comes, this one goes on.
 */
const STAND_DOWN_MS = 10_000

/**
 * A try older than this, and than what its size allows, gives way to a newer save or a sign that something has changed: on
 * a phone that went from one network to another it may never be answered, and what is new would wait for its time-out.
 */
const GIVES_WAY_AFTER_MS = 10_000
/** The network or the server is known to be back, or a person asks: no reason to wait for what was sent before. */
const GIVES_WAY_SOON_MS = 3_000

export interface Drain {
  /** Delivers what may be delivered for this cause; resolves when nothing more is to be done now. Never rejects. */
  run(cause: Cause): Promise<void>
  /** A page shows this account: what is held for others waits for theirs (D13). null: an older page, which does not say. */
  shows(account: string | null): void
  /** Whether a page has said since this worker began which account it shows. */
  knowsShown(): boolean
  /** Ends the run and the request under way, and starts none for a moment: a new version of the worker takes over (D9). */
  stop(): void
  /** Whether something is held that a later try may deliver without a person's help. */
  hopes(): Promise<boolean>
  /** The entry that is on its way at this moment; null: none is. */
  sending(): number | null
  /** False when this worker knows that the queue is empty; true when it holds something or was not looked into yet. */
  mayHold(): boolean
}

/** What ends with a round for one account: it goes on to the next entry, or leaves the rest for later. */
type Next = 'go on' | 'leave this account' | 'leave all'

interface Parts {
  env: WorkerEnv
  hold: Hold
  state: OutboxState
  waiters: Waiters
  report: Reporter
  journal: Journal
  /** Nothing is to be sent now, on purpose (../provoke). */
  isPaused(): Promise<boolean>
}

/**
 * These say that something has changed, so a round that is under way may have missed it: one more follows. Of several the last
 * one here counts, because it tries all that the others would: a new save is found by who waits for it.
 */
const STRONG: readonly (Cause | undefined)[] = ['new-save', 'online', 'signed-in', 'retry']
const isStrong = (cause: Cause) => STRONG.includes(cause)
const isStronger = (cause: Cause, than: Cause | undefined) => STRONG.indexOf(cause) > STRONG.indexOf(than)

export function createDrain({ env, hold, state, waiters, report, journal, isPaused }: Parts): Drain {
  let running: Promise<void> | undefined
  let again: Cause | undefined
  let wake = () => {}
  let stopped = new AbortController()
  let trying: { entry: number; since: number; bytes: number; limit: AbortController } | undefined
  /** When the next quick retry is due; null: none is. */
  let quickAt: number | null = null
  let holdsSomething = true
  /** null: no page has said it since this worker began; what waits for its owner is remembered in state. */
  let shownAccount: string | null = null
  /** Not by the clock, which may be set back. */
  let standsDown = false

  async function loop(first: Cause): Promise<void> {
    stopped = new AbortController()
    try {
      let cause = first
      while (!stopped.signal.aborted) {
        again = undefined
        quickAt = null
        await round(cause)
        if (again === undefined && quickAt === null) break
        if (again === undefined) await untilDue(quickAt ?? 0)
        cause = again ?? 'plan'
      }
    } finally {
      // At once, with no await before it: a trigger from here on starts a run of its own.
      running = undefined
    }
  }

  function untilDue(dueAt: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = env.after(Math.max(dueAt - env.now(), 0), resolve)
      wake = () => {
        cancel()
        resolve()
      }
    })
  }

  async function round(cause: Cause): Promise<void> {
    const patience = isStrong(cause) || cause === 'plan' || cause === 'sync' ? LOCK_PATIENCE_MS : 0
    try {
      await env.exclusively(DRAIN_LOCK, patience, () => sendAll(cause))
    } catch (error) {
      // The queue cannot be read now; the pages have their own copies and nudge again.
      journal.note('round-failed', { error: String(error) })
    }
  }

  async function sendAll(cause: Cause): Promise<void> {
    const entries = (await hold.look()).filter(isReadable)
    // Whoever comes to wait from here on may come too late for this round, and has the next one.
    const waited = entries.filter(({ key }) => waiters.has(key))
    const paused = standsDown || (await isPaused())
    let left = paused
    for (const [account, held] of paused ? [] : byAccount(entries)) {
      const next = await sendAccount(account, held, causeFor(cause, held))
      left ||= next !== 'go on'
      if (next === 'leave all') break
    }
    holdsSomething = left
    for (const { key } of waited) waiters.answer(key, 'queued')
  }

  async function keepForOwner(account: string): Promise<Next> {
    const before = await state.delivery(account)
    const delivery = heldForOwner(before)
    if (delivery !== before) await state.setDelivery(account, delivery)
    report.status(account, delivery)
    return 'leave this account'
  }

  /** A save that was just put in is a reason to try its own account, not one that waits for a person. */
  function causeFor(cause: Cause, held: ReadableEntry[]): Cause {
    if (held.some(({ key }) => waiters.has(key))) return 'new-save'
    return cause === 'new-save' ? 'plan' : cause
  }

  /** Oldest first, and none before the one it follows is settled: a later number would swallow an earlier one (S2). */
  async function sendAccount(account: string, held: ReadableEntry[], cause: Cause): Promise<Next> {
    const stored = await state.delivery(account)
    const isOwnerBack = stored.waitsForOwner === true && account === shownAccount
    let delivery = triggered(isOwnerBack ? triesOver(stored, env.now()) : stored, cause)
    for (const entry of held) {
      // Asked before each try: another may be shown since the one before.
      if (shownAccount !== null && account !== shownAccount) return keepForOwner(account)
      if (!mayTry(delivery, cause, env.now())) {
        planQuick(delivery)
        report.status(account, delivery)
        return 'leave this account'
      }
      report.sending(account, delivery)
      journal.note('send', { entry: entry.id, cause, attempt: delivery.attempts + 1 }, entry.key)
      const made = await tryOnce(entry)
      const before = delivery
      // A try that was cut off for a new version says nothing about the server.
      if (!stopped.signal.aborted) delivery = afterTry(before, made.outcome, env.now(), env.random())
      if (delivery !== before) await state.setDelivery(account, delivery)
      noteOutcome(entry, made)
      const next = await follow(entry, made, delivery)
      if (next !== 'go on') return next
    }
    report.empty(account)
    return 'go on'
  }

  async function tryOnce(entry: ReadableEntry): Promise<Try> {
    const limit = new AbortController()
    if (stopped.signal.aborted) limit.abort()
    trying = { entry: entry.id, since: env.now(), bytes: entry.bytes, limit }
    const made = await send(entry, env, limit.signal)
    trying = undefined
    return made
  }

  /** Something has changed during a try: it has so long left, or is over. */
  function giveWay(cause: Cause): void {
    if (trying === undefined) return
    const { since, bytes, limit } = trying
    const patience = cause === 'online' || cause === 'retry' ? GIVES_WAY_SOON_MS : GIVES_WAY_AFTER_MS
    const allowedMs = patience + slowUplinkMs(bytes)
    // Never longer, where the clock was set back meanwhile.
    env.after(Math.min(Math.max(since + allowedMs - env.now(), 0), allowedMs), () => limit.abort())
  }

  function noteOutcome({ key }: ReadableEntry, { outcome, reply }: Try): void {
    if (reply === undefined) journal.note('no-answer', {}, key)
    else if (outcome.kind !== 'acknowledged') journal.answered({ outcome: outcome.kind, status: reply.status }, key)
    else {
      const { status, revision, conflicts } = outcome.answer
      journal.answered({ outcome: status, status: reply.status, revision, conflicts: conflicts.length }, key)
    }
  }

  async function follow(entry: ReadableEntry, { outcome, reply }: Try, delivery: DeliveryState): Promise<Next> {
    switch (outcome.kind) {
      case 'acknowledged':
        await settle(entry, reply, {
          kind: outcome.kind,
          answer: outcome.answer,
          sent: entry.save.streams,
        })
        return 'go on'
      case 'refused':
      case 'base-unknown':
        await settle(entry, reply, { kind: outcome.kind, problem: outcome.problem })
        return 'go on'
      case 'hold':
        waiters.answer(entry.key, reply ?? 'queued')
        report.status(entry.save.account, delivery)
        return 'leave this account'
      case 'retry':
        planQuick(delivery)
        report.status(entry.save.account, delivery)
        return outcome.errorKind === 'network' ? 'leave all' : 'leave this account'
      default:
        return unreachable(outcome)
    }
  }

  /**
   * First what was learned is on disk, then the entry is deleted, then it is said: wherever this is cut off, the save is
   * sent once more or a page learns of it. A page that takes the answer to its own request needs no such note.
   */
  async function settle(entry: ReadableEntry, reply: Try['reply'], what: Unsigned<Learned>): Promise<void> {
    const { account, base, tag } = entry.save
    const learned: Learned | undefined = (await waiters.listens(entry.key))
      ? undefined
      : { id: env.uuid(), account, asked: { base, tag }, ...what }
    if (learned !== undefined) await state.learn(learned)
    await hold.delete(entry.id)
    journal.note('settled', { outcome: what.kind, told: learned === undefined }, entry.key)
    waiters.answer(entry.key, reply ?? 'queued')
    if (learned !== undefined) report.learned(learned)
  }

  function planQuick(delivery: DeliveryState): void {
    const due = quickRetryAt(delivery, env.now())
    if (due !== null) quickAt = Math.min(quickAt ?? due, due)
  }

  return {
    run(cause) {
      if (running === undefined) {
        running = loop(cause)
      } else if (isStrong(cause)) {
        if (isStronger(cause, again)) again = cause
        giveWay(cause)
        wake()
      }
      return running
    },
    shows(account) {
      shownAccount = account
    },
    knowsShown: () => shownAccount !== null,
    stop() {
      standsDown = true
      env.after(STAND_DOWN_MS, () => {
        standsDown = false
      })
      stopped.abort()
      trying?.limit.abort()
      wake()
    },
    async hopes() {
      const entries = (await hold.look()).filter(isReadable)
      const deliveries = await Promise.all(entries.map(({ save }) => state.delivery(save.account)))
      return deliveries.some(({ hold: why }) => why === null || why === 'newer-than-server')
    },
    sending: () => trying?.entry ?? null,
    mayHold: () => holdsSomething,
  }
}

function byAccount(entries: ReadableEntry[]): Map<string, ReadableEntry[]> {
  const accounts = new Map<string, ReadableEntry[]>()
  for (const entry of entries) {
    const { account } = entry.save
    accounts.set(account, [...(accounts.get(account) ?? []), entry])
  }
  return accounts
}

type Unsigned<T> = T extends unknown ? Omit<T, 'id' | 'account' | 'asked'> : never
