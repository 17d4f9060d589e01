/**
 * When a held save is tried, and what is said about it meanwhile (D5). Pure. Before: outcome. After: the worker's drain,
 * or a page without a worker (D6), which keep one DeliveryState an account and wait.
 *
 *            in vain               1 s, 2 s, 4 s in vain
 *   fresh ───────────▶ waiting ──────────────────────────▶ failing     timer up to 5 min, and every trigger
 *     ▲  401 403 426 ▶ held                                   │
 *     └───────────────── acknowledged, refused ───────────────┘
 */
import { unreachable } from '../unreachable'
import type { OutboxStatus, WorkerCommand } from '../wire/worker-message'
import { backoffMs, QUICK_RETRIES, RETRY_BASE_MS, RETRY_JITTER, RETRY_MAX_MS } from './backoff'
import type { HoldReason, Outcome } from './outcome'
import { RETRY_AFTER_MAX_MS } from './retry-after'

export interface DeliveryState {
  /** Tries in vain since the last one that settled something. */
  attempts: number
  /** ms since 1970; null: nothing planned, a trigger decides. */
  nextTryAt: number | null
  /** The server asked not to come before (Retry-After): no trigger may overrule it. ms since 1970. */
  notBefore: number | null
  hold: HoldReason | null
  /** Why the last try was in vain: an InVain or a HoldReason, or a sentence (of the page, or of an older worker). */
  lastError: string | null
  lastErrorKind: 'network' | 'server' | null
  /** When the rest was found, by the clock of the times above: an earlier now is a clock that was set back. Older workers kept none. */
  triedAt?: number
  /** Held because another account is shown; not because the server asked who this is. */
  waitsForOwner?: true
}

/** Nothing was tried in vain. */
export const FRESH: DeliveryState = {
  attempts: 0,
  nextTryAt: null,
  notBefore: null,
  hold: null,
  lastError: null,
  lastErrorKind: null,
}

/** Why a try may be due: a save that was just put in, a page's command, the browser's sync event, or the plan itself. */
export type Cause = 'new-save' | 'sync' | 'plan' | Extract<WorkerCommand, { type: 'drain' }>['reason']

/**
 * The state after a try.
 * @param now ms since 1970, when the answer came
 * @param random from 0 up to 1, for the jitter
 */
export function afterTry(state: DeliveryState, outcome: Outcome, now: number, random: number): DeliveryState {
  switch (outcome.kind) {
    case 'acknowledged':
      return FRESH
    case 'refused':
    case 'base-unknown':
      return triesOver(state, now)
    case 'hold':
      return {
        ...triesOver(state, now),
        triedAt: now,
        attempts: state.attempts + 1,
        // Only another server helps here, and nobody will say when it is there.
        nextTryAt: outcome.why === 'newer-than-server' ? now + backoffMs(Number.MAX_SAFE_INTEGER, random) : null,
        hold: outcome.why,
        lastError: outcome.why,
        lastErrorKind: 'server',
      }
    case 'retry': {
      const attempts = state.attempts + 1
      // What the server asked for holds on, where another try has no answer meanwhile.
      const isStillAsked = !mayTry(state, 'retry', now)
      const floorMs = outcome.afterMs ?? (isStillAsked ? (state.notBefore ?? now) - now : 0)
      return {
        triedAt: now,
        attempts,
        nextTryAt: now + backoffMs(attempts, random, floorMs),
        notBefore: floorMs > 0 ? now + floorMs : null,
        hold: null,
        lastError: outcome.why,
        lastErrorKind: outcome.errorKind,
      }
    }
    default:
      return unreachable(outcome)
  }
}

/**
 * Nothing of what was tried counts any more, but that the server asked to wait (Retry-After): only an acknowledgement takes
 * that back. Planned for then, or nobody would know when to ask for it.
 */
export function triesOver(state: DeliveryState, now: number): DeliveryState {
  if (mayTry(state, 'retry', now)) return FRESH
  const { notBefore, triedAt } = state
  return { ...FRESH, notBefore, nextTryAt: notBefore, ...(triedAt !== undefined && { triedAt }) }
}

/**
 * True when `cause` may try now. A trigger overrules the backoff, never the server's Retry-After; what a person must
 * solve is tried again only where it may have been solved. `plan` and `timer` wait for nextTryAt, so that the timers of
 * ten tabs make one try.
 */
export function mayTry(state: DeliveryState, cause: Cause, now: number): boolean {
  // A clock that was set back must not stop delivery: nobody knows how much of the wait is over, and a server can say it again.
  const isSetBack = now < (state.triedAt ?? Number.NEGATIVE_INFINITY)
  const { notBefore } = state
  if (notBefore !== null && !isSetBack && now < notBefore && notBefore - now <= RETRY_AFTER_MAX_MS) return false
  if (cause === 'new-save' || cause === 'start' || cause === 'signed-in' || cause === 'retry') return true
  if (state.hold === 'sign-in' || state.hold === 'forbidden') return false
  if (cause === 'plan' || cause === 'timer') {
    if (state.nextTryAt === null) return true
    return isSetBack || now >= state.nextTryAt - TIMER_SLACK_MS || state.nextTryAt - now > LONGEST_PLAN_MS
  }
  return true
}

/** How long to wait for a planned try, ms. One further away than any plan reaches was planned by another clock. */
export function untilTry(nextTryAt: number, now: number): number {
  const ms = nextTryAt - now
  return ms > LONGEST_PLAN_MS ? RETRY_MAX_MS : Math.max(0, ms)
}

/** Timers may fire a moment early. */
const TIMER_SLACK_MS = 50
const LONGEST_PLAN_MS = RETRY_AFTER_MAX_MS * (1 + RETRY_JITTER) + RETRY_MAX_MS

/**
 * A try that a trigger asks for begins the backing off anew, so that many triggers in vain do not push the timer out to
 * five minutes each time: after the quick retries, or with them where something has changed. A browser says `online` a
 * moment before connections succeed, and then 8 s are long.
 */
export function triggered(state: DeliveryState, cause: Cause): DeliveryState {
  if (cause === 'plan' || cause === 'timer') return state
  const attempts = cause === 'online' || cause === 'signed-in' || cause === 'retry' ? 0 : QUICK_RETRIES
  return state.attempts <= attempts ? state : { ...state, attempts }
}

/** The state of what is held for somebody whose account is not shown: nothing but their return is a reason to send it (D13). */
export function heldForOwner(state: DeliveryState): DeliveryState {
  if (state.hold === 'sign-in' || state.hold === 'forbidden') return state
  const { attempts, notBefore, triedAt } = state
  return {
    ...FRESH,
    ...(triedAt !== undefined && { triedAt }),
    attempts,
    notBefore,
    hold: 'sign-in',
    lastError: 'sign-in',
    lastErrorKind: 'server',
    waitsForOwner: true,
  }
}

/** True while the 1 s, 2 s, 4 s of a save are not over: what a person sees is still "sending", not an error. */
function isQuick({ attempts, hold }: DeliveryState): boolean {
  return hold === null && attempts > 0 && attempts <= QUICK_RETRIES
}

/** When the next quick retry is due, which whoever sends waits for itself; null: that is left to the triggers. */
export function quickRetryAt(state: DeliveryState, now: number): number | null {
  if (!isQuick(state) || state.nextTryAt === null) return null
  return state.nextTryAt - now <= QUICK_WAIT_MAX_MS ? state.nextTryAt : null
}

/** The longest quick wait there is without a Retry-After. */
export const QUICK_WAIT_MAX_MS = RETRY_BASE_MS * 2 ** (QUICK_RETRIES - 1) * (1 + RETRY_JITTER)

/** What to tell the pages about an account's held save. */
export function statusOf(account: string, state: DeliveryState, sending: boolean): OutboxStatus {
  const { attempts, nextTryAt, notBefore, lastError, lastErrorKind, hold } = state
  const asked = notBefore === null ? {} : { notBefore }
  const facts = { account, attempts, nextTryAt, ...asked, lastError, lastErrorKind }
  if (sending) return { ...facts, state: 'sending', nextTryAt: null }
  if (hold !== null) return { ...facts, state: 'held', why: hold }
  return { ...facts, state: attempts > QUICK_RETRIES ? 'failing' : 'waiting' }
}

/** What to tell the pages when nothing is held; `account` null: of nobody at all. */
export function emptyStatus(account: string | null): OutboxStatus {
  return { account, state: 'empty', attempts: 0, nextTryAt: null, lastError: null, lastErrorKind: null }
}
