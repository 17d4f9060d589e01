/**
 * The words of the layout that page, worker and server share: JSON values, boxes, widgets, what a
 * device holds of the server. Types and names only; limits are in ./limits, drawing in ./place.
 */

/** Any JSON value. `undefined` is never one: a field taken away is not there. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A widget's place in grid units: columns from the left, rows from the top. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

/** The two grids. Each keeps boxes of its own (L2). */
export type Grid = 'desktop' | 'mobile'

/** Columns of each grid (CONTRACT section 1). */
export const COLUMNS: Record<Grid, number> = { desktop: 12, mobile: 4 }

/** A widget as a person sees it: field key -> plain value. Keys: type, title, desktop, mobile, data/... */
export interface Widget {
  id: string
  fields: Record<string, Json>
}

/** The layout as a person sees it, by widget id. */
export type Layout = Record<string, Widget>

/** A field as the server answered it. `at` is in server time (ms since 1970, S5). */
export interface ReplicaField {
  /** Absent when `unset`. */
  value?: Json
  /** The field was taken away; kept because its `rev` and `at` still count. */
  unset?: true
  rev: number
  at: number
  device: string
}

/** A widget as the device holds it of the server; a removed one keeps what it had while an edit of it is owed or it can be undone. */
export interface ReplicaWidget {
  removed: boolean
  fields: Record<string, ReplicaField>
}

/** What a device holds of the server: one answer after another taken over whole (D11). */
export interface Replica {
  /** 0: nothing yet. */
  revision: number
  /** null exactly when `revision` is 0. */
  tag: string | null
  widgets: Record<string, ReplicaWidget>
}

/** A replica that has seen nothing. */
export const EMPTY_REPLICA: Replica = { revision: 0, tag: null, widgets: {} }
