/** What an entry of a list is moved by: its handle, two menu items, and the words for people who do not see it. After: ./use-reorder. */
import ArrowDown from 'lucide/dist/esm/icons/arrow-down.mjs'
import ArrowUp from 'lucide/dist/esm/icons/arrow-up.mjs'
import Grip from 'lucide/dist/esm/icons/grip-vertical.mjs'
import { useId } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import type { MenuItem } from '../../ui/menu'
import { orderWords } from '../../words/en/order'
import type { Reorder } from './use-reorder'
import './ordered.css'

interface HandleProps {
  reorder: Reorder
  index: number
  /** What the entry is called. */
  name: string
}

export function Handle({ reorder, index, name }: HandleProps) {
  const helpId = useId()
  return (
    <>
      <button
        type="button"
        class="icon-button entry-handle when-near"
        aria-label={orderWords().handle(name)}
        aria-describedby={helpId}
        onPointerDown={(event) => reorder.press(event, index)}
        onKeyDown={(event) => reorder.key(event, index)}
        onBlur={reorder.leave}
      >
        <Icon node={Grip} size={16} />
      </button>
      <span id={helpId} hidden>
        {orderWords().help}
      </span>
    </>
  )
}

/** Where the focus is after a step by the menu: on the menu's button. */
const MENU_BUTTON = '[aria-haspopup=menu]'

/** For the entry's menu: one press moves it by one, without dragging or keys. */
export function moveItems(reorder: Reorder, index: number): MenuItem[] {
  const words = orderWords()
  const up = { label: words.moveUp, icon: ArrowUp, run: () => reorder.step(index, -1, MENU_BUTTON) }
  const down = { label: words.moveDown, icon: ArrowDown, run: () => reorder.step(index, 1, MENU_BUTTON) }
  return [...(index > 0 ? [up] : []), ...(index < reorder.count - 1 ? [down] : [])]
}

/** Says what becomes of the entry that is moved. Once for each list. */
export function OrderSaid({ reorder }: { reorder: Reorder }) {
  return (
    <p class="visually-hidden" aria-live="polite">
      {reorder.said}
    </p>
  )
}
