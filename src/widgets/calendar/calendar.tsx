/** A calendar: the month, the days with something on them, and what comes next. Which month one looks at is not kept. */
import ChevronLeft from 'lucide/dist/esm/icons/chevron-left.mjs'
import ChevronRight from 'lucide/dist/esm/icons/chevron-right.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { nextFull, useNow } from '../../ui/use-now'
import { calendarWords } from '../../words/en/calendar'
import { dateText, numberText } from '../../words/formats'
import { type Day, dayAfter, dayOf, noonOf } from '../days'
import { readFlag } from '../read-field'
import { Switch } from '../setting'
import { useEdit } from '../use-edit'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { dateField, readDates } from './dates'
import { DayPanel } from './day-panel'
import { monthsAfter } from './month'
import { MonthGrid } from './month-grid'
import { NextDates } from './next-dates'
import './calendar.css'

const WEEK_NUMBERS = 'data/week-numbers'
const LIST = 'data/list'

function CalendarBody({ widget }: WidgetProps) {
  const words = calendarWords()
  const today = dayOf(useNow(nextFull(60_000)))
  /** The day that has the focus, or would have it; its month is shown. null: today. */
  const [at, setAt] = useState<Day | null>(null)
  const [open, setOpen] = useState<Day | null>(null)
  const day = at ?? today
  const dates = readDates(widget)
  const byDay = new Map<Day, number>()
  for (const date of dates) byDay.set(date.day, (byDay.get(date.day) ?? 0) + 1)
  const browse = (months: number) => setAt(monthsAfter(day, months))

  return (
    <div class="calendar">
      <div class="calendar-head">
        <button type="button" class="icon-button" aria-label={words.before} onClick={() => browse(-1)}>
          <Icon node={ChevronLeft} size={18} />
        </button>
        <p class="calendar-month" aria-live="polite">
          {dateText(noonOf(day), { timeZone: 'UTC', month: 'long', year: 'numeric' })}
        </p>
        <button type="button" class="icon-button" aria-label={words.after} onClick={() => browse(1)}>
          <Icon node={ChevronRight} size={18} />
        </button>
        {day.slice(0, 7) !== today.slice(0, 7) && (
          <button type="button" class="button quiet calendar-today" onClick={() => setAt(null)}>
            {words.today}
          </button>
        )}
      </div>
      <MonthGrid
        day={day}
        today={today}
        open={open}
        byDay={byDay}
        weekNumbers={readFlag(widget, WEEK_NUMBERS, false)}
        onMove={setAt}
        onOpen={(chosen) => {
          setAt(chosen)
          setOpen(open === chosen ? null : chosen)
        }}
      />
      {open !== null ? (
        <DayPanel
          key={open}
          widget={widget}
          day={open}
          dates={dates.filter((date) => date.day === open)}
          onClose={() => setOpen(null)}
        />
      ) : (
        readFlag(widget, LIST, true) && (
          <NextDates
            dates={dates.filter((date) => date.day >= today)}
            today={today}
            onChoose={(chosen) => {
              setAt(chosen)
              setOpen(chosen)
            }}
          />
        )
      )}
    </div>
  )
}

function CalendarSettings({ widget }: WidgetProps) {
  const words = calendarWords()
  const edit = useEdit(widget.id)
  const past = readDates(widget).filter(({ day }) => day < dayOf(Date.now()))
  return (
    <>
      <Switch checked={readFlag(widget, WEEK_NUMBERS, false)} onChange={(on) => edit({ [WEEK_NUMBERS]: on })}>
        {words.weekNumbers}
      </Switch>
      <Switch checked={readFlag(widget, LIST, true)} onChange={(on) => edit({ [LIST]: on })}>
        {words.list}
      </Switch>
      {past.length > 1 && (
        <button
          type="button"
          class="button setting"
          onClick={() =>
            edit(
              Object.fromEntries(past.map(({ field }) => [field, undefined])),
              words.pastDeleted(numberText(past.length)),
            )
          }
        >
          {words.deletePast(numberText(past.length))}
        </button>
      )}
    </>
  )
}

export const calendarParts: WidgetParts = {
  Body: CalendarBody,
  Settings: CalendarSettings,
  example() {
    const today = dayOf(Date.now())
    const text = calendarWords().example
    return { [dateField(dayAfter(today, 3), '1')]: { text } }
  },
}
