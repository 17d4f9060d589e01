/** What GET /api/layout/versions answers (CONTRACT section 2): the history, newest first. Versions that were thinned out are left out. */
import * as z from 'zod/mini'
import { TRIGGERS } from '../edits/edit'
import { listedConflictSchema } from './conflict-list'
import { count, millis, oneOf, tag } from './scalars'
import { widgetChangeSchema } from './widget-change'

/** Things done that a version in the list names. */
export const MOST_CHANGES_LISTED = 12

export const listedVersionSchema = z.object({
  revision: count,
  tag,
  /** Server time. */
  at: millis,
  /** The device that saved it. */
  device: z.string(),
  /** The name a person gave that device, else its own; null: it has none, or is not known any more. */
  deviceName: z.nullable(z.string()),
  trigger: oneOf(TRIGGERS),
  /** What it changed, in English: "moved “Notes”, removed the clock". */
  summary: z.string(),
  /** The same without words: the first ones, and how many more there are. */
  changes: z.array(widgetChangeSchema),
  moreChanges: count,
  /** Widgets that it changed. */
  widgetsChanged: count,
  /** What lost in its save, or in one after it that made no revision (S7, S10): the newest ones, and how many there are. */
  conflicts: z.array(listedConflictSchema),
  conflictCount: count,
})
export type ListedVersion = z.infer<typeof listedVersionSchema>

export const versionListSchema = z.object({
  versions: z.array(listedVersionSchema),
  /** What to give as `before` for those after these; null: there are no more. */
  next: z.nullable(count),
})
export type VersionList = z.infer<typeof versionListSchema>
