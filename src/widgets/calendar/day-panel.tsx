/** The dates of the chosen day: to be changed, deleted, and added to. Before: ./calendar. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import X from 'lucide/dist/esm/icons/x.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { calendarWords } from '../../words/en/calendar'
import { dateText as dayText } from '../../words/formats'
import { type Day, noonOf } from '../days'
import { partsOf } from '../read-field'
import { roomFor } from '../room'
import { useEdit } from '../use-edit'
import { type TextInValue, useTypedField } from '../use-typed-field'
import type { WidgetProps } from '../widget-type'
import { dateField, dateText, type OwnDate } from './dates'

const TEXT: TextInValue = { read: dateText, write: (text, value) => ({ ...partsOf(value), text }) }

interface DayPanelProps extends WidgetProps {
  day: Day
  dates: readonly OwnDate[]
  onClose(): void
}

export function DayPanel({ widget, day, dates, onClose }: DayPanelProps) {
  const words = calendarWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const [text, setText] = useState('')
  const title = dayText(noonOf(day), { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
  const add = () => {
    if (text.trim() === '') return
    if (edit({ [dateField(day, uuid())]: { text: text.trim() } })) setText('')
  }
  return (
    <section
      class="calendar-panel"
      aria-label={words.on(title)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div class="calendar-panel-head">
        <p class="calendar-title">{title}</p>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon node={X} size={18} />
        </button>
      </div>
      <ul>
        {dates.map((date) => (
          <OneDate key={date.field} widget={widget} date={date} />
        ))}
      </ul>
      {roomFor(widget) === 0 ? (
        <p class="hint small">{words.full}</p>
      ) : (
        <form
          class="calendar-add"
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <input
            class="input"
            aria-label={words.what}
            placeholder={words.what}
            maxLength={500}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" aria-label={words.add}>
            <Icon node={Plus} size={18} />
          </button>
        </form>
      )}
    </section>
  )
}

function OneDate({ widget, date }: WidgetProps & { date: OwnDate }) {
  const words = calendarWords()
  const edit = useEdit(widget.id)
  const typed = useTypedField(widget.id, date.field, TEXT)
  const name = typed.value || words.unnamed
  return (
    <li class="calendar-date">
      <input {...typed.props} class="item-text" aria-label={words.text} maxLength={500} />
      <button
        type="button"
        class="icon-button"
        aria-label={words.remove(name)}
        onClick={() => edit({ [date.field]: undefined }, words.removed(name))}
      >
        <Icon node={Trash} size={16} />
      </button>
    </li>
  )
}
