/** What each of the three clocks in a timer is drawn with. Used by ./timer. */
import type { WidgetProps } from '../widget-type'

export interface ClockProps extends WidgetProps {
  /** Says it to people who do not see it. */
  say(text: string): void
}
