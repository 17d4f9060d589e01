/** The values, the newest first: each to be changed or deleted. */
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { numbersWords } from '../../words/en/numbers'
import { numberText } from '../../words/formats'
import { dayOf } from '../days'
import { typedNumber } from '../read-number'
import { useEdit } from '../use-edit'
import type { WidgetProps } from '../widget-type'
import { changed, type NumberEntry, removed } from './entries'
import { MAX_DECIMALS, showNumber, showTime } from './show-number'

/** More than that are in the plot only. */
const LISTED = 200

interface ValueListProps extends WidgetProps {
  entries: readonly NumberEntry[]
}

export function ValueList({ widget, entries }: ValueListProps) {
  const words = numbersWords()
  return (
    <>
      <ul class="numbers-list" aria-label={words.values}>
        {entries
          .slice(-LISTED)
          .reverse()
          .map((entry) => (
            <OneValue key={entry.key} widget={widget} entry={entry} />
          ))}
      </ul>
      {entries.length > LISTED && <p class="hint small">{words.more(numberText(entries.length - LISTED))}</p>}
    </>
  )
}

const two = (n: number) => String(n).padStart(2, '0')

/** As an input for date and time takes it, in local time. */
function inputTime(at: number): string {
  const time = new Date(at)
  return `${dayOf(at)}T${two(time.getHours())}:${two(time.getMinutes())}`
}

function OneValue({ widget, entry }: WidgetProps & { entry: NumberEntry }) {
  const words = numbersWords()
  const edit = useEdit(widget.id)
  const [typed, setTyped] = useState<string | null>(null)
  const time = showTime(entry.at)
  const shown = showNumber(widget, entry.value)
  const commit = () => {
    if (typed === null) return
    setTyped(null)
    const value = typedNumber(typed)
    if (value !== null && value !== entry.value) edit(changed(widget, entry, { value, at: entry.at }))
  }
  return (
    <li class="numbers-one">
      <input
        class="item-text numbers-one-value"
        inputMode="decimal"
        aria-label={words.at(time)}
        value={typed ?? numberText(entry.value, { useGrouping: false, maximumFractionDigits: MAX_DECIMALS })}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
      <input
        class="item-text numbers-one-time"
        type="datetime-local"
        aria-label={words.day}
        value={inputTime(entry.at)}
        onChange={(event) => {
          const at = Date.parse(event.currentTarget.value)
          if (Number.isFinite(at) && at >= 0) edit(changed(widget, entry, { value: entry.value, at }))
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={words.remove(shown, time)}
        onClick={() => edit(removed(widget, entry), words.removed(shown))}
      >
        <Icon node={Trash} size={16} />
      </button>
    </li>
  )
}
