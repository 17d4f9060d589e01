/** The fields of a timer. Each mode keeps a run of its own, so that looking at another one stops nothing. */
import type { Widget } from '../../../core/layout/model'
import { readChoice, readFlag } from '../read-field'
import { readNumber } from '../read-number'
import { MAX_LENGTH_MS } from './run'

export const MODES = ['timer', 'stopwatch', 'pomodoro'] as const
export type Mode = (typeof MODES)[number]

export const MODE = 'data/mode'
/** Seconds that a new timer runs. */
export const LENGTH = 'data/length'
export const SOUND = 'data/sound'
export const RUNS: Record<Mode, string> = {
  timer: 'data/run:timer',
  stopwatch: 'data/run:stopwatch',
  pomodoro: 'data/run:pomodoro',
}
/** A lap is a field of its own: its value is what the stopwatch showed, in ms. */
export const LAP = 'data/lap:'

export const modeOf = (widget: Widget): Mode => readChoice(widget, MODE, MODES)
/** Of one whose length nobody chose. */
export const DEFAULT_LENGTH_MS = 300_000
/** In ms. */
export const lengthOf = (widget: Widget): number =>
  readNumber(widget, LENGTH, DEFAULT_LENGTH_MS / 1_000, 1, MAX_LENGTH_MS / 1_000) * 1_000
export const hasSound = (widget: Widget): boolean => readFlag(widget, SOUND, true)

/** The laps as the stopwatch showed them, ms, shortest first. */
export function lapsOf(widget: Widget): { field: string; at: number }[] {
  return Object.entries(widget.fields)
    .filter(([field]) => field.startsWith(LAP))
    .flatMap(([field, at]) => (typeof at === 'number' && at >= 0 ? [{ field, at }] : []))
    .sort((a, b) => a.at - b.at || (a.field < b.field ? -1 : 1))
}
