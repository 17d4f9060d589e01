/** While the dashboard is arranged: what can be done with the selected widgets, and the way out. Before: ./canvas. */
import Check from 'lucide/dist/esm/icons/check.mjs'
import ClipboardPaste from 'lucide/dist/esm/icons/clipboard-paste.mjs'
import Copy from 'lucide/dist/esm/icons/copy.mjs'
import CopyPlus from 'lucide/dist/esm/icons/copy-plus.mjs'
import SquareCheck from 'lucide/dist/esm/icons/square-check.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { Icon } from '../ui/icon'
import type { IconNode } from '../ui/icons'
import { canvasWords } from '../words/en/canvas'

interface ArrangeBarProps {
  /** How many are selected. */
  selected: number
  onSelectAll(): void
  onDuplicate(): void
  onCopy(): void
  onPaste(): void
  onRemove(): void
  onDone(): void
}

export function ArrangeBar(props: ArrangeBarProps) {
  const { selected } = props
  const words = canvasWords()
  const button = (
    label: string,
    icon: IconNode,
    run: () => void,
    more: { danger?: boolean; disabled?: boolean } = {},
  ) => (
    <button
      type="button"
      class={more.danger ? 'icon-button danger' : 'icon-button'}
      aria-label={label}
      title={label}
      disabled={more.disabled}
      onClick={run}
    >
      <Icon node={icon} size={20} />
    </button>
  )
  const none = selected === 0
  return (
    <div class="arrange-bar" role="toolbar" aria-label={words.arranging}>
      <span class="arrange-words">{none ? words.arrangeHint : words.selected(selected)}</span>
      {button(words.selectAll, SquareCheck, props.onSelectAll)}
      {button(words.duplicate, CopyPlus, props.onDuplicate, { disabled: none })}
      {button(words.copy, Copy, props.onCopy, { disabled: none })}
      {button(words.paste, ClipboardPaste, props.onPaste)}
      {button(words.remove, Trash, props.onRemove, { disabled: none, danger: true })}
      <button type="button" class="button primary" onClick={props.onDone}>
        <Icon node={Check} size={18} />
        {words.done}
      </button>
    </div>
  )
}
