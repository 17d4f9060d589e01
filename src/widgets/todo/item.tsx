/** One line of a to-do list: a field of its own, so that two devices that change two lines never conflict. */
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import type { Json } from '../../../core/layout/model'
import { Menu } from '../../ui/menu'
import { orderWords } from '../../words/en/order'
import { todoWords } from '../../words/en/todo'
import { Handle, moveItems } from '../ordered/handle'
import type { Reorder } from '../ordered/use-reorder'
import { type Entry, partsOf } from '../read-field'
import { useSetField } from '../setting'
import { type TextInValue, useTypedField } from '../use-typed-field'

export const isDone = (entry: Entry): boolean => entry.parts.done === true

const textOf = (value: Json | undefined): string => {
  const { text } = partsOf(value)
  return typeof text === 'string' ? text : ''
}

/** What people call the item. */
export const itemName = ({ parts }: Entry): string => textOf(parts).trim() || todoWords().emptyItem

/** One line of text, drawn in as many as it needs. The rest of the value (done, order, what a newer version added) stays. */
const TEXT_OF_ITEM: TextInValue = {
  read: textOf,
  write: (text, value) => ({ ...partsOf(value), text: text.replace(/\s*[\n\r]\s*/g, ' ') }),
}

interface ItemProps {
  widgetId: string
  entry: Entry
  index: number
  reorder: Reorder
  onTick(): void
  onDelete(): void
}

export function Item({ widgetId, entry, index, reorder, onTick, onDelete }: ItemProps) {
  const words = todoWords()
  const setField = useSetField(widgetId)
  const text = useTypedField(widgetId, entry.field, TEXT_OF_ITEM)
  const done = isDone(entry)
  const name = text.value.trim() || words.emptyItem
  return (
    <li class="item" data-done={done}>
      <label class="tick">
        <input
          type="checkbox"
          checked={done}
          aria-label={words.tick(name)}
          onChange={(event) => {
            const { checked } = event.currentTarget
            text.flush()
            onTick()
            setField(entry.field, { ...entry.parts, text: text.value, done: checked })
          }}
        />
      </label>
      <div class="item-grow" data-text={text.value}>
        <textarea
          {...text.props}
          class="item-text"
          rows={1}
          aria-label={words.item}
          aria-invalid={text.problem !== null}
          enterkeyhint="done"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) {
              event.preventDefault()
              event.currentTarget.blur()
            } else if (event.key === 'Backspace' && text.value === '') {
              event.preventDefault()
              onDelete()
            }
          }}
        />
        {text.problem !== null && (
          <p class="field-problem" role="alert">
            {text.problem}
          </p>
        )}
      </div>
      <Handle reorder={reorder} index={index} name={name} />
      <div class="when-near">
        <Menu
          label={orderWords().optionsOf(name)}
          icon={Ellipsis}
          items={[...moveItems(reorder, index), { label: words.delete, icon: Trash, danger: true, run: onDelete }]}
        />
      </div>
    </li>
  )
}
