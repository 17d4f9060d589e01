/** The limits of CONTRACT section 1 that hold for a whole layout, and so can be broken by a save that is well formed. Pure. */
import { liveFields, type ReferenceWidgets } from './account'

const MOST_WIDGETS = 500
const MOST_BYTES = 2 * 1024 * 1024
const MOST_FIELDS = 2_000

/** Bytes of all values of live widgets, as JSON in UTF-8. */
export function bytesOf(widgets: ReferenceWidgets): number {
  let bytes = 0
  for (const widget of widgets.values()) {
    if (widget.removed) continue
    for (const value of liveFields(widget).values()) bytes += Buffer.byteLength(JSON.stringify(value))
  }
  return bytes
}

export function liveWidgetsOf(widgets: ReferenceWidgets): number {
  return [...widgets.values()].filter(({ removed }) => !removed).length
}

/** Would a layout of these widgets break a limit? */
export function breaksLimit(widgets: ReferenceWidgets): boolean {
  if (liveWidgetsOf(widgets) > MOST_WIDGETS || bytesOf(widgets) > MOST_BYTES) return true
  // A removed widget counts too: it comes back with the fields it had (S6).
  return [...widgets.values()].some((widget) => liveFields(widget).size > MOST_FIELDS)
}
