/**
 * What the device owes the server, in memory: of each writer the edits not yet acknowledged, folded, in order of n, and
 * how far each is settled. Knows no storage and no time. Used by device.
 */
import type { OwedEdit, Stream } from '../../core/edits/edit'
import { fold } from '../../core/edits/fold'

export interface Owed {
  streams(): Stream<OwedEdit>[]
  of(writer: string): OwedEdit[]
  count(): number
  /** Ids of the widgets that owed edits name. */
  widgets(): ReadonlySet<string>
  /** Adds what a storage or a tab holds; what is settled, or replaced by a newer edit (D2), stays out. */
  add(writer: string, edits: readonly OwedEdit[]): void
  /**
   * What its own tab says that a writer owes now, in place of what was known after `settledN`. What is up to it and owed
   * here stays: the answer that settled it there is not here yet, and without both it would vanish for a moment.
   */
  replace(writer: string, edits: readonly OwedEdit[], settledN: number): void
  drop(writer: string, n: number): void
  /** Everything up to each writer's `lastN` has arrived (S2). */
  settle(lastN: Record<string, number>): void
  settledN(writer: string): number
  /** writer -> the greatest acknowledged n, of every writer that has one. */
  watermarks(): Record<string, number>
  /** Another account: nothing is owed and nothing settled. */
  clear(): void
}

export function createOwed(): Owed {
  const byWriter = new Map<string, OwedEdit[]>()
  const settled = new Map<string, number>()

  function put(writer: string, edits: OwedEdit[]): void {
    if (edits.length === 0) byWriter.delete(writer)
    else byWriter.set(writer, edits)
  }

  const owed: Owed = {
    streams: () => [...byWriter].map(([writer, edits]) => ({ writer, edits })),
    of: (writer) => byWriter.get(writer) ?? [],
    count: () => [...byWriter.values()].reduce((sum, edits) => sum + edits.length, 0),
    widgets: () => new Set([...byWriter.values()].flatMap((edits) => edits.map(({ widget }) => widget))),
    add(writer, edits) {
      const byN = new Map([...owed.of(writer), ...edits].map((edit) => [edit.n, edit]))
      const known = owed.settledN(writer)
      put(writer, fold([...byN.values()].filter(({ n }) => n > known).sort((a, b) => a.n - b.n)))
    },
    replace(writer, edits, settledN) {
      const behind = owed.of(writer).filter(({ n }) => n <= settledN)
      const known = owed.settledN(writer)
      // Folded there already; folding across what is settled there would give an edit the older base of one that has arrived.
      put(writer, [...behind, ...edits.filter(({ n }) => n > known)])
    },
    drop(writer, n) {
      put(
        writer,
        owed.of(writer).filter((edit) => edit.n !== n),
      )
    },
    settle(lastN) {
      for (const [writer, n] of Object.entries(lastN)) {
        settled.set(writer, Math.max(n, owed.settledN(writer)))
        owed.add(writer, [])
      }
    },
    settledN: (writer) => settled.get(writer) ?? 0,
    watermarks: () => Object.fromEntries(settled),
    clear() {
      byWriter.clear()
      settled.clear()
    },
  }
  return owed
}
