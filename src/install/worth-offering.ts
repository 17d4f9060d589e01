/** When it is worth a word that the page can be an app of its own: after some real use, and once. Pure. */

/** What is remembered of the use of this browser profile. */
export interface Use {
  /** Days on which the page was opened, as far as that matters. */
  days: number
  /** The last of them, as days since 1970. */
  lastDay: number
  edits: number
  /** The person has said no: never again. */
  dismissed: boolean
}

export const NO_USE: Use = { days: 0, lastDay: 0, edits: 0, dismissed: false }

const DAYS_ENOUGH = 3
const EDITS_ENOUGH = 10
const DAY_MS = 86_400_000

/** @param now ms since 1970 */
export function visited(use: Use, now: number): Use {
  const today = Math.floor(now / DAY_MS)
  return today === use.lastDay ? use : { ...use, days: Math.min(use.days + 1, DAYS_ENOUGH), lastDay: today }
}

/** Counts no further than it matters. */
export const edited = (use: Use): Use => (use.edits >= EDITS_ENOUGH ? use : { ...use, edits: use.edits + 1 })

/** Ten edits, or a third day: who came to look once is not asked. */
export const isWorthOffering = ({ days, edits, dismissed }: Use): boolean =>
  !dismissed && (days >= DAYS_ENOUGH || edits >= EDITS_ENOUGH)

/** Of what is stored, which another version may have written: what makes sense. */
export function asUse(data: unknown): Use {
  const { days, lastDay, edits, dismissed } = (data ?? {}) as Partial<Record<keyof Use, unknown>>
  const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : 0)
  return { days: count(days), lastDay: count(lastDay), edits: count(edits), dismissed: dismissed === true }
}
