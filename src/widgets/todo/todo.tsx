/** A to-do list: lines that can be ticked, put in another order and cleared, and how far one is. */
import { useRef } from 'preact/hooks'
import type { Json } from '../../../core/layout/model'
import { attempt, UNDO_OFFER } from '../../ui/attempt'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { todoWords } from '../../words/en/todo'
import { numberText } from '../../words/formats'
import { OrderSaid } from '../ordered/handle'
import { useReorder } from '../ordered/use-reorder'
import { type Entry, readEntries, readFlag } from '../read-field'
import { Switch, useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { AddLine } from './add-line'
import { Item, isDone, itemName } from './item'
import { ITEM, MOST_ITEMS, newItems } from './new-items'
import './todo.css'

const HIDE_DONE = 'data/hide-done'

/** Takes items away in one edit, and offers to undo it. */
function useTakeAway(widgetId: string): (entries: readonly Entry[], text: string) => void {
  const { actions } = useServices()
  const toasts = useToasts()
  return (entries, text) => {
    const gone = Object.fromEntries(entries.map(({ field }) => [field, undefined]))
    if (!attempt(toasts, () => actions.editWidget(widgetId, gone))) return
    const action = { label: todoWords().undo, run: () => void attempt(toasts, actions.undo) }
    toasts.push({ kind: 'info', key: UNDO_OFFER, text, action })
  }
}

interface ProgressProps {
  done: number
  of: number
  onClear(): void
}

function Progress({ done, of, onClear }: ProgressProps) {
  const words = todoWords()
  return (
    <div class="progress">
      <progress value={done} max={of} aria-label={words.progress} />
      <span>{done === of ? words.allDone : words.doneOf(numberText(done), numberText(of))}</span>
      {done > 0 && (
        <button type="button" class="button quiet small" onClick={onClear}>
          {words.clear}
        </button>
      )}
    </div>
  )
}

function TodoBody({ widget }: WidgetProps) {
  const words = todoWords()
  const { actions, uuid } = useServices()
  const toasts = useToasts()
  const takeAway = useTakeAway(widget.id)
  const body = useRef<HTMLDivElement>(null)
  const items = readEntries(widget, ITEM)
  const done = items.filter(isDone)
  const hidesDone = readFlag(widget, HIDE_DONE, false)
  const shown = hidesDone ? items.filter((item) => !isDone(item)) : items
  const reorder = useReorder({ widgetId: widget.id, all: items, shown, nameOf: itemName })

  const add = (text: string): boolean => {
    const made = newItems(text, items, uuid)
    const count = Object.keys(made).length
    if (count === 0) return true
    if (items.length + count > MOST_ITEMS) {
      toasts.push({ kind: 'error', text: words.full(numberText(MOST_ITEMS)) })
      return false
    }
    if (!attempt(toasts, () => actions.editWidget(widget.id, made))) return false
    if (count > 1) reorder.say(words.added(count))
    // Drawn in a moment: the new line stays in view.
    requestAnimationFrame(() => body.current?.querySelector('.add-line')?.scrollIntoView?.({ block: 'nearest' }))
    return true
  }

  /** What had the focus goes: it is on the box of the line after it then, or before it, or where new ones are typed. */
  const focusBeside = (index: number) => {
    const boxes = body.current?.querySelectorAll<HTMLElement>('.tick input') ?? []
    const target = boxes[index + 1] ?? boxes[index - 1] ?? body.current?.querySelector<HTMLElement>('.new-item')
    target?.focus({ preventScroll: true })
  }

  return (
    <div class="todo" ref={body}>
      {items.length > 0 ? (
        <Progress done={done.length} of={items.length} onClear={() => takeAway(done, words.cleared(done.length))} />
      ) : (
        <div class="todo-empty">
          <strong>{words.nothing}</strong>
          <span>{words.nothingHint}</span>
        </div>
      )}
      <ul class="items ordered" ref={reorder.list}>
        {shown.map((entry, index) => (
          <Item
            key={entry.field}
            widgetId={widget.id}
            entry={entry}
            index={index}
            reorder={reorder}
            onTick={() => hidesDone && focusBeside(index)}
            onDelete={() => {
              focusBeside(index)
              takeAway([entry], words.deleted(itemName(entry)))
            }}
          />
        ))}
      </ul>
      <AddLine onAdd={add} />
      <OrderSaid reorder={reorder} />
    </div>
  )
}

function TodoSettings({ widget }: WidgetProps) {
  const setField = useSetField(widget.id)
  return (
    <Switch checked={readFlag(widget, HIDE_DONE, false)} onChange={(on) => setField(HIDE_DONE, on)}>
      {todoWords().hideDone}
    </Switch>
  )
}

function example(): Record<string, Json> {
  const items = todoWords().example.map(
    (text, i) => [`${ITEM}${i + 1}`, { text, done: i === 0, order: i + 1 }] as const,
  )
  return Object.fromEntries(items)
}

export const todoParts: WidgetParts = { Body: TodoBody, Settings: TodoSettings, example }
