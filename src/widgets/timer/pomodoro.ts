/** Pomodoro: work and breaks in turn, a long break after some rounds. Nothing goes on by itself: a press begins what is next. Pure. */
import type { Json, Widget } from '../../../core/layout/model'
import { partsOf } from '../read-field'
import { numberOr, readNumber } from '../read-number'
import { type Run, readRun, runValue } from './run'

export const PHASES = ['work', 'short', 'long'] as const
export type Phase = (typeof PHASES)[number]

/** The fields of its settings: minutes, and rounds until the long break. */
export const POMODORO_FIELDS = { work: 'data/work', short: 'data/short', long: 'data/long', rounds: 'data/rounds' }

export interface PomodoroSettings extends Record<Phase, number> {
  rounds: number
}

/** Lengths in minutes. */
export function pomodoroSettings(widget: Widget): PomodoroSettings {
  return {
    work: readNumber(widget, POMODORO_FIELDS.work, 25, 1, 180),
    short: readNumber(widget, POMODORO_FIELDS.short, 5, 1, 180),
    long: readNumber(widget, POMODORO_FIELDS.long, 15, 1, 180),
    rounds: Math.round(readNumber(widget, POMODORO_FIELDS.rounds, 4, 1, 12)),
  }
}

export interface Pomodoro {
  phase: Phase
  /** Rounds of work that are done since the last reset. */
  done: number
  run: Run
}

const lengthOf = (phase: Phase, settings: PomodoroSettings) => settings[phase] * 60_000

export function readPomodoro(value: Json | undefined, settings: PomodoroSettings): Pomodoro {
  const parts = partsOf(value)
  const phase = PHASES.find((one) => one === parts.phase) ?? 'work'
  const run = readRun(value, lengthOf(phase, settings))
  // One that was not begun follows the settings.
  const isNew = run.startedAt === null && run.elapsed === 0
  return {
    phase,
    done: Math.floor(numberOr(parts.done, 0, 0, 1e6)),
    run: isNew ? { ...run, length: lengthOf(phase, settings) } : run,
  }
}

export function pomodoroValue({ phase, done, run }: Pomodoro): Json {
  return { ...partsOf(runValue(run)), phase, done }
}

/** What comes after, begun at `now`. Work that is left early counts as done: it is the person who says so. */
export function nextPhase({ phase, done }: Pomodoro, settings: PomodoroSettings, now: number): Pomodoro {
  const rounds = phase === 'work' ? done + 1 : done
  const next = phase !== 'work' ? 'work' : rounds % settings.rounds === 0 ? 'long' : 'short'
  return { phase: next, done: rounds, run: { startedAt: now, elapsed: 0, length: lengthOf(next, settings) } }
}

export function freshPomodoro(settings: PomodoroSettings): Pomodoro {
  return { phase: 'work', done: 0, run: { startedAt: null, elapsed: 0, length: lengthOf('work', settings) } }
}
