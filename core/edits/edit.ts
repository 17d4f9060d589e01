/**
 * An edit: one change of one field, one field taken away, or one removal or revival of a widget
 * (CONTRACT, Words). On the wire and in every storage it has this one shape.
 */
import type { Json, Replica } from '../layout/model'

interface EditBase {
  /** The edit's number in its writer, from 1, without gaps when made. */
  n: number
  /** The revision the device held when the gesture or typing began (S3). */
  base: number
  widget: string
  /** The device's own clock when it was made, ms since 1970. */
  at: number
}
export interface SetEdit extends EditBase {
  field: string
  value: Json
}
export interface UnsetEdit extends EditBase {
  field: string
  unset: true
}
export interface RemoveEdit extends EditBase {
  remove: true
}
export interface ReviveEdit extends EditBase {
  revive: true
}
export type Edit = SetEdit | UnsetEdit | RemoveEdit | ReviveEdit

/** What made an edit (CONTRACT section 2, `trigger`). */
export const TRIGGERS = ['drag', 'add', 'remove', 'resize', 'manual', 'edit', 'undo', 'restore', 'import'] as const
export type SaveTrigger = (typeof TRIGGERS)[number]

/** How conflicts are decided (S4). */
export const STRATEGIES = ['merge', 'local', 'remote'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** What a device held when an edit began: a revision, in one of the histories that its server has had (S14). */
export interface Seen {
  revision: number
  /** How often the server was found to have forgotten: a revision of another epoch says nothing. */
  epoch: number
  /** What the server had at that revision; absent: it is not known any more. */
  held?: Replica
}

/** An edit that the device still owes the server, and what no save says of it. */
export type OwedEdit = Edit & {
  /** What its save will name (D2). */
  trigger: SaveTrigger
  /** Of its `base`; absent: 0. */
  epoch?: number
  /** The text that the field had at its `base`, where lines may have to be merged (core/merge/text-conflict). */
  was?: string
}

/** One writer's edits, in order of `n`. */
export interface Stream<E extends Edit = Edit> {
  writer: string
  edits: E[]
}

export const isFieldEdit = <E extends Edit>(edit: E): edit is E & (SetEdit | UnsetEdit) => 'field' in edit
export const isRemoval = <E extends Edit>(edit: E): edit is E & RemoveEdit => 'remove' in edit
export const isRevival = <E extends Edit>(edit: E): edit is E & ReviveEdit => 'revive' in edit
