/**
 * What the server holds of a layout, as far as one save or pull needs it. server/layouts reads it, ./decide judges a save
 * against it. Types only; knows no database.
 */
import type { Json } from '../layout/model'
import type { Conflict } from '../wire/answer'

/** When and by whom something was last changed. */
export interface Stamp {
  /** Revision of the change. */
  rev: number
  /** Server time (S5), ms since 1970. */
  at: number
  /** The device's own time (S3), ms since 1970. */
  deviceAt: number
  device: string
  writer: string
}

/** A field that was ever set; without `value`: taken away. */
export interface StoredField extends Stamp {
  value?: Json
}

/** Whether a widget is there; the stamp is of its last addition, removal or revival. */
export interface Presence extends Stamp {
  removed: boolean
  /** Fields with a value, whether the widget is removed or not. */
  liveFields: number
}

/**
 * A widget as it was read. `presence` null: unknown to the server, or only its fields were asked for (a widget that no edit
 * names and that was neither added, removed nor brought back since: it is there).
 */
export interface StoredWidget {
  presence: Presence | null
  fields: ReadonlyMap<string, StoredField>
}

/** Where a layout stands. */
export interface LayoutHead {
  /** 0: nothing was ever saved. */
  revision: number
  tag: string | null
  /** Raised by every write: what a write is compared with (0: no row yet). */
  seq: number
  liveWidgets: number
  valueBytes: number
  forgottenUpTo: number
}

export const NEW_LAYOUT: LayoutHead = {
  revision: 0,
  tag: null,
  seq: 0,
  liveWidgets: 0,
  valueBytes: 0,
  forgottenUpTo: 0,
}

/** What was read for one save or pull, all of one moment (S13). More than asked for does no harm. */
export interface Stored {
  head: LayoutHead
  /** The tag of the revision that the device holds; null: this server has no such revision. */
  baseTag: string | null
  /** By writer; one that is not there has 0. */
  lastN: ReadonlyMap<string, number>
  /**
   * Every widget that an edit names, with the fields that edits name, and with all fields where it is removed or brought back;
   * and everything changed after the asked revision.
   */
  widgets: ReadonlyMap<string, StoredWidget>
  /** Of the asked writers' edits (S7). */
  conflicts: readonly Conflict[]
}

/** The device holds nothing of this server's newer than what has been forgotten, or nothing at all: it gets everything (S11). */
export function isWhole(since: number, head: LayoutHead): boolean {
  return since === 0 || since < head.forgottenUpTo
}

/** Does this server have `base` with that `tag` (S14)? 0 is held by everyone; a null tag takes the number's word. */
export function hasBase(stored: Stored, base: number, tag: string | null): boolean {
  if (base === 0) return true
  if (base > stored.head.revision) return false
  return tag === null || stored.baseTag === tag
}
