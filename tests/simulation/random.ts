/** Seeded randomness for the simulator: the same seed tells the same story. */

export interface Random {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from 0 up to `below`. */
  below(below: number): number
  chance(share: number): boolean
  /** undefined only of nothing. */
  pick<T>(of: readonly T[]): T | undefined
}

/** mulberry32: small, and good enough to shuffle stories. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    pick: (of) => of[Math.floor(next() * of.length)],
  }
}
