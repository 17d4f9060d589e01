/** Every widget type that this version can draw. A new type is a folder beside this file and a line here. */
import type { Widget } from '../../core/layout/model'
import { calendar } from './calendar/type'
import { clock } from './clock/type'
import { countdown } from './countdown/type'
import { counter } from './counter/type'
import { habits } from './habits/type'
import { links } from './links/type'
import { note } from './note/type'
import { numbers } from './numbers/type'
import { sketch } from './sketch/type'
import { syncHealth } from './sync-health/type'
import { timer } from './timer/type'
import { todo } from './todo/type'
import { unknown } from './unknown'
import type { WidgetType } from './widget-type'

/** In the order of the "Add widget" menu. */
export const WIDGET_TYPES: readonly WidgetType[] = [
  note,
  todo,
  links,
  calendar,
  clock,
  timer,
  countdown,
  habits,
  counter,
  numbers,
  sketch,
  syncHealth,
]

const byType = new Map(WIDGET_TYPES.map((type) => [type.type, type]))

/** The type by the value of a field `type`; one that says "needs a newer app" when this version does not know it. */
export function widgetType(type: unknown): WidgetType {
  return (typeof type === 'string' ? byType.get(type) : undefined) ?? unknown
}

/** What a new widget of the type starts with, beside its type: fields, and its size on each grid. */
export function startFields(type: string): Pick<WidgetType, 'fields' | 'sizes'> {
  return widgetType(type)
}

/** What people and screen readers call the widget: its title, else its type's name. */
export function widgetName(widget: Widget): string {
  const { title } = widget.fields
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : widgetType(widget.fields.type).words().name
}
