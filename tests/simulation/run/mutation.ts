/**
 * Puts one mistake after the other into the product and tells seeds until one of them fails: a mistake that no seed notices is
 * a hole in the simulation. Before: ./main. After: ./many, on a bundle of each mutant's own.
 */
import { HANG_MS, type ManyOptions, tellMany } from './many'
import type { Mutant } from './mutants/mutant'
import type { SeedFailure } from './protocol'

/** A mutant's story may well never end. */
const MUTANT_HANG_MS = 20_000

export interface MutationOptions extends Pick<ManyOptions, 'seeds' | 'operations' | 'cores'> {
  /** The bundle without a mistake. */
  file: string
  mutants: readonly Mutant[]
  /** Bundles the product with the mistake in it; rejects where that cannot be. */
  bundle(mutant: Mutant): Promise<string>
  print(line: string): void
  /** ms since any beginning. */
  now(): number
}

/** Prints a table as it comes. Resolves to the names of those that survive; null: the product itself fails, so nothing can be said. */
export async function runMutants({
  file,
  mutants,
  bundle,
  print,
  now,
  ...many
}: MutationOptions): Promise<string[] | null> {
  const tell = (of: string, seeds = many.seeds) =>
    tellMany({ ...many, seeds, file: of, mostFailures: 1, hangMs: MUTANT_HANG_MS })
  /** A machine that has other things to do may let a story wait: what hangs counts only if it does so again, with more time. */
  async function notice(bundled: string): Promise<SeedFailure | undefined> {
    let from = many.seeds.from
    for (;;) {
      const [found] = (await tell(bundled, { ...many.seeds, from })).failures
      if (found?.failure.rule !== 'hang') return found
      const { seed } = found
      const again = { ...many, seeds: { from: seed, to: seed }, file: bundled, mostFailures: 1, hangMs: HANG_MS }
      const [same] = (await tellMany(again)).failures
      if (same !== undefined || seed === many.seeds.to) return same
      from = seed + 1
    }
  }
  const width = Math.max(...mutants.map(({ name }) => name.length), HEAD.length)
  const row = (name: string, ...cells: string[]) =>
    print(`${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(8)).join('  ')}`)
  row(HEAD, 'expected', 'found by', 'at seed', 'seconds')
  const survivors: string[] = []
  let last = many.seeds.from
  for (const mutant of mutants) {
    const began = now()
    const bundled = await bundle(mutant).catch((error: Error) => {
      print(error.message)
      return null
    })
    const found = bundled === null ? undefined : await notice(bundled)
    const seconds = ((now() - began) / 1000).toFixed(1)
    row(mutant.name, mutant.rule, found?.failure.rule ?? '-', found === undefined ? '-' : `${found.seed}`, seconds)
    // A text that moved to another file may name what is not there: that says nothing of the checks.
    const isBroken = found?.failure.what.includes('ReferenceError') ?? false
    if (isBroken) print(`${mutant.name} breaks by itself: ${found?.failure.what.split('\n')[0]}`)
    if (found === undefined || isBroken) survivors.push(mutant.name)
    last = Math.max(last, found?.seed ?? 0)
  }
  const [own] = (await tell(file, { ...many.seeds, to: last })).failures
  if (own === undefined) return survivors
  print(`Seed ${own.seed} fails without any mistake (${own.failure.rule}): mend that first.`)
  return null
}

const HEAD = 'mutant'
