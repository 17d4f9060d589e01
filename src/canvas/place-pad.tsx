/** Moving and resizing a widget by single taps (WCAG 2.5.7): eight buttons that stay open. Before: ./widget-menu. After: Gestures.nudge. */
import ArrowDown from 'lucide/dist/esm/icons/arrow-down.mjs'
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs'
import ArrowRight from 'lucide/dist/esm/icons/arrow-right.mjs'
import ArrowUp from 'lucide/dist/esm/icons/arrow-up.mjs'
import { Icon } from '../ui/icon'
import type { IconNode } from '../ui/icons'
import { canvasWords } from '../words/en/canvas'
import type { Nudge } from './use-gesture'

const Wider: IconNode = [['path', { d: 'M3 12h18M7 8l-4 4 4 4M17 8l4 4-4 4' }]]
const Narrower: IconNode = [['path', { d: 'M3 12h6M21 12h-6M6 8l4 4-4 4M18 8l-4 4 4 4' }]]
const Taller: IconNode = [['path', { d: 'M12 3v18M8 7l4-4 4 4M8 17l4 4 4-4' }]]
const Shorter: IconNode = [['path', { d: 'M12 3v6M12 21v-6M8 6l4 4 4-4M8 18l4-4 4 4' }]]

interface PlacePadProps {
  /** 1: columns run from left to right; -1: from right to left. */
  direction: 1 | -1
  onNudge(step: Nudge): void
}

export function PlacePad({ direction, onNudge }: PlacePadProps) {
  const words = canvasWords()
  const move = (dx: number, dy: number): Nudge => ({ kind: 'move', dx: dx * direction, dy })
  const resize = (dw: number, dh: number): Nudge => ({ kind: 'resize', dw, dh })
  const button = (area: string, label: string, icon: IconNode, step: Nudge, first = false) => (
    <button
      type="button"
      class="pad-button"
      data-area={area}
      data-autofocus={first ? '' : undefined}
      aria-label={label}
      title={label}
      onClick={() => onNudge(step)}
    >
      <Icon node={icon} size={20} />
    </button>
  )
  return (
    <div class="pads">
      <fieldset class="pad">
        <legend>{words.place}</legend>
        {button('up', words.up, ArrowUp, move(0, -1), true)}
        {button('left', words.left, ArrowLeft, move(-1, 0))}
        {button('right', words.right, ArrowRight, move(1, 0))}
        {button('down', words.down, ArrowDown, move(0, 1))}
      </fieldset>
      <fieldset class="pad">
        <legend>{words.size}</legend>
        {button('up', words.shorter, Shorter, resize(0, -1))}
        {button('left', words.narrower, Narrower, resize(-1, 0))}
        {button('right', words.wider, Wider, resize(1, 0))}
        {button('down', words.taller, Taller, resize(0, 1))}
      </fieldset>
    </div>
  )
}
