/** What is decided about a save, a restore or an import: what it writes, and what it answers. Types only. Made by ./decide and ./replace. */
import type { SaveTrigger } from '../edits/edit'
import type { Conflict, SaveAnswer } from '../wire/answer'
import type { ProblemError } from '../wire/problem'
import type { HistoryChange } from './history-change'
import type { LayoutHead, Presence, StoredField } from './stored'

/** What a save writes, all of it or nothing (S1). */
export interface Writes {
  /** Where the layout stands after it. `seq` is one more than what was read: the write happens only if it still is. */
  head: LayoutHead
  widgets: { id: string; presence: Presence }[]
  fields: { widget: string; key: string; field: StoredField }[]
  /** Watermarks that moved. */
  writers: { id: string; lastN: number }[]
  conflicts: Conflict[]
  /** null: no new revision (S10). */
  version: VersionEntry | null
}

/** A history entry. */
export interface VersionEntry {
  revision: number
  tag: string
  device: string
  trigger: SaveTrigger
  changes: HistoryChange[]
}

export type Decision =
  /** `writes` null: every edit was known, there is nothing to write. */
  | { kind: 'decided'; answer: SaveAnswer; writes: Writes | null }
  /** 422: the edits that break a limit. Nothing of the save is applied. */
  | { kind: 'refused'; errors: ProblemError[] }
  /** 409: this server does not have the revision that the device holds (S14). */
  | { kind: 'base-unknown' }
