/**
 * A device that takes answers over, as plain as section 2 of CONTRACT has it: what it ends with shows whether an answer says
 * enough. Before: ./check-answer and ./check-pull. Knows nothing of core/edits.
 */
import type { Json } from '../../../core/layout/model'
import type { AnswerWidget } from '../../../core/wire/answer'
import { liveFields, type ReferenceWidgets } from './account'
import type { JudgedEdit } from './judged'

interface HeldWidget {
  removed: boolean
  values: Map<string, Json>
}

export type Held = Map<string, HeldWidget>

/** What a device holds that has taken all of a revision over; of what was removed it may keep the fields, or nothing. */
export function heldOf(widgets: ReferenceWidgets, keepsRemoved: boolean): Held {
  const held: Held = new Map()
  for (const [id, widget] of widgets) {
    if (!widget.removed || keepsRemoved) held.set(id, { removed: widget.removed, values: liveFields(widget) })
  }
  return held
}

/** Takes an answer over; of what the device sent, it lays in what was done as asked and is not in the answer. Changes `held`. */
export function takeOver(
  held: Held,
  widgets: readonly AnswerWidget[],
  full: boolean,
  sent: readonly JudgedEdit[],
): void {
  if (full) held.clear()
  const named = new Map(widgets.map((widget) => [widget.id, widget]))
  for (const { id, removed, fields } of widgets) {
    const before = held.get(id)
    // What came back has all its fields in the answer: what was kept of it may be of an earlier life, removed and forgotten.
    const isBack = !removed && before?.removed !== false
    const widget = before === undefined || isBack ? { removed, values: new Map() } : before
    held.set(id, widget)
    widget.removed = removed
    for (const [key, { value }] of Object.entries(fields)) setValue(widget, key, value)
  }
  for (const edit of sent) if (edit.fate === 'applied') layIn(held, edit, named.get(edit.widget))
}

function layIn(held: Held, { widget: id, wish }: JudgedEdit, named: AnswerWidget | undefined): void {
  if (named?.removed === true) return
  const widget = held.get(id) ?? { removed: false, values: new Map() }
  held.set(id, widget)
  if (wish.kind === 'field') {
    if (named === undefined || !Object.hasOwn(named.fields, wish.field)) setValue(widget, wish.field, wish.value)
  } else if (named === undefined) widget.removed = wish.kind === 'remove'
}

function setValue(widget: HeldWidget, key: string, value: Json | undefined): void {
  if (value === undefined) widget.values.delete(key)
  else widget.values.set(key, value)
}
