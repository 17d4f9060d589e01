/**
 * The icon of each widget type, for where types are listed: the catalogue, the history. Comes with those, so that a page that only
 * draws widgets does not load them. Beside: ./registry.
 */
import Activity from 'lucide/dist/esm/icons/activity.mjs'
import Brush from 'lucide/dist/esm/icons/brush.mjs'
import CalendarCheck from 'lucide/dist/esm/icons/calendar-check.mjs'
import CalendarDays from 'lucide/dist/esm/icons/calendar-days.mjs'
import ChartLine from 'lucide/dist/esm/icons/chart-line.mjs'
import Clock from 'lucide/dist/esm/icons/clock.mjs'
import Diff from 'lucide/dist/esm/icons/diff.mjs'
import Hourglass from 'lucide/dist/esm/icons/hourglass.mjs'
import Link from 'lucide/dist/esm/icons/link.mjs'
import ListTodo from 'lucide/dist/esm/icons/list-todo.mjs'
import PackageOpen from 'lucide/dist/esm/icons/package-open.mjs'
import StickyNote from 'lucide/dist/esm/icons/sticky-note.mjs'
import Timer from 'lucide/dist/esm/icons/timer.mjs'
import type { IconNode } from '../ui/icons'
import type { WidgetType } from './widget-type'

/** By the value of the field `type`. */
export const WIDGET_ICONS: Readonly<Record<string, IconNode>> = {
  note: StickyNote,
  todo: ListTodo,
  links: Link,
  calendar: CalendarDays,
  clock: Clock,
  timer: Timer,
  countdown: Hourglass,
  habits: CalendarCheck,
  counter: Diff,
  numbers: ChartLine,
  sketch: Brush,
  'sync-health': Activity,
}

/** That of a parcel for a type that this version does not know. */
export const widgetIcon = ({ type }: WidgetType): IconNode => WIDGET_ICONS[type] ?? PackageOpen
