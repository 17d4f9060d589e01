/** One line of a to-do list: a field of its own, so that two devices that change two lines never conflict. */
import X from 'lucide/dist/esm/icons/x.mjs'
import type { Json } from '../../../core/layout/model'
import { Icon } from '../../ui/icon'
import { type Entry, partsOf } from '../read-field'
import { useSetField } from '../setting'
import { type TextInValue, useTypedField } from '../use-typed-field'

export const isDone = (entry: Entry): boolean => entry.parts.done === true

const textOf = (value: Json | undefined): string => {
  const { text } = partsOf(value)
  return typeof text === 'string' ? text : ''
}

/** The rest of the line (done, order, what a newer version added) stays as it is. */
const TEXT_OF_ITEM: TextInValue = { read: textOf, write: (text, value) => ({ ...partsOf(value), text }) }

interface ItemProps {
  widgetId: string
  entry: Entry
}

export function Item({ widgetId, entry }: ItemProps) {
  const setField = useSetField(widgetId)
  const text = useTypedField(widgetId, entry.field, TEXT_OF_ITEM)
  const done = isDone(entry)
  const name = text.value || 'Empty item'
  return (
    <li class="item" data-done={done}>
      <label class="tick">
        <input
          type="checkbox"
          checked={done}
          aria-label={`Done: ${name}`}
          onChange={(event) => {
            text.flush()
            setField(entry.field, { ...entry.parts, text: text.value, done: event.currentTarget.checked })
          }}
        />
      </label>
      <input
        {...text.props}
        class="item-text"
        aria-label="Item"
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <button
        type="button"
        class="icon-button item-delete"
        aria-label={`Delete ${name}`}
        onClick={() => setField(entry.field, undefined)}
      >
        <Icon node={X} size={16} />
      </button>
    </li>
  )
}
