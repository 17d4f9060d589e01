/**
 * Makes the plan of a failure small: drops operations and plays down their parameters for as long as the same rule is broken.
 * Deterministic but for the limit of time. Before: ./again tells. After: ./report shows it.
 */
import type { Operation, Tell, Words } from './story-port'

export interface ShrinkBudget {
  tellings: number
  ms: number
  /** ms since any beginning. */
  now(): number
}

export const SHRINK_BUDGET: ShrinkBudget = { tellings: 1_500, ms: 120_000, now: performance.now.bind(performance) }

export interface Shrunk {
  /** Operations of the plan, in its order; their parameters may be smaller. */
  plan: readonly Operation[]
  /** False: the whole plan did not break the rule again, so there was nothing to go by. */
  isRepeated: boolean
  tellings: number
}

/** Whether the operations still break the rule: the history of it, if so. */
type Fails = (plan: readonly Operation[], options?: { words: Words }) => Promise<readonly string[] | null>

/** The smallest plan found that still breaks `rule`. Rejects as `tell` does. */
export async function shrink(
  seed: number,
  plan: readonly Operation[],
  rule: string,
  tell: Tell,
  budget: ShrinkBudget = SHRINK_BUDGET,
): Promise<Shrunk> {
  const until = budget.now() + budget.ms
  let tellings = 0
  const fails: Fails = async (candidate, options) => {
    // Nothing more is tried, so nothing more is dropped.
    if (tellings >= budget.tellings || budget.now() > until) return null
    tellings += 1
    const { failure, words } = await tell(seed, candidate, options)
    return failure?.rule === rule ? words : null
  }
  if ((await fails(plan)) === null) return { plan, isRepeated: false, tellings }
  let small = await dropOperations(plan, fails)
  const simple = await simplify(small, fails)
  // What a parameter needed may be needed no more.
  if (simple !== small) small = await dropOne(simple, fails)
  return { plan: small, isRepeated: true, tellings }
}

/** Chunks of half the plan, a quarter and so on, the last ones first: what came after the failure goes at once. */
async function dropOperations(plan: readonly Operation[], fails: Fails): Promise<readonly Operation[]> {
  let kept = plan
  for (let size = Math.ceil(plan.length / 2); size > 1; size = Math.ceil(size / 2)) {
    kept = await dropChunks(kept, size, fails)
  }
  return dropOne(kept, fails)
}

async function dropChunks(plan: readonly Operation[], size: number, fails: Fails): Promise<readonly Operation[]> {
  let kept = plan
  for (let end = kept.length; end > 0; end -= size) {
    const without = [...kept.slice(0, Math.max(end - size, 0)), ...kept.slice(end)]
    if ((await fails(without)) !== null) kept = without
  }
  return kept
}

/** Until no single operation can go. */
async function dropOne(plan: readonly Operation[], fails: Fails): Promise<readonly Operation[]> {
  for (let kept = plan; ; ) {
    const fewer = await dropChunks(kept, 1, fails)
    if (fewer.length === kept.length) return kept
    kept = fewer
  }
}

/** Fewer different things: first each value of a parameter wherever it stands (one device less), then in each operation. */
async function simplify(plan: readonly Operation[], fails: Fails): Promise<readonly Operation[]> {
  let simple = plan
  let words = await fails(plan, { words: 'history' })
  /** Takes the simplest value that still breaks the rule, and leaves alone what the history does not depend on. */
  const tryValues = async (name: string, value: Operation[string] | undefined, isMeant: (place: number) => boolean) => {
    for (const smaller of smallerThan(value)) {
      const candidate = simple.map((operation, place) =>
        operation[name] === value && isMeant(place) ? { ...operation, [name]: smaller } : operation,
      )
      const told = await fails(candidate, { words: 'history' })
      if (told === null) continue
      if (told.length > 0 && words !== null && sameWords(told, words)) return
      simple = candidate
      words = told
      return
    }
  }
  for (const name of parametersOf(plan)) {
    for (const value of valuesOf(plan, name)) await tryValues(name, value, () => true)
  }
  for (const place of plan.keys()) {
    for (const name of parametersOf(plan.slice(place, place + 1))) {
      await tryValues(name, simple[place]?.[name], (other) => other === place)
    }
  }
  return simple
}

const sameWords = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((line, at) => line === b[at])

/** Of whole numbers and yes or no; what an operation is, and where it stood, is not played with. */
const parametersOf = (plan: readonly Operation[]): string[] => [
  ...new Set(plan.flatMap((operation) => Object.keys(operation).filter((name) => name !== 'i' && name !== 'kind'))),
]

/** The greatest first. */
const valuesOf = (plan: readonly Operation[], name: string) =>
  [...new Set(plan.flatMap((operation) => operation[name] ?? []))].sort((a, b) => Number(b) - Number(a))

/** The simplest first. */
function smallerThan(value: Operation[string] | undefined): (number | boolean)[] {
  if (value === true) return [false]
  if (typeof value !== 'number' || value <= 0) return []
  return [...new Set([0, 1, Math.floor(value / 2), Math.floor(value) - 1])].filter((less) => less >= 0 && less < value)
}
