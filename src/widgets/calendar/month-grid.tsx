/** The days of a month as a date grid of WAI-ARIA: one day has the focus, the arrow keys move it. Before: ./calendar. */
import { useEffect, useRef } from 'preact/hooks'
import { calendarWords } from '../../words/en/calendar'
import { dateText, localeNow, numberText } from '../../words/formats'
import { type Day, noonOf } from '../days'
import { firstWeekday } from '../first-weekday'
import { canShow, movedBy, weekNumber, weeksOf } from './month'

interface MonthGridProps {
  /** Its month is shown, and it takes the focus of the Tab key. */
  day: Day
  today: Day
  /** The day whose dates are shown below; null: none. */
  open: Day | null
  /** How many dates a day has. */
  byDay: ReadonlyMap<Day, number>
  weekNumbers: boolean
  onMove(day: Day): void
  onOpen(day: Day): void
}

const UTC = { timeZone: 'UTC' } as const

export function MonthGrid({ day, today, open, byDay, weekNumbers, onMove, onOpen }: MonthGridProps) {
  const words = calendarWords()
  const first = firstWeekday(localeNow())
  const weeks = weeksOf(day, first)
  const table = useRef<HTMLTableElement>(null)
  /** A key has moved on: the focus goes along once the day is drawn. */
  const follows = useRef(false)
  useEffect(() => {
    if (!follows.current) return
    follows.current = false
    table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  })

  const label = (one: Day) => {
    const long = dateText(noonOf(one), { ...UTC, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    const count = byDay.get(one) ?? 0
    return count === 0 ? long : `${long}, ${words.dates(count, numberText(count))}`
  }
  return (
    <table
      ref={table}
      class="calendar-grid"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the date grid of WAI-ARIA is a table with this role
      role="grid"
      aria-label={dateText(noonOf(day), { ...UTC, month: 'long', year: 'numeric' })}
      onKeyDown={(event) => {
        const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
        const to = movedBy(event.key, event.shiftKey, day, first, rtl)
        if (to === null || !canShow(to)) return
        event.preventDefault()
        follows.current = true
        onMove(to)
      }}
    >
      <thead>
        <tr>
          {weekNumbers && (
            <th scope="col">
              <span class="visually-hidden">{words.week}</span>
            </th>
          )}
          {(weeks[0] ?? []).map((one) => (
            <th scope="col" key={one} abbr={dateText(noonOf(one), { ...UTC, weekday: 'long' })}>
              {dateText(noonOf(one), { ...UTC, weekday: 'short' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {/* A week is that of its Thursday. */}
            {weekNumbers && (
              <th scope="row" class="calendar-week">
                {numberText(weekNumber(week.find((one) => new Date(noonOf(one)).getUTCDay() === 4) ?? day))}
              </th>
            )}
            {week.map((one) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
              <td
                key={one}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid
                role="gridcell"
                aria-selected={one === open}
              >
                <button
                  type="button"
                  class="calendar-day"
                  tabIndex={one === day ? 0 : -1}
                  aria-label={label(one)}
                  aria-current={one === today ? 'date' : undefined}
                  data-outside={one.slice(0, 7) !== day.slice(0, 7)}
                  data-open={one === open}
                  onClick={() => onOpen(one)}
                >
                  {dateText(noonOf(one), { ...UTC, day: 'numeric' })}
                  {byDay.has(one) && <span class="calendar-dots" data-many={(byDay.get(one) ?? 0) > 1} />}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
