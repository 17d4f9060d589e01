/** The tools of a sketch pad while the pen is on: colours, widths, eraser, undo, clear. Knows no strokes. */
import Check from 'lucide/dist/esm/icons/check.mjs'
import Eraser from 'lucide/dist/esm/icons/eraser.mjs'
import Trash from 'lucide/dist/esm/icons/trash.mjs'
import Undo from 'lucide/dist/esm/icons/undo.mjs'
import { IconButton } from '../../ui/icon-button'
import { useServices } from '../../ui/services'
import { useStore } from '../../ui/use-store'
import { sketchWords } from '../../words/en/sketch'
import { PEN_COLOURS, type Pen, type PenWidth } from './strokes'

type Mode = 'pen' | 'eraser' | 'off'

interface ToolsProps {
  mode: Mode
  pen: Pen
  canClear: boolean
  onMode(mode: Mode): void
  onPen(pen: Pen): void
  onClear(): void
}

/** From thin to thick, with the size of the dot that stands for it, px. */
const DOTS: [PenWidth, number][] = [
  ['fine', 4],
  ['medium', 8],
  ['broad', 15],
]

export function Tools({ mode, pen, canClear, onMode, onPen, onClear }: ToolsProps) {
  const words = sketchWords()
  const { actions, layout } = useServices()
  const canUndo = useStore(layout, (state) => state.canUndo)
  return (
    <fieldset class="sketch-tools" aria-label={words.tools}>
      <fieldset class="sketch-group" aria-label={words.colour}>
        {PEN_COLOURS.map((colour) => (
          <button
            key={colour}
            type="button"
            class="sketch-tool"
            aria-label={words.colours[colour]}
            aria-pressed={mode === 'pen' && colour === pen.colour}
            onClick={() => onPen({ ...pen, colour })}
          >
            <span class="sketch-dot" data-colour={colour} />
          </button>
        ))}
      </fieldset>
      <fieldset class="sketch-group" aria-label={words.width}>
        {DOTS.map(([width, px]) => (
          <button
            key={width}
            type="button"
            class="sketch-tool"
            aria-label={words.widths[width]}
            aria-pressed={mode === 'pen' && width === pen.width}
            onClick={() => onPen({ ...pen, width })}
          >
            <span class="sketch-width" style={{ width: `${px}px`, height: `${px}px` }} />
          </button>
        ))}
      </fieldset>
      <div class="sketch-group">
        <IconButton
          class="sketch-tool"
          size={18}
          label={words.eraser}
          icon={Eraser}
          pressed={mode === 'eraser'}
          onClick={() => onMode(mode === 'eraser' ? 'pen' : 'eraser')}
        />
        <IconButton
          class="sketch-tool"
          size={18}
          label={words.undo}
          icon={Undo}
          disabled={!canUndo}
          onClick={actions.undo}
        />
        <IconButton
          class="sketch-tool"
          size={18}
          label={words.clear}
          icon={Trash}
          disabled={!canClear}
          onClick={onClear}
        />
      </div>
      <IconButton
        class="button primary sketch-done"
        size={18}
        label={words.stop}
        icon={Check}
        onClick={() => onMode('off')}
      />
    </fieldset>
  )
}
