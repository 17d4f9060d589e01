/**
 * What was tried, by this page or by its worker, what both wait for, and the timer for the next try (D5). Before: save-all's
 * outcomes and the worker's reports. After: manager sends, or nudges the worker. Knows no edits and no saves.
 */
import { RETRY_BASE_MS, RETRY_MAX_MS } from '../../core/delivery/backoff'
import { afterTry, type DeliveryState, FRESH, mayTry, triesOver, untilTry } from '../../core/delivery/schedule'
import type { OutboxStatus } from '../../core/wire/worker-message'
import type { Env } from '../env'
import type { HoldReason } from '../store/sync-store'
import type { Posted } from './post'

export interface Tries {
  /** Tries of this page itself; the worker keeps its own and reports them. */
  own(): DeliveryState
  /** What the worker said of the account shown; what it holds for others is none of this page's business. null: nothing yet. */
  worker(): OutboxStatus | null
  /** What this page waits for before it sends anything more; null: nothing. */
  held(): HoldReason | null
  /** The same of this page or the worker. */
  whyHeld(): HoldReason | null
  hold(why: HoldReason | null): void
  /** A try of this page came to this; what comes next is planned. */
  heard(posted: Posted): void
  /** The worker said how its tries stand. */
  told(status: OutboxStatus): void
  /** When what is owed is tried next, by this page or its worker, ms since 1970; null: nothing is planned. */
  nextTryAt(): number | null
  /** Until when a server asked the one of them that tries to wait, ms since 1970; null: it did not. */
  notBefore(): number | null
  /** The server asked to wait (Retry-After): no trigger overrules that. */
  isAskedToWait(): boolean
  /** The same, and then what is owed is planned for when that is over. */
  isPutOff(): boolean
  /** This page planned a try of its own. */
  isPlanned(): boolean
  /** A person does not wait for what is planned. */
  dropPlan(): void
  /** What was tried counts no more; that the server asked to wait does. */
  over(): void
  /** Another account is shown: what was tried for the one before says nothing about it. */
  switched(): void
  /** A save arrived while a try was planned, and with it the plan was over. True once. */
  endedPlan(): boolean
  /**
   * The worker alone was refused for want of a session (401, 403), and cannot find out whose there is. True once, until something
   * arrives: where a pull works and a save is refused all the same, looking would never end.
   */
  mustLook(): boolean
}

interface Parts {
  env: Pick<Env, 'now' | 'random' | 'after'>
  /** The id of the account shown. */
  account(): string
  send(): void
  /** The time has come for the worker's next try. */
  nudge(): void
}

export function createTries({ env, account, send, nudge }: Parts): Tries {
  let own: DeliveryState = FRESH
  let hold: HoldReason | null = null
  let workerSaid: OutboxStatus | null = null
  let stopTimer: (() => void) | null = null
  let hasEndedPlan = false
  let hasLooked = false

  const isOfShown = (status: OutboxStatus) => status.account === null || status.account === account()
  const worker = () => (workerSaid !== null && isOfShown(workerSaid) ? workerSaid : null)

  /** The page's timer, the one trigger that every browser has: its own next try, or the worker's. */
  function plan(): void {
    stopTimer?.()
    stopTimer = null
    const now = env.now()
    if (own.nextTryAt !== null) stopTimer = env.after(untilTry(own.nextTryAt, now), send)
    const told = worker()
    if (own.nextTryAt === null && told?.nextTryAt != null) {
      // Never at once: a worker that will not try yet says the same again. Nor later than it would be without a word.
      stopTimer = env.after(Math.min(Math.max(RETRY_BASE_MS, untilTry(told.nextTryAt, now)), RETRY_MAX_MS), () => {
        nudge()
        // A worker that says no more must not be the end of it.
        stopTimer = env.after(RETRY_MAX_MS, send)
      })
    }
  }

  const isAskedToWait = () => !mayTry(own, 'retry', env.now())

  const tries: Tries = {
    own: () => own,
    worker,
    held: () => hold,
    whyHeld() {
      const told = worker()
      return hold ?? (told?.state === 'held' ? (told.why ?? null) : null)
    },
    hold(why) {
      hold = why
    },
    nextTryAt() {
      const planned = own.nextTryAt ?? worker()?.nextTryAt ?? null
      return planned === null ? null : env.now() + untilTry(planned, env.now())
    },
    notBefore: () => own.notBefore ?? worker()?.notBefore ?? null,
    heard(posted) {
      if (posted.kind === 'queued') {
        // The worker tries from here on: what this page had planned would be one more try at each of its reports.
        own = FRESH
        return
      }
      if (posted.kind === 'acknowledged') {
        hasEndedPlan ||= own.nextTryAt !== null
        hasLooked = false
      }
      own = afterTry(own, posted, env.now(), env.random())
      hold = posted.kind === 'hold' ? posted.why : null
      plan()
    },
    told(status) {
      if (isOfShown(status)) workerSaid = status
      plan()
    },
    isAskedToWait,
    isPutOff() {
      if (!isAskedToWait()) return false
      own = { ...own, nextTryAt: Math.max(own.nextTryAt ?? 0, own.notBefore ?? 0) }
      plan()
      return true
    },
    isPlanned: () => own.nextTryAt !== null,
    dropPlan() {
      own = { ...own, nextTryAt: null }
    },
    over() {
      own = triesOver(own, env.now())
    },
    switched() {
      hold = null
      hasLooked = false
      tries.over()
    },
    endedPlan() {
      const hasEnded = hasEndedPlan
      hasEndedPlan = false
      return hasEnded
    },
    mustLook() {
      const told = worker()
      if (hasLooked || told?.state !== 'held' || told.why === 'newer-than-server') return false
      hasLooked = true
      return true
    },
  }
  return tries
}
