/**
 * What a widget type brings along. One folder per type has a small `type.ts` that registers it, and beside it what draws it,
 * which is loaded when the first widget of it is. ./registry has them all; docs/widgets.md says how to make one.
 */
import type { ComponentType } from 'preact'
import type { Grid, Json, Widget } from '../../core/layout/model'

export interface WidgetProps {
  widget: Widget
}

/** What draws a type. */
export interface WidgetParts {
  Body: ComponentType<WidgetProps>
  Settings: ComponentType<WidgetProps>
  /** Fields of one that shows in the catalogue what it can be; none: as a new one. */
  example?: () => Record<string, Json>
}

export interface WidgetType {
  /** The value of the field `type`. */
  type: string
  /** What people call it, which is the name of one that has no title; and one line for the catalogue. */
  words(): { name: string; about: string }
  /** Columns and rows of a new one. */
  sizes: Record<Grid, { w: number; h: number }>
  /** Fields of a new one beside its type and its boxes. */
  fields: Record<string, Json>
  /** Its own chunk. Rejects where it cannot be had. */
  load(): Promise<WidgetParts>
}
