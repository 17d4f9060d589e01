/**
 * What the device owes the server, in memory: of each writer the edits not yet acknowledged, folded, in order of n, and
 * how far each is settled. Knows no storage and no time. Used by device.
 */
import type { OwedEdit, Stream } from '../../core/edits/edit'
import { type FoldedBase, fold } from '../../core/edits/fold'

export interface Owed {
  streams(): Stream<OwedEdit>[]
  of(writer: string): OwedEdit[]
  count(): number
  /** Adds what was just made here: it replaces older edits and keeps their base (D2). */
  made(writer: string, edits: readonly OwedEdit[]): void
  /** Adds what a storage or a tab holds; what is settled, or replaced by a newer edit, stays out. */
  add(writer: string, edits: readonly OwedEdit[]): void
  /** The greatest n of a writer that was ever known here: a later one in a storage is one that nobody told of. */
  lastKnown(writer: string): number
  /** writer -> the greatest n that was ever known here or is settled: what was made up to it is in what is shown. */
  shown(): Record<string, number>
  /**
   * What its own tab says that a writer owes now, in place of what was known after `settledN`. What is up to it and owed
   * here stays: the answer that settled it there is not here yet, and without both it would vanish for a moment.
   */
  replace(writer: string, edits: readonly OwedEdit[], settledN: number): void
  /** It is owed no more, and never again, whatever a storage still holds: set aside (D12), or made anew (S14). */
  drop(writer: string, n: number): void
  isDropped(writer: string, n: number): boolean
  /** Everything up to each writer's `lastN` has arrived (S2). */
  settle(lastN: Record<string, number>): void
  settledN(writer: string): number
  /** writer -> the greatest acknowledged n, of every writer that has one. */
  watermarks(): Record<string, number>
  /** Another account: nothing is owed and nothing settled. */
  clear(): void
  /** Another number than before where anything of this may have changed. */
  version(): number
}

export function createOwed(): Owed {
  const byWriter = new Map<string, OwedEdit[]>()
  const settled = new Map<string, number>()
  const lastKnown = new Map<string, number>()
  const dropped = new Map<string, Set<number>>()
  let version = 0

  function put(writer: string, edits: OwedEdit[]): void {
    version += 1
    lastKnown.set(writer, Math.max(edits.at(-1)?.n ?? 0, owed.lastKnown(writer)))
    const left = edits.filter(({ n }) => !owed.isDropped(writer, n))
    if (left.length === 0) byWriter.delete(writer)
    else byWriter.set(writer, left)
  }

  function unite(writer: string, edits: readonly OwedEdit[], base: FoldedBase): void {
    const byN = new Map([...owed.of(writer), ...edits].map((edit) => [edit.n, edit]))
    const known = owed.settledN(writer)
    const left = [...byN.values()].filter(({ n }) => n > known).sort((a, b) => a.n - b.n)
    put(writer, fold(left, base))
  }

  const owed: Owed = {
    streams: () => [...byWriter].map(([writer, edits]) => ({ writer, edits })),
    of: (writer) => byWriter.get(writer) ?? [],
    count: () => [...byWriter.values()].reduce((sum, edits) => sum + edits.length, 0),
    made: (writer, edits) => unite(writer, edits, 'oldest'),
    // Folded when they were made: with what has arrived since, they would get that one's older base.
    add: (writer, edits) => unite(writer, edits, 'own'),
    lastKnown: (writer) => lastKnown.get(writer) ?? 0,
    shown: () =>
      Object.fromEntries(
        [...lastKnown.keys(), ...settled.keys()].map((of) => [of, Math.max(owed.lastKnown(of), owed.settledN(of))]),
      ),
    replace(writer, edits, settledN) {
      const behind = owed.of(writer).filter(({ n }) => n <= settledN)
      const known = owed.settledN(writer)
      put(writer, [...behind, ...edits.filter(({ n }) => n > known)])
    },
    drop(writer, n) {
      dropped.set(writer, (dropped.get(writer) ?? new Set()).add(n))
      put(writer, owed.of(writer))
    },
    isDropped: (writer, n) => dropped.get(writer)?.has(n) ?? false,
    settle(lastN) {
      for (const [writer, n] of Object.entries(lastN)) {
        settled.set(writer, Math.max(n, owed.settledN(writer)))
        owed.add(writer, [])
      }
    },
    settledN: (writer) => settled.get(writer) ?? 0,
    watermarks: () => Object.fromEntries(settled),
    clear() {
      version += 1
      byWriter.clear()
      settled.clear()
      lastKnown.clear()
      dropped.clear()
    },
    version: () => version,
  }
  return owed
}
