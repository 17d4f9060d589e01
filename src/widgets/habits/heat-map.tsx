/** The last weeks of a habit: a column a week, a square a day. For people who do not see it, it is one sentence. */

import type { DotColour } from '../colours'
import { type Day, dayAfter, weekdayOf } from '../days'

interface HeatMapProps {
  done: ReadonlySet<Day>
  today: Day
  weeks: number
  colour: DotColour
  /** 1: Monday … 7: Sunday. */
  firstDay: number
  label: string
}

const STEP = 10
const SIDE = 8

export function HeatMap({ done, today, weeks, colour, firstDay, label }: HeatMapProps) {
  const row = (day: Day) => (weekdayOf(day) - firstDay + 7) % 7
  const first = dayAfter(today, -row(today) - 7 * (weeks - 1))
  const days = Array.from({ length: weeks * 7 }, (_, i) => dayAfter(first, i)).filter((day) => day <= today)
  return (
    <svg
      class="habit-map"
      data-colour={colour}
      viewBox={`0 0 ${weeks * STEP} ${7 * STEP}`}
      width={weeks * STEP}
      height={7 * STEP}
      role="img"
      aria-label={label}
    >
      {days.map((day, i) => (
        <rect
          key={day}
          x={Math.floor(i / 7) * STEP + 1}
          y={(i % 7) * STEP + 1}
          width={SIDE}
          height={SIDE}
          rx={2}
          data-done={done.has(day)}
          data-today={day === today}
        />
      ))}
    </svg>
  )
}
