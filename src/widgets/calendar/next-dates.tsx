/** What comes next, and how soon. A press goes to the day. Before: ./calendar. */
import { calendarWords } from '../../words/en/calendar'
import { dateText, numberText, relativeText } from '../../words/formats'
import { type Day, daysBetween, noonOf } from '../days'
import type { OwnDate } from './dates'

interface NextDatesProps {
  /** From today on, the soonest first. */
  dates: readonly OwnDate[]
  today: Day
  onChoose(day: Day): void
}

const MOST = 20

/** "tomorrow", "in 5 days", "in 3 weeks": by the unit that a person would take. */
function howSoon(days: number): string {
  if (days < 14) return relativeText(days, 'day')
  return days < 60 ? relativeText(Math.round(days / 7), 'week') : relativeText(Math.round(days / 30.44), 'month')
}

export function NextDates({ dates, today, onChoose }: NextDatesProps) {
  const words = calendarWords()
  if (dates.length === 0) return <p class="hint small calendar-none">{words.nothingNext}</p>
  return (
    <section class="calendar-next" aria-label={words.next}>
      <p class="calendar-title">{words.next}</p>
      <ul>
        {dates.slice(0, MOST).map(({ field, day, text }) => (
          <li key={field}>
            <button type="button" class="calendar-coming" onClick={() => onChoose(day)}>
              <span class="calendar-coming-day">
                {dateText(noonOf(day), { timeZone: 'UTC', day: 'numeric', month: 'short' })}
              </span>
              <span class="calendar-coming-text">{text || words.unnamed}</span>
              <span class="calendar-coming-when">{howSoon(daysBetween(today, day))}</span>
            </button>
          </li>
        ))}
      </ul>
      {dates.length > MOST && <p class="hint small">{words.more(numberText(dates.length - MOST))}</p>}
    </section>
  )
}
