/**
 * What a revision changed, as its history entry keeps it: never a whole layout, and enough to go back from any layout
 * to the one before (last entry first). Pure. Made by ./draft; read by the history routes.
 */
import type { Json } from '../layout/model'

export type HistoryChange =
  /** The widget came to be, without fields; those follow. */
  | { widget: string; field: null; kind: 'add' }
  /** It was removed with these fields. */
  | { widget: string; field: null; kind: 'remove'; before: Record<string, Json> }
  /** It came back with these fields. */
  | { widget: string; field: null; kind: 'revive'; after: Record<string, Json> }
  /** `before` or `after` absent: the field was, or is, not there. */
  | { widget: string; field: string; before?: Json; after?: Json }

type FieldChange = Extract<HistoryChange, { field: string }>

/** Collects the changes of one save. Several of one field become one, but not across a removal or revival of its widget. */
export class ChangeLog {
  readonly entries: HistoryChange[] = []
  readonly #latest = new Map<string, Map<string, FieldChange>>()

  /** The widget as a whole changed. */
  widget(change: Exclude<HistoryChange, { field: string }>): void {
    this.#latest.delete(change.widget)
    this.entries.push(change)
  }

  /** A field changed; undefined: not there. */
  field(widget: string, field: string, before: Json | undefined, after: Json | undefined): void {
    const fields = this.#latest.get(widget) ?? new Map<string, FieldChange>()
    this.#latest.set(widget, fields)
    const older = fields.get(field)
    if (older === undefined) {
      const entry: FieldChange = { widget, field, ...(before !== undefined && { before }) }
      fields.set(field, entry)
      this.entries.push(entry)
    }
    const entry = fields.get(field) as FieldChange
    if (after === undefined) delete entry.after
    else entry.after = after
  }
}
