/**
 * Tells a failure again in child processes, so that what hangs or ends its process can be shrunk like anything else. Before:
 * ./main has a failure. After: ./shrink makes it small, ./report shows it.
 */
import { type Child, startChild } from './child-process'
import { failureOf } from './many'
import type { SeedFailure } from './protocol'
import { SHRINK_BUDGET, type ShrinkBudget, type Shrunk, shrink } from './shrink'
import type { Operation, Tell, Told } from './story-port'

/** Shorter than for the first time: a hang is waited for again and again. */
const HANG_AGAIN_MS = 10_000

export interface Retold {
  shrunk: Shrunk
  /** The small plan in words, its stacks with lines of the sources. */
  told: Told
}

/**
 * Makes `found` small and tells it once more in words.
 * @param file the bundle of scripts/setup/simulation
 */
export async function tellAgain(
  file: string,
  { seed, failure }: SeedFailure,
  plan: readonly Operation[],
  budget: ShrinkBudget = SHRINK_BUDGET,
): Promise<Retold> {
  const fast = createTeller(file, false)
  const exact = createTeller(file, true)
  try {
    const shrunk = await shrink(seed, plan, failure.rule, fast.tell, budget)
    return { shrunk, told: await exact.tell(seed, shrunk.plan, { words: 'history' }) }
  } finally {
    fast.stop()
    exact.stop()
  }
}

/** Tells in a process that is replaced whenever a story ended it. */
function createTeller(file: string, sourceMaps: boolean): { tell: Tell; stop(): void } {
  let child: Child | null = null
  return {
    async tell(seed, plan, { words = 'none' } = {}) {
      child ??= startChild({ file, hangMs: HANG_AGAIN_MS, sourceMaps })
      const ended = await child.order({ type: 'tell', seed, plan, words }, () => {})
      if (ended.type === 'told') return ended.told
      child = null
      if (ended.type === 'done') throw new Error('a plan that was told ends with what was told')
      return { failure: { ...failureOf(ended), atMs: 0 }, words: [], figures: {} }
    },
    stop: () => child?.stop(),
  }
}
