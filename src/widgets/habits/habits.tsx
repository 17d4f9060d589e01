/** Habits to be ticked off each day. Each is a field; which days it was done is in ./ticks. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { nextFull, useNow } from '../../ui/use-now'
import { habitsWords } from '../../words/en/habits'
import { numberText } from '../../words/formats'
import { DOT_COLOURS } from '../colours'
import { dayAfter, dayOf } from '../days'
import { orderAfter } from '../read-field'
import { useEdit } from '../use-edit'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { HabitRow } from './habit-row'
import { HABIT, readHabits } from './read-habits'
import { HabitSettings } from './settings'
import { MAX_HABITS, ticked } from './ticks'
import './habits.css'

function HabitsBody({ widget }: WidgetProps) {
  const words = habitsWords()
  const habits = readHabits(widget)
  // Each minute: the day may be another one.
  const today = dayOf(useNow(nextFull(60_000)))
  return (
    <div class="habits">
      {habits.length === 0 && <p class="hint habits-empty">{words.empty}</p>}
      <ul class="habit-list">
        {habits.map((habit) => (
          <HabitRow key={habit.field} widget={widget} habit={habit} today={today} />
        ))}
      </ul>
      {habits.length < MAX_HABITS ? (
        <AddHabit widget={widget} />
      ) : (
        <p class="hint small habits-empty">{words.most(numberText(MAX_HABITS))}</p>
      )}
    </div>
  )
}

function AddHabit({ widget }: WidgetProps) {
  const words = habitsWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const habits = readHabits(widget)
  const [name, setName] = useState<string | null>(null)

  if (name === null) {
    return (
      <button type="button" class="button quiet add-more" onClick={() => setName('')}>
        <Icon node={Plus} size={18} />
        {words.add}
      </button>
    )
  }
  const colour = DOT_COLOURS[habits.length % DOT_COLOURS.length] ?? 'green'
  const add = () => {
    const text = name.trim().slice(0, 200)
    const made = text === '' || edit({ [`${HABIT}${uuid()}`]: { name: text, colour, order: orderAfter(habits) } })
    if (made) setName(null)
  }
  return (
    <form
      class="habit-add"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setName(null)
      }}
    >
      <input
        class="input"
        aria-label={words.addName}
        placeholder={words.placeholder}
        value={name}
        maxLength={200}
        ref={(input) => {
          if (name === '') input?.focus()
        }}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="button" class="button" onClick={() => setName(null)}>
        {words.cancel}
      </button>
      <button type="submit" class="button primary">
        {words.addIt}
      </button>
    </form>
  )
}

export const habitsParts: WidgetParts = {
  Body: HabitsBody,
  Settings: HabitSettings,
  example() {
    const today = dayOf(Date.now())
    const fields: ReturnType<NonNullable<WidgetParts['example']>> = {}
    habitsWords().examples.forEach((name, i) => {
      fields[`${HABIT}${i}`] = { name, colour: DOT_COLOURS[i] ?? 'green', order: i }
      for (let back = i; back < 60; back++) {
        if ((back * (i + 3)) % 11 < 8) {
          const tick = ticked({ id: '', fields: {} }, String(i), dayAfter(today, -back), true, today)
          for (const name of Object.keys(tick)) fields[name] = true
        }
      }
    })
    return fields
  },
}
