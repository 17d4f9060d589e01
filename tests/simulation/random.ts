/** Seeded randomness for the simulator: the same seed tells the same story. */

export interface Random {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from 0 up to `below`. */
  below(below: number): number
  chance(share: number): boolean
  /** From `least` up to `most`, mostly near `least`. */
  between(least: number, most: number): number
  /** Throws RangeError of nothing. */
  pick<T>(of: readonly T[]): T
  /** A random UUID, lower case. */
  uuid(): string
  /** Goes on as another sequence: that of these numbers. */
  reseed(...numbers: number[]): void
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
  const hex = (digits: number) => {
    let text = ''
    while (text.length < digits)
      text += Math.floor(next() * 0x10000)
        .toString(16)
        .padStart(4, '0')
    return text.slice(0, digits)
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    between: (least, most) => least + (most - least) * next() * next(),
    pick(of) {
      if (of.length === 0) throw new RangeError('nothing to pick from')
      return of[Math.floor(next() * of.length)] as (typeof of)[number]
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    reseed(...numbers) {
      for (const number of numbers) state = (Math.imul(state ^ number, 0x9e3779b1) + 0x85ebca6b) >>> 0
      next()
    },
  }
}
