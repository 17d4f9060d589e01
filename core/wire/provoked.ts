/** Trouble on purpose in the worker, compared: what of it is switched off, what is new. Pure. Used by worker and inspector. */
import type { Provoked } from './worker-message'

export const isNothing = ({ paused, skewMs, full }: Provoked): boolean => !paused && skewMs === 0 && !full

export const sameProvoked = (a: Provoked, b: Provoked): boolean =>
  a.paused === b.paused && a.skewMs === b.skewMs && a.full === b.full

/** `current` with everything off that is off in `wanted`, and nothing on that was not: what needs nobody's permission. */
export const withoutNew = (current: Provoked, wanted: Provoked): Provoked => ({
  paused: current.paused && wanted.paused,
  skewMs: wanted.skewMs === 0 ? 0 : current.skewMs,
  full: current.full && wanted.full,
})
