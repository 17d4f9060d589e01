/** The last value, large, and how it changed. */
import { timeAgo } from '../../ui/time-ago'
import { numbersWords } from '../../words/en/numbers'
import type { WidgetProps } from '../widget-type'
import type { NumberEntry } from './entries'
import { showNumber } from './show-number'

interface LastProps extends WidgetProps {
  /** At least one, the oldest first. */
  entries: readonly NumberEntry[]
  now: number
}

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
            ? words.same(timeAgo(before.at, now))
            : words.change(showNumber(widget, change, { sign: true }), timeAgo(before.at, now))}
      </span>
    </div>
  )
}
