/**
 * The layout while a save is judged: what was read, and what the edits judged so far made of it. It keeps the counters that
 * the limits are checked against and collects what must be written. Used by ./decide; decides nothing.
 */
import { valueBytes } from '../layout/limits'
import type { Json } from '../layout/model'
import { ChangeLog } from './history-change'
import type { Presence, Stamp, Stored, StoredField, StoredWidget } from './stored'

/** What one edit added to the layout: who is named when a limit is broken. */
export interface Growth {
  /** Index of the edit among those judged. */
  edit: number
  widget: string
  /** Negative: it made the layout smaller. */
  bytes: number
  addedField: boolean
}

/** A widget with what this save changed of it so far. */
export class DraftWidget {
  presence: Presence | null
  readonly fields: Map<string, StoredField>
  /** Keys of fields set or taken away by this save. */
  readonly changed = new Set<string>()
  presenceChanged = false
  /** Was it there before this save? */
  readonly wasLive: boolean
  readonly liveFieldsBefore: number

  constructor(stored: StoredWidget | undefined) {
    this.presence = stored?.presence ?? null
    this.fields = new Map(stored?.fields)
    this.wasLive = this.presence !== null && !this.presence.removed
    this.liveFieldsBefore = this.presence?.liveFields ?? 0
  }

  /** The values of its fields, those taken away left out. */
  values(): Record<string, Json> {
    return valuesOf(this.fields)
  }

  /** Bytes of its values. All fields must have been read. */
  bytes(): number {
    let sum = 0
    for (const { value } of this.fields.values()) sum += bytesOf(value)
    return sum
  }
}

/** Plain values of fields; those taken away left out. */
export function valuesOf(fields: Iterable<[string, StoredField]>): Record<string, Json> {
  const values: Record<string, Json> = {}
  for (const [key, { value }] of fields) if (value !== undefined) values[key] = value
  return values
}

const bytesOf = (value: Json | undefined): number => (value === undefined ? 0 : valueBytes(value))

export class Draft {
  readonly #stored: Stored
  /** The widgets that edits named. */
  readonly widgets = new Map<string, DraftWidget>()
  readonly log = new ChangeLog()
  readonly growth: Growth[] = []
  liveWidgets: number
  valueBytes: number
  /** Did any edit change anything? Else there is no new revision (S10). */
  changed = false

  constructor(stored: Stored) {
    this.#stored = stored
    this.liveWidgets = stored.head.liveWidgets
    this.valueBytes = stored.head.valueBytes
  }

  widget(id: string): DraftWidget {
    const held = this.widgets.get(id)
    if (held !== undefined) return held
    const widget = new DraftWidget(this.#stored.widgets.get(id))
    this.widgets.set(id, widget)
    return widget
  }

  /** Makes a widget that the server does not know. */
  add(id: string, stamp: Stamp): void {
    this.#setPresence(this.widget(id), { removed: false, liveFields: 0, ...stamp })
    this.log.widget({ widget: id, field: null, kind: 'add' })
    this.liveWidgets += 1
  }

  /** Sets a field of a widget that is there; `value` undefined takes it away. `edit`: index among those judged. */
  setField(id: string, key: string, value: Json | undefined, stamp: Stamp, edit: number): void {
    const widget = this.widget(id)
    if (widget.presence === null) throw new Error(`no widget ${id} to set a field of`)
    const before = widget.fields.get(key)?.value
    const bytes = bytesOf(value) - bytesOf(before)
    const fields = (value === undefined ? 0 : 1) - (before === undefined ? 0 : 1)
    widget.fields.set(key, value === undefined ? stamp : { value, ...stamp })
    widget.changed.add(key)
    widget.presence = { ...widget.presence, liveFields: widget.presence.liveFields + fields }
    this.valueBytes += bytes
    this.growth.push({ edit, widget: id, bytes, addedField: fields > 0 })
    this.log.field(id, key, before, value)
    this.changed = true
  }

  /** Removes a widget that is there. All its fields must have been read; they stay for a revival. */
  remove(id: string, stamp: Stamp, edit: number): void {
    const widget = this.widget(id)
    const bytes = widget.bytes()
    this.#setPresence(widget, { ...stamp, removed: true, liveFields: widget.presence?.liveFields ?? 0 })
    this.log.widget({ widget: id, field: null, kind: 'remove', before: widget.values() })
    this.liveWidgets -= 1
    this.valueBytes -= bytes
    this.growth.push({ edit, widget: id, bytes: -bytes, addedField: false })
  }

  /** Brings a removed widget back with the fields it had, which keep their stamps (S6). All its fields must have been read. */
  bringBack(id: string, stamp: Stamp, edit: number): void {
    const widget = this.widget(id)
    const bytes = widget.bytes()
    this.#setPresence(widget, { ...stamp, removed: false, liveFields: widget.presence?.liveFields ?? 0 })
    this.log.widget({ widget: id, field: null, kind: 'revive', after: widget.values() })
    this.liveWidgets += 1
    this.valueBytes += bytes
    this.growth.push({ edit, widget: id, bytes, addedField: false })
  }

  #setPresence(widget: DraftWidget, presence: Presence): void {
    widget.presence = presence
    widget.presenceChanged = true
    this.changed = true
  }
}
