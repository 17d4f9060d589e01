/**
 * Puts one of a widget's entries elsewhere among the others. `order` is any number: what is put between two neighbours gets
 * the number in the middle, so that only the moved entry's field changes, and what another device does to the others does
 * not conflict with it. Pure. Used by ./use-reorder.
 */
import type { Json } from '../../../core/layout/model'
import type { Entry } from '../read-field'

/** A number between both; undefined: nothing is on that side. null when there is none: numbers have run out there. */
export function orderBetween(before: number | undefined, after: number | undefined): number | null {
  const middle =
    before === undefined
      ? after === undefined
        ? 1
        : after - 1
      : after === undefined
        ? before + 1
        : before / 2 + after / 2
  const fits = (before === undefined || before < middle) && (after === undefined || middle < after)
  return fits && Number.isFinite(middle) && Math.abs(middle) < Number.MAX_VALUE ? middle : null
}

const withOrder = ({ parts }: Entry, order: number): Json => ({ ...parts, order })

/** Everything in this order, by 1, 2, 3 …: the fields whose number is another now. */
function renumbered(entries: readonly Entry[]): Record<string, Json> {
  const changed = entries.map((entry, i) => [entry, i + 1] as const).filter(([entry, order]) => entry.order !== order)
  return Object.fromEntries(changed.map(([entry, order]) => [entry.field, withOrder(entry, order)]))
}

/**
 * The fields to set so that `entries[from]` stands at `to`, counted without it; {} when it stands there already. One field,
 * unless there is no number between its neighbours (or one of them has none): then all that need another.
 * @param entries in their order
 */
export function moved(entries: readonly Entry[], from: number, to: number): Record<string, Json> {
  const entry = entries[from]
  const others = entries.filter((_, i) => i !== from)
  if (entry === undefined || to === from || to < 0 || to > others.length) return {}
  const order = orderBetween(others[to - 1]?.order, others[to]?.order)
  if (order !== null) return { [entry.field]: withOrder(entry, order) }
  return renumbered([...others.slice(0, to), entry, ...others.slice(to)])
}

/**
 * Where in `all` an entry goes that was put at `to` among those that are shown: right after the one that is shown before it.
 * @returns a place in `all`, counted without the moved one, as `moved` takes it
 */
export function placeAmongAll(all: readonly Entry[], shown: readonly Entry[], from: number, to: number): number {
  const field = shown[from]?.field
  const others = all.filter((entry) => entry.field !== field)
  const before = shown.filter((_, i) => i !== from)[to - 1]
  if (before !== undefined) return others.findIndex((entry) => entry.field === before.field) + 1
  const first = shown.find((_, i) => i !== from)
  return first === undefined ? others.length : others.findIndex((entry) => entry.field === first.field)
}
