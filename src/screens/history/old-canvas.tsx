/**
 * A layout as it was, to be looked at: boxes with what is in them, and what became of each by icon, line and word. Before:
 * ./comparison says what is drawn where. Nothing here can be edited.
 */

import Removed from 'lucide/dist/esm/icons/circle-minus.mjs'
import Added from 'lucide/dist/esm/icons/circle-plus.mjs'
import Resized from 'lucide/dist/esm/icons/maximize-2.mjs'
import Moved from 'lucide/dist/esm/icons/move.mjs'
import Changed from 'lucide/dist/esm/icons/pencil.mjs'
import Square from 'lucide/dist/esm/icons/square.mjs'
import SquareCheck from 'lucide/dist/esm/icons/square-check-big.mjs'
import { useId } from 'preact/hooks'
import type { Box } from '../../../core/layout/model'
import { type Metrics, type PixelBox, toPixels } from '../../canvas/metrics'
import { Icon } from '../../ui/icon'
import { widgetName, widgetType } from '../../widgets/registry'
import { widgetIcon } from '../../widgets/widget-icons'
import { historyWords } from '../../words/en/history'
import { listText } from '../../words/formats'
import type { Drawn, Mark } from './comparison'
import { previewOf } from './preview'

const ICONS = { added: Added, removed: Removed, moved: Moved, resized: Resized, changed: Changed }

interface OldCanvasProps {
  drawn: readonly Drawn[]
  /** For its width. */
  metrics: Metrics
  /** What it is a picture of, in words. */
  label: string
}

export function OldCanvas({ drawn, metrics, label }: OldCanvasProps) {
  const bottom = (box: Box) => toPixels(box, metrics).y + toPixels(box, metrics).height
  const height = Math.max(0, ...drawn.map(({ box }) => bottom(box)))
  return (
    <div class="old-canvas" data-testid="old-canvas" style={{ height: `${height}px` }}>
      {drawn.map(({ widget, from }) => from !== null && <Ghost key={widget.id} {...toPixels(from, metrics)} />)}
      <ul aria-label={label}>
        {drawn.map((one) => (
          <OldWidget key={one.widget.id} drawn={one} {...toPixels(one.box, metrics)} />
        ))}
      </ul>
      <Ways drawn={drawn} metrics={metrics} height={height} />
    </div>
  )
}

const styleOf = ({ x, y, width, height }: PixelBox) => ({
  transform: `translate(${x}px, ${y}px)`,
  width: `${width}px`,
  height: `${height}px`,
})

/** Where a widget was before it was moved. */
function Ghost(box: PixelBox) {
  return <div class="old-ghost" style={styleOf(box)} />
}

function OldWidget({ drawn, ...box }: { drawn: Drawn } & PixelBox) {
  const words = historyWords()
  const { widget, marks, isGone } = drawn
  const type = widgetType(widget.fields.type)
  const typeName = type.words().name
  const name = widgetName(widget)
  const said = marks.map((mark) => words.marks[mark])
  return (
    <li
      class="old-widget"
      tabIndex={-1}
      data-box-id={widget.id}
      data-mark={marks[0]}
      data-gone={isGone}
      aria-label={words.boxLabel(name, typeName, said.length === 0 ? '' : listText(said))}
      style={styleOf(box)}
    >
      <span class="old-head">
        <Icon node={widgetIcon(type)} size={16} />
        <strong>{name}</strong>
        {name !== typeName && <span class="hint small">{typeName}</span>}
      </span>
      {marks.length > 0 && (
        <span class="old-marks">
          {marks.map((mark) => (
            <MarkBadge key={mark} mark={mark} />
          ))}
        </span>
      )}
      {!isGone && (
        <span class="old-body">
          {previewOf(widget).map(({ text, isDone }, i) => (
            <span key={i} class="old-line" data-done={isDone}>
              {isDone !== null && <Icon node={isDone ? SquareCheck : Square} size={14} />}
              {text}
            </span>
          ))}
        </span>
      )}
    </li>
  )
}

function MarkBadge({ mark }: { mark: Mark }) {
  return (
    <span class="old-mark" data-mark={mark}>
      <Icon node={ICONS[mark]} size={13} />
      {historyWords().marks[mark]}
    </span>
  )
}

/** Arrows from where widgets were to where they are. */
function Ways({ drawn, metrics, height }: { drawn: readonly Drawn[]; metrics: Metrics; height: number }) {
  const head = useId()
  const { columns, column, gap, direction } = metrics
  /** Of the canvas; an SVG counts from the left, whichever way one reads. */
  const whole = columns * (column + gap) - gap
  const middle = (box: Box) => {
    const { x, y, width, height: high } = toPixels(box, metrics)
    return { x: direction === 1 ? x + width / 2 : whole + x - width / 2, y: y + high / 2 }
  }
  const ways = drawn.flatMap(({ widget, from, box }) =>
    from === null ? [] : [{ id: widget.id, from: middle(from), to: middle(box) }],
  )
  if (ways.length === 0) return null
  return (
    <svg class="old-ways" width="100%" height={height} aria-hidden="true">
      <marker id={head} viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 0 L10 5 L0 10 z" />
      </marker>
      {ways.map(({ id, from, to }) => (
        <line key={id} x1={from.x} y1={from.y} x2={to.x} y2={to.y} marker-end={`url(#${head})`} />
      ))}
    </svg>
  )
}
