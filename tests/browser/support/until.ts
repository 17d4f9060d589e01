/** Waiting for something to become true, generously: a slow machine is no failure. Says what was seen last. */
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than a page takes to notice that its event stream is dead (src/sync/live: 50 s). */
export const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 25

/**
 * Asks `look` until it gives something truthy.
 * @returns what it gave
 * @throws Error that names `what` and what was seen last, after `patienceMs`
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<NonNullable<T>> {
  const end = Date.now() + patienceMs
  let last: unknown
  do {
    try {
      const seen = await look()
      if (seen) return seen
      last = seen
    } catch (error) {
      // A page that is being reloaded cannot be asked for a moment.
      last = error
    }
    await sleep(LOOK_EVERY_MS)
  } while (Date.now() < end)
  const words = last instanceof Error ? last.message : JSON.stringify(last)
  throw new Error(`waited ${patienceMs} ms in vain until ${what}; seen last: ${words}`)
}

/** Until two looks give the same JSON. @returns what both gave */
export async function untilSame<T>(what: string, a: () => Promise<T>, b: () => Promise<T>): Promise<T> {
  let last: [string, string] = ['', '']
  try {
    return await until(what, async () => {
      const [left, right] = await Promise.all([a(), b()])
      last = [sorted(left), sorted(right)]
      return last[0] === last[1] ? left : null
    })
  } catch {
    throw new Error(`waited in vain until ${what}:\n  ${last[0]}\n  ${last[1]}`)
  }
}

/** JSON with keys in order, so that equal objects give equal text. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
