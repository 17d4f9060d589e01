/**
 * The count as the sum of what each page counted. One field with the total would lose presses: two devices that are offline
 * both make 5 into 6, and one of the two wins. So each life of a page has a field of its own, which nobody else presses on, and
 * the count is their sum.
 *
 * A reset writes beside each of them how much of it is void (`data/void:`), and touches none: a press that another device made
 * before it heard of the reset still counts, and two resets at once are one.
 *
 * A page's field is named after its month. What is older than last month is added up, month by month, together with a press, so
 * that years of use stay far below a widget's 2,000 fields. All devices that have heard of the same fields make the same sum of
 * them, so it does not matter that two of them do it.
 *
 * Pure. Used by ./counter.
 */
import type { Json, Widget } from '../../../core/layout/model'
import { numberOr } from '../read-number'
import type { Fields } from '../use-edit'

const COUNT = 'data/count:'
const VOID = 'data/void:'
const MONTH = 'data/month:'

/** "2026-11" */
export type Month = string

const number = (value: Json | undefined): number => numberOr(value, 0)
/** Sums of 0.1 stay what they look like. */
const rounded = (value: number): number => Number(value.toPrecision(15))
const total = (parts: readonly number[]): number => rounded(parts.reduce((sum, part) => sum + part, 0))

/** The pages' parts that are not added up yet, by what follows the prefix: "2026-11:<page>". */
function partsOfPages({ fields }: Widget): { key: string; counted: number }[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!field.startsWith(COUNT)) return []
    const key = field.slice(COUNT.length)
    return [{ key, counted: number(value) - number(fields[VOID + key]) }]
  })
}

const monthSums = ({ fields }: Widget) =>
  Object.entries(fields).flatMap(([field, value]) => (field.startsWith(MONTH) ? [{ field, sum: number(value) }] : []))

/** What the counter shows. */
export function countOf(widget: Widget): number {
  return total([...partsOfPages(widget).map(({ counted }) => counted), ...monthSums(widget).map(({ sum }) => sum)])
}

const monthBefore = (month: Month): Month => {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return of === 1 ? `${year - 1}-12` : `${year}-${String(of - 1).padStart(2, '0')}`
}

/** What months that are over for long add up to, and the fields that this makes superfluous. */
function addedUp(widget: Widget, month: Month): Fields {
  const since = monthBefore(month)
  const fields: Fields = {}
  for (const { key, counted } of partsOfPages(widget)) {
    const of = key.slice(0, 7)
    if (!/^\d{4}-\d{2}$/.test(of) || of >= since) continue
    const sum = MONTH + of
    fields[sum] = total([number(fields[sum] ?? widget.fields[sum]), counted])
    fields[COUNT + key] = undefined
    fields[VOID + key] = undefined
  }
  return fields
}

/**
 * The edit for a press.
 * @param page names this life of the page, the same for each press
 * @param month the one now
 */
export function pressed(widget: Widget, by: number, page: string, month: Month): Fields {
  const own = `${COUNT}${month}:${page}`
  return { ...addedUp(widget, month), [own]: total([number(widget.fields[own]), by]) }
}

/** The edit for a reset to zero of all that is known here. */
export function reset(widget: Widget): Fields {
  const fields: Fields = {}
  for (const { field } of monthSums(widget)) fields[field] = undefined
  for (const { key, counted } of partsOfPages(widget)) {
    if (counted !== 0) fields[VOID + key] = number(widget.fields[COUNT + key])
  }
  return fields
}
