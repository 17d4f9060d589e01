/**
 * The strokes of a sketch: each a field of its own (`data/stroke:<time>-<key>`), so that two devices that draw at once never conflict;
 * the time in its name is the order in which they lie on each other. A value is colour, width, and points: the first as it is, the
 * others as steps from the one before, which are short numbers. Pure. Used by ./sketch.
 */
import type { Json, Widget } from '../../../core/layout/model'
import { DOT_COLOURS } from '../colours'
import { partsOf } from '../read-field'
import { PAPER, type Point } from './points'

const STROKE = 'data/stroke:'

/** Ink is the text's colour, light or dark. */
export const PEN_COLOURS = ['ink', ...DOT_COLOURS] as const
export type PenColour = (typeof PEN_COLOURS)[number]

export const WIDTHS = ['medium', 'fine', 'broad'] as const
export type PenWidth = (typeof WIDTHS)[number]
/** In units of the paper. */
export const WIDTH_UNITS: Record<PenWidth, number> = { fine: 5, medium: 11, broad: 26 }

export interface Pen {
  colour: PenColour
  width: PenWidth
}

export interface Stroke extends Pen {
  field: string
  points: Point[]
}

/** The name of a new stroke's field. `at`: ms since 1970. */
export function strokeField(at: number, key: string): string {
  return `${STROKE}${at.toString(36).padStart(9, '0')}-${key.slice(-8)}`
}

/** As a field's value. Pressures are left out where there are none. */
export function strokeValue({ colour, width }: Pen, points: readonly Point[]): Json {
  let last = { x: 0, y: 0 }
  const steps = points.flatMap(({ x, y }) => {
    const step = [x - last.x, y - last.y]
    last = { x, y }
    return step
  })
  const pressures = points.map(({ p }) => p).join('')
  return { c: colour, w: width, p: steps, ...(/^5*$/.test(pressures) ? {} : { f: pressures }) }
}

const onPaper = (value: number, most: number) => Math.min(most, Math.max(0, value))

function readStroke(field: string, value: Json): Stroke | null {
  const { c, w, p, f } = partsOf(value)
  if (!Array.isArray(p)) return null
  const pressures = typeof f === 'string' ? f : ''
  const points: Point[] = []
  let [x, y] = [0, 0]
  for (let i = 0; i + 1 < p.length; i += 2) {
    const [dx, dy] = [p[i], p[i + 1]]
    if (typeof dx !== 'number' || typeof dy !== 'number') return null
    x = onPaper(x + dx, PAPER.width)
    y = onPaper(y + dy, PAPER.height)
    const pressure = Number(pressures[i / 2] ?? 5)
    points.push({ x, y, p: Number.isInteger(pressure) ? pressure : 5 })
  }
  if (points.length === 0) return null
  return {
    field,
    colour: PEN_COLOURS.find((one) => one === c) ?? 'ink',
    width: WIDTHS.find((one) => one === w) ?? 'medium',
    points,
  }
}

/** All that can be drawn, the lowest first. */
export function readStrokes({ fields }: Widget): Stroke[] {
  return Object.entries(fields)
    .flatMap(([field, value]) => (field.startsWith(STROKE) ? (readStroke(field, value) ?? []) : []))
    .sort((a, b) => (a.field < b.field ? -1 : 1))
}

/** Every stroke's field, also of those that cannot be drawn. */
export const strokeFields = ({ fields }: Widget): string[] =>
  Object.keys(fields).filter((field) => field.startsWith(STROKE))
