/**
 * One step through the history: from the layout after a revision to the one before it, and the other way. Pure but for the
 * layout it is given, which it changes, so that a thousand steps do not copy a thousand layouts. Used by server/layouts/rebuild.
 */
import type { Json } from '../layout/model'
import { setOwn } from '../layout/own'
import type { HistoryChange } from '../merge/history-change'
import type { PlainLayout } from './plain-layout'

/** Turns the layout after `changes` into the one before them: last change first. */
export function stepBack(layout: PlainLayout, changes: readonly HistoryChange[]): void {
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i] as HistoryChange
    if (change.field !== null) setField(layout, change.widget, change.field, change.before)
    else if (change.kind === 'remove') layout[change.widget] = { ...change.before }
    else delete layout[change.widget]
  }
}

/** Turns the layout before `changes` into the one after them. */
export function stepForward(layout: PlainLayout, changes: readonly HistoryChange[]): void {
  for (const change of changes) {
    if (change.field !== null) setField(layout, change.widget, change.field, change.after)
    else if (change.kind === 'remove') delete layout[change.widget]
    else layout[change.widget] = change.kind === 'add' ? {} : { ...change.after }
  }
}

/** `value` undefined: the field is not there. A widget that is not there stays away. */
function setField(layout: PlainLayout, widget: string, field: string, value: Json | undefined): void {
  const fields = layout[widget]
  if (fields === undefined) return
  if (value === undefined) delete fields[field]
  else setOwn(fields, field, value)
}
