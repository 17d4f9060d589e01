/** What GET /api/layout/versions answers (CONTRACT section 2): the history, newest first. Versions that were thinned out are left out. */
import * as v from 'valibot'
import { TRIGGERS } from '../edits/edit'
import { listedConflictSchema } from './conflict-list'
import { object } from './object'
import { count, millis, oneOf, tag } from './scalars'
import { widgetChangeSchema } from './widget-change'

/** Things done that a version in the list names. */
export const MOST_CHANGES_LISTED = 12

export const listedVersionSchema = object({
  revision: count,
  tag,
  /** Server time. */
  at: millis,
  /** The device that saved it. */
  device: v.string(),
  /** The name a person gave that device, else its own; null: it has none, or is not known any more. */
  deviceName: v.nullable(v.string()),
  trigger: oneOf(TRIGGERS),
  /** What it changed, in English: "moved “Notes”, removed the clock". */
  summary: v.string(),
  /** The same without words: the first ones, and how many more there are. */
  changes: v.array(widgetChangeSchema),
  moreChanges: count,
  /** Widgets that it changed. */
  widgetsChanged: count,
  /** What lost in its save, or in one after it that made no revision (S7, S10): the newest ones, and how many there are. */
  conflicts: v.array(listedConflictSchema),
  conflictCount: count,
})
export type ListedVersion = v.InferOutput<typeof listedVersionSchema>

export const versionListSchema = object({
  versions: v.array(listedVersionSchema),
  /** What to give as `before` for those after these; null: there are no more. */
  next: v.nullable(count),
})
export type VersionList = v.InferOutput<typeof versionListSchema>
