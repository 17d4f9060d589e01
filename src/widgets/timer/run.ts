/**
 * A run of a timer or stopwatch as it is kept: when it was started and what had passed before, never a value that ticks. So it goes
 * on across reloads and devices, and a press is one edit. Clocks of two devices may differ by seconds, and so may what they show.
 * Pure. Used by ./timer and ./alarm.
 */
import type { Json } from '../../../core/layout/model'
import { partsOf } from '../read-field'
import { numberOr } from '../read-number'

export interface Run {
  /** ms since 1970; null: it stands. */
  startedAt: number | null
  /** What had passed before that, ms. */
  elapsed: number
  /** When it ends, ms after its start; null: never, as a stopwatch. */
  length: number | null
}

export type RunKind = 'new' | 'running' | 'paused' | 'ended'

/** A timer of a day and more is no timer. */
export const MAX_LENGTH_MS = 24 * 3_600_000 - 1_000
const MAX_ELAPSED_MS = 100 * 365 * 86_400_000

/** @param length of one that was never started, ms; null: it does not end */
export const newRun = (length: number | null): Run => ({ startedAt: null, elapsed: 0, length })

/** The run in a field's value; a new one of `length` where there is none, and what is wrong of it left out. */
export function readRun(value: Json | undefined, length: number | null): Run {
  const parts = partsOf(value)
  return {
    startedAt: numberOr(parts.startedAt, null, 0, 8e15),
    elapsed: numberOr(parts.elapsed, 0, 0, MAX_ELAPSED_MS),
    length: length === null ? null : numberOr(parts.length, length, 1, MAX_LENGTH_MS),
  }
}

/** As a field's value. */
export const runValue = ({ startedAt, elapsed, length }: Run): Json => ({ startedAt, elapsed, length })

/** What has passed at `now`, ms; never more than its length. */
export function passed({ startedAt, elapsed, length }: Run, now: number): number {
  // A start that is still to come was made by a clock that is ahead.
  const all = elapsed + (startedAt === null ? 0 : Math.max(0, now - startedAt))
  return Math.min(all, length ?? MAX_ELAPSED_MS)
}

/** When it ends, ms since 1970; null: it does not, or stands. */
export function endsAt({ startedAt, elapsed, length }: Run): number | null {
  return startedAt === null || length === null ? null : startedAt + length - elapsed
}

export function kindOf(run: Run, now: number): RunKind {
  if (run.length !== null && passed(run, now) >= run.length) return 'ended'
  if (run.startedAt !== null) return 'running'
  return run.elapsed === 0 ? 'new' : 'paused'
}

export const started = (run: Run, now: number): Run => ({ ...run, startedAt: now })

export const paused = (run: Run, now: number): Run => ({ ...run, startedAt: null, elapsed: passed(run, now) })

/** `ms` more; one that has ended runs again for just that long. */
export function extended(run: Run, ms: number, now: number): Run {
  if (run.length === null) return run
  if (kindOf(run, now) === 'ended') return { startedAt: now, elapsed: 0, length: ms }
  return { ...run, length: Math.min(MAX_LENGTH_MS, run.length + ms) }
}
