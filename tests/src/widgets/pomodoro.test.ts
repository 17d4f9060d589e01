import { describe, expect, it } from 'vitest'
import {
  freshPomodoro,
  nextPhase,
  pomodoroSettings,
  pomodoroValue,
  readPomodoro,
} from '../../../src/widgets/timer/pomodoro'

const widget = (fields = {}) => ({ id: 'w', fields: { type: 'timer', ...fields } })

describe('pomodoro', () => {
  it('takes work and breaks in turn, and a long break after the rounds that were set', () => {
    const settings = pomodoroSettings(widget({ 'data/rounds': 2 }))
    let now = freshPomodoro(settings)
    const phases = []
    for (let i = 0; i < 8; i++) {
      phases.push(now.phase)
      now = nextPhase(now, settings, 0)
    }
    expect(phases).toEqual(['work', 'short', 'work', 'long', 'work', 'short', 'work', 'long'])
    expect(now.done).toBe(4)
  })

  it('begins each part for as long as the settings say, and keeps it as it began', () => {
    const settings = pomodoroSettings(widget({ 'data/short': 7 }))
    const rest = nextPhase(freshPomodoro(settings), settings, 1_000)
    expect(rest.run).toEqual({ startedAt: 1_000, elapsed: 0, length: 7 * 60_000 })
    const later = pomodoroSettings(widget({ 'data/short': 3 }))
    expect(readPomodoro(pomodoroValue(rest), later)).toEqual(rest)
    expect(freshPomodoro(pomodoroSettings(widget({ 'data/work': 50 }))).run.length).toBe(50 * 60_000)
  })
})
