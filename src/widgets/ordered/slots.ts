/** Where an entry that is dragged would go, and how far the others make room for it. Pure geometry. Used by ./use-reorder. */

/** The place of an entry in its list, CSS pixels from the list's top, as it is without a gesture. */
export interface Slot {
  top: number
  height: number
}

/** The index whose middle is nearest to the middle of the entry `from`, dragged `dy` pixels down. */
export function slotAt(slots: readonly Slot[], from: number, dy: number): number {
  const own = slots[from]
  if (own === undefined) return from
  const middle = own.top + own.height / 2 + dy
  let nearest = from
  let least = Number.POSITIVE_INFINITY
  slots.forEach((slot, i) => {
    const distance = Math.abs(slot.top + slot.height / 2 - middle)
    if (distance >= least) return
    least = distance
    nearest = i
  })
  return nearest
}

/** How many pixels down each entry goes when `from` stands at `to`; the moved one, too. */
export function shifts(slots: readonly Slot[], from: number, to: number): number[] {
  const own = slots[from]
  const target = slots[to]
  if (own === undefined || target === undefined || from === to) return slots.map(() => 0)
  const bottomOf = (slot: Slot) => slot.top + slot.height
  // With the gap to the neighbour it leaves.
  const beside = slots[from + Math.sign(to - from)] ?? own
  const gap = to > from ? beside.top - bottomOf(own) : own.top - bottomOf(beside)
  const pitch = own.height + gap
  return slots.map((_, i) => {
    if (i === from) return to > from ? bottomOf(target) - bottomOf(own) : target.top - own.top
    if (i > from && i <= to) return -pitch
    return i < from && i >= to ? pitch : 0
  })
}
