/** One habit: today's tick, its streak and its last weeks; pressed, the last days to be ticked as well. */
import Check from 'lucide/dist/esm/icons/check.mjs'
import { useState } from 'preact/hooks'
import type { Widget } from '../../../core/layout/model'
import { Icon } from '../../ui/icon'
import { habitsWords } from '../../words/en/habits'
import { dateText, localeNow, numberText } from '../../words/formats'
import { type Day, dayAfter, noonOf } from '../days'
import { firstWeekday } from '../first-weekday'
import { useEdit } from '../use-edit'
import { HeatMap } from './heat-map'
import type { Habit } from './read-habits'
import { streaksOf } from './streaks'
import { daysDone, ticked } from './ticks'

interface HabitRowProps {
  widget: Widget
  habit: Habit
  today: Day
}

const WEEKS = 10
/** Days before today that can be ticked here. */
const LAST_DAYS = 6

const daysText = (n: number) => habitsWords().days(n, numberText(n))

export function HabitRow({ widget, habit, today }: HabitRowProps) {
  const words = habitsWords()
  const edit = useEdit(widget.id)
  const [open, setOpen] = useState(false)
  const { key, name, colour } = habit
  const done = daysDone(widget, key)
  const { now, longest } = streaksOf(done, today)
  const isDone = done.has(today)
  const tick = (day: Day, on: boolean) => edit(ticked(widget, key, day, on, today))
  const seen = Array.from({ length: WEEKS * 7 }, (_, i) => dayAfter(today, -i)).filter((day) => done.has(day)).length

  return (
    <li class="habit" data-colour={colour}>
      <div class="habit-row">
        <button
          type="button"
          class="habit-tick"
          aria-pressed={isDone}
          aria-label={words.tickToday(name)}
          onClick={() => tick(today, !isDone)}
        >
          <Icon node={Check} size={22} />
        </button>
        <button
          type="button"
          class="habit-words"
          aria-expanded={open}
          title={words.showDays(name)}
          onClick={() => setOpen(!open)}
        >
          <strong>{name}</strong>
          <span>{now === 0 ? words.noStreak : words.streak(daysText(now))}</span>
          {longest > now && <span>{words.longest(daysText(longest))}</span>}
        </button>
        <HeatMap
          done={done}
          today={today}
          weeks={WEEKS}
          colour={colour}
          firstDay={firstWeekday(localeNow())}
          label={words.map(name, numberText(seen), numberText(WEEKS * 7))}
        />
      </div>
      {open && (
        <ul class="habit-days" aria-label={words.lastDays(name)}>
          {Array.from({ length: LAST_DAYS + 1 }, (_, i) => dayAfter(today, i - LAST_DAYS)).map((day) => (
            <li key={day}>
              <button
                type="button"
                class="habit-day"
                aria-pressed={done.has(day)}
                onClick={() => tick(day, !done.has(day))}
              >
                <span class="visually-hidden">
                  {dateText(noonOf(day), { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })}
                </span>
                <span aria-hidden="true">{dateText(noonOf(day), { timeZone: 'UTC', weekday: 'narrow' })}</span>
                <span aria-hidden="true">{dateText(noonOf(day), { timeZone: 'UTC', day: 'numeric' })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
