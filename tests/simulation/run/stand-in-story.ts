/** A simulation that simulates nothing, for tests of the runner and to measure it: most seeds are told without a failure. */
import type { Operation, Tell } from './story-port'

/** What the seeds do that do not end well. */
export const SEEDS = { breaks: 137, throws: 501, ends: 502, hangs: 503, breaksLater: 900, rejects: 1001 }
/** The operations that it takes together to break a rule. */
export const BREAKING = [3, 17, 40]

export function planOf(seed: number, operations: number): Operation[] {
  return Array.from({ length: operations }, (_, i) => ({ i, kind: i % 2 ? 'edit' : 'move', device: (seed + i) % 3 }))
}

export const tell: Tell = async (seed, plan, { words = 'none' } = {}) => {
  if (seed === SEEDS.throws) throw new Error('thrown by a story')
  if (seed === SEEDS.ends) process.exit(7)
  if (seed === SEEDS.rejects) {
    void Promise.reject(new Error('rejected by nobody'))
    await new Promise((done) => setTimeout(done, 50))
  }
  while (seed === SEEDS.hangs && breaks(plan));
  const isBroken = (seed === SEEDS.breaks || seed === SEEDS.breaksLater) && breaks(plan)
  return {
    failure: isBroken ? { rule: 'S8', what: 'Two devices differ.', atMs: 1_500 } : null,
    words: words !== 'none' ? plan.map(({ i, kind, device }) => `${i} ${kind} on device ${device}`) : [],
    figures: { stories: 1, operations: plan.length, maxOperations: plan.length },
  }
}

const breaks = (plan: readonly Operation[]): boolean => BREAKING.every((place) => plan.some(({ i }) => i === place))
