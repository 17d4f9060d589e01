/** A sketch pad: a sheet of paper to draw on while the pen is on. What it keeps is in ./strokes; taking back is the app's undo. */
import Pen from 'lucide/dist/esm/icons/pencil.mjs'
import { useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { memo } from '../../ui/memo'
import { useServices } from '../../ui/services'
import { sketchWords } from '../../words/en/sketch'
import { numberText } from '../../words/formats'
import { readChoice } from '../read-field'
import { roomFor } from '../room'
import { Choice, useSetField } from '../setting'
import { useEdit } from '../use-edit'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { PAPER, type Point, pieces } from './points'
import { strokePaths } from './stroke-path'
import { type Pen as PenKind, readStrokes, type Stroke, strokeField, strokeFields, strokeValue } from './strokes'
import { Tools } from './tools'
import { usePen } from './use-pen'
import './sketch.css'

const KIND = 'data/paper'
const KINDS = ['plain', 'squared', 'lined'] as const
/** From here on it says how many strokes there is room for. */
const NEARLY_FULL = 100

const StrokeView = memo(function StrokeView({ points, colour, width }: Omit<Stroke, 'field'>) {
  return (
    <g data-colour={colour}>
      {strokePaths({ points, width }).map(({ d, width: units }) => (
        <path key={d} d={d} stroke-width={units} />
      ))}
    </g>
  )
})

function SketchBody({ widget }: WidgetProps) {
  const words = sketchWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const [mode, setMode] = useState<'off' | 'pen' | 'eraser'>('off')
  const [pen, setPen] = useState<PenKind>({ colour: 'ink', width: 'medium' })
  const strokes = readStrokes(widget)
  const room = roomFor(widget)

  const draw = (points: readonly Point[]) => {
    const parts = pieces(points)
    if (parts.length > room) return
    const at = Date.now()
    edit(Object.fromEntries(parts.map((part, i) => [strokeField(at + i, uuid()), strokeValue(pen, part)])))
  }
  const { drawing, erased, handlers } = usePen({
    mode: mode === 'pen' && room === 0 ? 'off' : mode,
    strokes,
    onStroke: draw,
    onErase: (fields) => edit(Object.fromEntries(fields.map((field) => [field, undefined]))),
  })
  const isEmpty = strokes.length === 0 && drawing === null
  return (
    <div class="sketch" data-mode={mode}>
      {mode !== 'off' && (
        <Tools
          mode={mode}
          pen={pen}
          canClear={strokes.length > 0}
          onMode={setMode}
          onPen={(next) => {
            setPen(next)
            setMode('pen')
          }}
          onClear={() =>
            edit(Object.fromEntries(strokeFields(widget).map((field) => [field, undefined])), words.cleared)
          }
        />
      )}
      <div class="sketch-sheet">
        <svg
          {...handlers}
          class="sketch-paper"
          viewBox={`0 0 ${PAPER.width} ${PAPER.height}`}
          role="img"
          aria-label={isEmpty ? words.emptyPicture : words.picture(strokes.length, numberText(strokes.length))}
        >
          <rect class="sketch-ground" width={PAPER.width} height={PAPER.height} rx="24" />
          <Ruling kind={readChoice(widget, KIND, KINDS)} />
          {strokes
            .filter(({ field }) => !erased.has(field))
            .map(({ field, points, colour, width }) => (
              <StrokeView key={field} points={points} colour={colour} width={width} />
            ))}
          {drawing !== null && <StrokeView points={[...drawing]} {...pen} />}
        </svg>
        {isEmpty && mode === 'off' && <p class="hint sketch-empty">{words.empty}</p>}
        {mode === 'off' && (
          <button
            type="button"
            class="button primary sketch-start"
            aria-label={words.draw}
            title={words.draw}
            onClick={() => setMode('pen')}
          >
            <Icon node={Pen} size={18} />
          </button>
        )}
      </div>
      {mode !== 'off' && room <= NEARLY_FULL && (
        <p class="hint small sketch-room" role="status">
          {room === 0 ? words.full : words.nearlyFull(numberText(room))}
        </p>
      )}
    </div>
  )
}

/** The lines that are printed on the paper. */
function Ruling({ kind }: { kind: (typeof KINDS)[number] }) {
  const step = 100
  const across = Array.from({ length: PAPER.height / step - 1 }, (_, i) => `M0 ${(i + 1) * step}H${PAPER.width}`)
  const down = Array.from({ length: PAPER.width / step - 1 }, (_, i) => `M${(i + 1) * step} 0V${PAPER.height}`)
  if (kind === 'plain') return null
  return <path class="sketch-ruling" d={[...across, ...(kind === 'squared' ? down : [])].join('')} />
}

function SketchSettings({ widget }: WidgetProps) {
  const words = sketchWords()
  const setField = useSetField(widget.id)
  return (
    <Choice
      label={words.grid}
      value={readChoice(widget, KIND, KINDS)}
      choices={KINDS.map((kind) => [kind, words.papers[kind]] as const)}
      onChange={(kind) => setField(KIND, kind)}
    />
  )
}

/** A house, the sun, and grass below. */
const EXAMPLE: [PenKind, [number, number][]][] = [
  [
    { colour: 'ink', width: 'medium' },
    [
      [420, 950],
      [420, 560],
      [760, 280],
      [1100, 560],
      [1100, 950],
      [420, 950],
    ],
  ],
  [
    { colour: 'ink', width: 'fine' },
    [
      [680, 950],
      [680, 700],
      [840, 700],
      [840, 950],
    ],
  ],
  [
    { colour: 'yellow', width: 'broad' },
    [
      [1320, 200],
      [1390, 230],
      [1400, 300],
      [1340, 350],
      [1260, 320],
      [1250, 240],
      [1320, 200],
    ],
  ],
  [
    { colour: 'green', width: 'broad' },
    [
      [120, 970],
      [400, 960],
      [800, 985],
      [1200, 960],
      [1500, 975],
    ],
  ],
]

export const sketchParts: WidgetParts = {
  Body: SketchBody,
  Settings: SketchSettings,
  example: () =>
    Object.fromEntries(
      EXAMPLE.map(([pen, points], i) => [
        strokeField(i, 'example'),
        strokeValue(
          pen,
          points.map(([x, y]) => ({ x, y, p: 5 })),
        ),
      ]),
    ),
}
