/** The last value, large, and how it changed. */
import { timeAgo } from '../../ui/time-ago'
import { numbersWords } from '../../words/en/numbers'
import { dateText } from '../../words/formats'
import { dayOf } from '../days'
import type { WidgetProps } from '../widget-type'
import type { NumberEntry } from './entries'
import { showNumber } from './show-number'

interface LastProps extends WidgetProps {
  /** At least one, the oldest first. */
  entries: readonly NumberEntry[]
  now: number
}

/** The day, or the time of today. */
const since = (at: number, now: number) =>
  dateText(at, dayOf(at) === dayOf(now) ? { timeStyle: 'short' } : { day: 'numeric', month: 'short' })

export function Last({ widget, entries, now }: LastProps) {
  const words = numbersWords()
  const last = entries.at(-1)
  const before = entries.at(-2)
  if (last === undefined) return null
  // As few decimals as what was typed has: 72.4 − 72.9 is not −0.4999.
  const change = before === undefined ? null : Number((last.value - before.value).toPrecision(12))
  return (
    <div class="numbers-last">
      <strong class="numbers-value">{showNumber(widget, last.value)}</strong>
      <span class="numbers-change">
        {before === undefined || change === null
          ? timeAgo(last.at, now)
          : change === 0
            ? words.same(since(before.at, now))
            : words.change(showNumber(widget, change, { sign: true }), since(before.at, now))}
      </span>
    </div>
  )
}
