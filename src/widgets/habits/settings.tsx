/** The habits in the settings: name, colour, order, and a button that deletes one with all its days. */
import ArrowUp from 'lucide/dist/esm/icons/arrow-up.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { Icon } from '../../ui/icon'
import { habitsWords } from '../../words/en/habits'
import { ColourChoice, DOT_COLOURS } from '../colours'
import { partsOf } from '../read-field'
import { useEdit } from '../use-edit'
import { type TextInValue, useTypedField } from '../use-typed-field'
import type { WidgetProps } from '../widget-type'
import { type Habit, readHabits } from './read-habits'
import { withoutHabit } from './ticks'

const NAME: TextInValue = {
  read(value) {
    const { name } = partsOf(value)
    return typeof name === 'string' ? name : ''
  },
  write: (name, value) => ({ ...partsOf(value), name }),
}

export function HabitSettings({ widget }: WidgetProps) {
  const habits = readHabits(widget)
  if (habits.length === 0) return <p class="hint">{habitsWords().none}</p>
  return (
    <ul class="habit-settings">
      {habits.map((habit, i) => (
        <OneHabit key={habit.field} widget={widget} habit={habit} above={habits[i - 1] ?? null} />
      ))}
    </ul>
  )
}

interface OneHabitProps extends WidgetProps {
  habit: Habit
  /** The one before it; null: it is the first. */
  above: Habit | null
}

function OneHabit({ widget, habit, above }: OneHabitProps) {
  const words = habitsWords()
  const edit = useEdit(widget.id)
  const typed = useTypedField(widget.id, habit.field, NAME)
  const { field, key, name, colour, parts } = habit
  return (
    <li class="habit-setting">
      <div class="habit-setting-row">
        <input {...typed.props} class="input" aria-label={words.name} maxLength={200} />
        {above !== null && (
          <button
            type="button"
            class="icon-button"
            aria-label={words.up(name)}
            onClick={() => {
              typed.flush()
              const after = habit.order === above.order ? above.order + 1 : habit.order
              edit({
                [field]: { ...parts, name: typed.value, order: above.order },
                [above.field]: { ...above.parts, order: after },
              })
            }}
          >
            <Icon node={ArrowUp} size={18} />
          </button>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={words.remove(name)}
          onClick={() => edit(withoutHabit(widget, field, key), words.removed(name))}
        >
          <Icon node={Trash} size={18} />
        </button>
      </div>
      <ColourChoice
        colours={DOT_COLOURS}
        label={words.colour(name)}
        value={colour}
        onChange={(next) => {
          typed.flush()
          edit({ [field]: { ...parts, name: typed.value, colour: next } })
        }}
      />
    </li>
  )
}
