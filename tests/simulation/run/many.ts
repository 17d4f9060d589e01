/**
 * Tells many seeds on all cores: hands out chunks to child processes, gathers figures and failures. What hangs or ends its
 * process is a failure of the seed that was told. Before: ./main, ./mutation. After: ./child-process.
 */
import { type Child, type Ended, startChild } from './child-process'
import { addFigures, type Figures } from './figures'
import type { Report, SeedFailure } from './protocol'

/** Small enough that no process waits long for another at the end, large enough to be worth an order. */
const CHUNK_SEEDS = 20
/** A process that has told so many is replaced: what a story leaves behind does not grow for ever. */
const CHILD_SEEDS = 4_000
/** A story takes some ms. */
export const HANG_MS = 60_000

export interface Range {
  from: number
  to: number
}

export interface ManyOptions {
  /** The bundle of scripts/setup/simulation. */
  file: string
  seeds: Range
  operations: number
  cores: number
  /** After so many failures no more seeds are told. */
  mostFailures: number
  hangMs?: number
  /** Called whenever a chunk is over. */
  progress?(told: number, failures: number): void
  /** Called with each failure at once. */
  failed?(found: SeedFailure): void
}

export interface Outcome {
  /** Seeds told. */
  told: number
  figures: Figures
  /** The lowest seeds first. With one at most: the lowest seed of all that fails. */
  failures: SeedFailure[]
}

/** Tells all `seeds` or as many as it takes. Never rejects for what a story does. */
export async function tellMany(options: ManyOptions): Promise<Outcome> {
  const { seeds, cores, mostFailures } = options
  const outcome: Outcome = { told: 0, figures: {}, failures: [] }
  /** The rest of chunks whose process is gone. */
  const left: Range[] = []
  let next = seeds.from

  /** Seeds below the lowest failure are told even when there are failures enough, so that a run finds the same each time. */
  function chunk(): Range | null {
    const rest = left.pop()
    if (rest !== undefined) return isEnough(rest.from) ? null : rest
    if (next > seeds.to || isEnough(next)) return null
    const from = next
    next = Math.min(from + CHUNK_SEEDS, seeds.to + 1)
    return { from, to: next - 1 }
  }
  const isEnough = (from: number) =>
    outcome.failures.length >= mostFailures && outcome.failures.every(({ seed }) => seed < from)

  async function tellChunks(): Promise<void> {
    let child: Child | null = null
    let byChild = 0
    for (let range = chunk(); range !== null; range = chunk()) {
      child ??= startChild({ file: options.file, hangMs: options.hangMs ?? HANG_MS })
      const { told, figures, failures, isGone, rest } = await tellChunk(child, range, options)
      outcome.told += told
      outcome.failures.push(...failures)
      addFigures(outcome.figures, figures)
      byChild += told
      if (rest !== null) left.push(rest)
      if (isGone || byChild >= CHILD_SEEDS) {
        child.stop()
        child = null
        byChild = 0
      }
      options.progress?.(outcome.told, outcome.failures.length)
    }
    child?.stop()
  }

  const processes = Math.min(cores, Math.ceil((seeds.to - seeds.from + 1) / CHUNK_SEEDS))
  await Promise.all(Array.from({ length: Math.max(processes, 1) }, tellChunks))
  outcome.failures.sort((a, b) => a.seed - b.seed)
  return { ...outcome, failures: outcome.failures.slice(0, mostFailures) }
}

interface ChunkOutcome extends Outcome {
  /** The process ended. */
  isGone: boolean
  /** What could not be told for that. */
  rest: Range | null
}

async function tellChunk(
  child: Child,
  { from, to }: Range,
  { operations, mostFailures, failed }: Pick<ManyOptions, 'operations' | 'mostFailures' | 'failed'>,
): Promise<ChunkOutcome> {
  const failures: SeedFailure[] = []
  const fails = (found: SeedFailure) => {
    failures.push(found)
    failed?.(found)
  }
  let at = from
  const heard = (report: Report) => {
    if (report.type === 'at') at = report.seed
    else if (report.type === 'failed') fails(report.found)
  }
  const ended = await child.order({ type: 'seeds', from, to, operations, goOn: mostFailures > 1 }, heard)
  if (ended.type === 'done') return { told: ended.count, figures: ended.figures, failures, isGone: false, rest: null }
  fails({ seed: at, failure: { ...failureOf(ended), atMs: 0 } })
  const rest = mostFailures > 1 && at < to ? { from: at + 1, to } : null
  return { told: at - from + 1, figures: {}, failures, isGone: true, rest }
}

/** What it means that an order did not come to its own end. */
export function failureOf(ended: Exclude<Ended, { type: 'done' }>): { rule: string; what: string } {
  switch (ended.type) {
    case 'hung':
      return { rule: 'hang', what: `The story did not end within ${ended.ms / 1000} s.` }
    case 'crashed':
      return { rule: 'crash', what: ended.why }
    case 'told':
      throw new Error('a chunk ends with a count')
  }
}
