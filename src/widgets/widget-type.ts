/** What a widget type brings along. One folder per type makes one of these; ./registry has them all. */
import type { ComponentType } from 'preact'
import type { Grid, Json, Widget } from '../../core/layout/model'
import type { IconNode } from '../ui/icons'

export interface WidgetProps {
  widget: Widget
}

export interface WidgetType {
  /** The value of the field `type`. */
  type: string
  /** What people call it; the name of one that has no title. */
  name: string
  /** One line for the menu. */
  about: string
  icon: IconNode
  /** Columns and rows of a new one. */
  sizes: Record<Grid, { w: number; h: number }>
  /** Fields of a new one beside its type and its boxes. */
  fields: Record<string, Json>
  Body: ComponentType<WidgetProps>
  Settings: ComponentType<WidgetProps>
}
