/**
 * Trouble on purpose as one switchboard: what of it the server does (FAULTS) and what the worker does, and back from what
 * both say to the switches. Pure but for the language. Used by inspector.
 */
import { unreachable } from '../../core/unreachable'
import { BAD_ANSWERS, type BadAnswer, type Fault, MAX_DELAY_MS } from '../../core/wire/fault'
import { NOTHING_PROVOKED, type Provoked } from '../../core/wire/worker-message'
import { troubleWords } from '../words/en/trouble'

export interface Trouble extends Provoked {
  /** Every connection of this device to the API breaks; its event stream ends. */
  offline: boolean
  /** Every answer of the API is so late, ms. */
  delayMs: number
  /** null: the truth. */
  answer: BadAnswer | null
  /** How many saves are answered so; null: all, until switched off. */
  times: number | null
}

export const NO_TROUBLE: Trouble = { ...NOTHING_PROVOKED, offline: false, delayMs: 0, answer: null, times: null }

/** What 503 and 429 ask to wait: long enough to be seen, short enough to wait for. */
const RETRY_AFTER_S = 5
const EVERYTHING = '* /api/*'
/** Where the page looks whether the server is back. */
const READY = 'GET /readyz'
const SAVES = 'POST /api/layout'

/** What the server must be told. Of several that fit, it takes the first. */
export function faultsOf({ offline, delayMs, answer, times }: Trouble): Fault[] {
  const late = delayMs > 0 ? { delayMs } : {}
  if (offline) return [EVERYTHING, READY].map((match) => ({ match, kind: 'drop-before', ...late }))
  const delay: Fault[] = delayMs > 0 ? [{ match: EVERYTHING, kind: 'delay', delayMs }] : []
  if (answer === null) return delay
  const counted = { ...(times === null ? {} : { times }), ...late }
  const waits = answer === 'error-503' || answer === 'error-429' ? { retryAfter: RETRY_AFTER_S } : {}
  const first: Fault = { match: SAVES, kind: answer, ...counted, ...waits }
  // A session that is gone is gone for everything that asks who one is.
  const alike = answer === 'error-401' ? ['GET /api/layout', 'GET /api/account'] : []
  return [first, ...alike.map((match) => ({ match, kind: answer, ...counted })), ...delay]
}

type Kind = 'flag' | 'ms' | 'late' | 'answer' | 'times'
const KINDS: Record<keyof Trouble, Kind> = {
  offline: 'flag',
  delayMs: 'late',
  answer: 'answer',
  times: 'times',
  paused: 'flag',
  full: 'flag',
  skewMs: 'ms',
}
const IS: Record<Kind, (value: unknown) => boolean> = {
  flag: (value) => typeof value === 'boolean',
  ms: Number.isSafeInteger,
  late: (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_DELAY_MS,
  answer: (value) => value === null || BAD_ANSWERS.some((kind) => kind === value),
  times: (value) => value === null || (Number.isSafeInteger(value) && Number(value) >= 1),
}

function inWords(kind: Kind): string {
  const words = troubleWords()
  switch (kind) {
    case 'flag':
      return words.flag
    case 'ms':
      return words.ms
    case 'late':
      return words.msUpTo(MAX_DELAY_MS)
    case 'answer':
      return words.oneOf(BAD_ANSWERS.join(', '))
    case 'times':
      return words.count
    default:
      return unreachable(kind)
  }
}

/** What is wrong with a change as somebody typed it into the console, in a sentence; null: nothing. */
export function changeProblem(change: unknown): string | null {
  const words = troubleWords()
  const names = Object.keys(KINDS).join(', ')
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return words.howToSay(names)
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(KINDS, name)) return words.noSwitch(name, names)
    const kind = KINDS[name as keyof Trouble]
    if (!IS[kind](value)) return words.mustBe(name, inWords(kind))
  }
  return null
}

/** The switches as they stand, from what server and worker say. */
export function troubleOf(faults: readonly Fault[], provoked: Provoked): Trouble {
  const bad = faults.find(({ match }) => match === SAVES)
  return {
    ...provoked,
    offline: faults.some(({ kind }) => kind === 'drop-before'),
    delayMs: faults.find((fault) => fault.delayMs !== undefined)?.delayMs ?? 0,
    answer: BAD_ANSWERS.find((kind) => kind === bad?.kind) ?? null,
    times: bad?.times ?? null,
  }
}
