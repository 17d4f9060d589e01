/** While the dashboard is arranged: what can be done with the selected widgets, and the way out. Before: ./canvas. */
import Check from 'lucide/dist/esm/icons/check.mjs'
import ClipboardPaste from 'lucide/dist/esm/icons/clipboard-paste.mjs'
import Copy from 'lucide/dist/esm/icons/copy.mjs'
import CopyPlus from 'lucide/dist/esm/icons/copy-plus.mjs'
import SquareCheck from 'lucide/dist/esm/icons/square-check.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import { Icon } from '../ui/icon'
import { IconButton } from '../ui/icon-button'
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
  const none = selected === 0
  return (
    <div class="arrange-bar" role="toolbar" aria-label={words.arranging}>
      <span class="arrange-words">{none ? words.arrangeHint : words.selected(selected)}</span>
      <IconButton label={words.selectAll} icon={SquareCheck} onClick={props.onSelectAll} />
      <IconButton label={words.duplicate} icon={CopyPlus} onClick={props.onDuplicate} disabled={none} />
      <IconButton label={words.copy} icon={Copy} onClick={props.onCopy} disabled={none} />
      <IconButton label={words.paste} icon={ClipboardPaste} onClick={props.onPaste} />
      <IconButton
        class="icon-button danger"
        label={words.remove}
        icon={Trash}
        onClick={props.onRemove}
        disabled={none}
      />
      <button type="button" class="button primary" onClick={props.onDone}>
        <Icon node={Check} size={18} />
        {words.done}
      </button>
    </div>
  )
}
