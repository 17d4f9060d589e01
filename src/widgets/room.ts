/** How many fields a widget has left, for types that keep many. A save that goes over the limit is refused, so they say so first. Pure. */
import { MAX_FIELDS_PER_WIDGET } from '../../core/layout/limits'
import type { Widget } from '../../core/layout/model'

/** Kept free for settings, and for what other devices add meanwhile. */
const SPARE = 60

/** How many more fields may be added here; 0: full. */
export function roomFor(widget: Widget): number {
  return Math.max(0, MAX_FIELDS_PER_WIDGET - SPARE - Object.keys(widget.fields).length)
}
