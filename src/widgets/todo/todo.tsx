/** A to-do list: lines that can be ticked, and how far one is. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { orderAfter, readEntries, readFlag } from '../read-field'
import { Switch, useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { Item, isDone } from './item'

const ITEM = 'data/item:'
const HIDE_DONE = 'data/hide-done'

function TodoBody({ widget }: WidgetProps) {
  const { uuid } = useServices()
  const setField = useSetField(widget.id)
  const [text, setText] = useState('')
  const items = readEntries(widget, ITEM)
  const done = items.filter(isDone).length
  const shown = readFlag(widget, HIDE_DONE, false) ? items.filter((item) => !isDone(item)) : items

  const add = () => {
    if (text.trim() === '') return
    setField(`${ITEM}${uuid()}`, { text: text.trim(), done: false, order: orderAfter(items) })
    setText('')
  }

  return (
    <div class="todo">
      {items.length > 0 && (
        <div class="progress">
          <progress value={done} max={items.length} aria-label="Done" />
          <span>
            {done} of {items.length} done
          </span>
        </div>
      )}
      <ul class="items">
        {shown.map((entry) => (
          <Item key={entry.field} widgetId={widget.id} entry={entry} />
        ))}
      </ul>
      <form
        class="add-line"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <button type="submit" class="icon-button" aria-label="Add item">
          <Icon node={Plus} size={18} />
        </button>
        <input
          class="item-text"
          aria-label="New item"
          placeholder="Add an item"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={add}
        />
      </form>
    </div>
  )
}

function TodoSettings({ widget }: WidgetProps) {
  const setField = useSetField(widget.id)
  return (
    <Switch checked={readFlag(widget, HIDE_DONE, false)} onChange={(on) => setField(HIDE_DONE, on)}>
      Hide what is done
    </Switch>
  )
}

export const todoParts: WidgetParts = { Body: TodoBody, Settings: TodoSettings }
