/** The line below a to-do list in which a new item is typed, or several are pasted. After: ./new-items. */
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useRef, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { todoWords } from '../../words/en/todo'
import { hasLines } from './new-items'

interface AddLineProps {
  /** Adds one item for each line; false when that was refused, and the text is kept. */
  onAdd(text: string): boolean
}

export function AddLine({ onAdd }: AddLineProps) {
  const words = todoWords()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const add = (all: string) => {
    if (all.trim() !== '' && onAdd(all)) setText('')
  }
  return (
    <form
      class="add-line"
      onSubmit={(event) => {
        event.preventDefault()
        add(text)
        // One goes on with the next.
        field.current?.focus()
      }}
    >
      <button type="submit" class="icon-button" aria-label={words.addItem}>
        <Icon node={Plus} size={18} />
      </button>
      <input
        ref={field}
        class="new-item"
        aria-label={words.newItem}
        placeholder={words.placeholder}
        enterkeyhint="done"
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData?.getData('text/plain') ?? ''
          if (!hasLines(pasted)) return
          event.preventDefault()
          const { value, selectionStart, selectionEnd } = event.currentTarget
          add(`${value.slice(0, selectionStart ?? value.length)}${pasted}${value.slice(selectionEnd ?? value.length)}`)
        }}
        onBlur={() => add(text)}
      />
    </form>
  )
}
