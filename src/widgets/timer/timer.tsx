/** A timer, a stopwatch or a pomodoro clock, by its mode. Each press is one edit (./run); nothing that ticks is kept. */
import { useState } from 'preact/hooks'
import { timerWords } from '../../words/en/timer'
import { useEdit } from '../use-edit'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { Countdown } from './countdown'
import { MODE, MODES, type Mode, modeOf } from './fields'
import { PomodoroClock } from './pomodoro-clock'
import { TimerSettings } from './settings'
import { Stopwatch } from './stopwatch'
import './timer.css'

const CLOCKS = { timer: Countdown, stopwatch: Stopwatch, pomodoro: PomodoroClock }

/** What the body of each mode gets. */
function TimerBody({ widget }: WidgetProps) {
  const edit = useEdit(widget.id)
  const [said, say] = useState('')
  const mode = modeOf(widget)
  const Clock = CLOCKS[mode]
  return (
    <div class="timer" data-mode={mode}>
      <fieldset class="timer-modes">
        <legend class="visually-hidden">{timerWords().mode}</legend>
        {MODES.map((one) => (
          <ModeButton
            key={one}
            name={`mode-${widget.id}`}
            mode={one}
            chosen={one === mode}
            onChoose={() => edit({ [MODE]: one })}
          />
        ))}
      </fieldset>
      <Clock widget={widget} say={say} />
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )
}

interface ModeButtonProps {
  name: string
  mode: Mode
  chosen: boolean
  onChoose(): void
}

function ModeButton({ name, mode, chosen, onChoose }: ModeButtonProps) {
  return (
    <label class="timer-mode">
      <input type="radio" class="visually-hidden" name={name} checked={chosen} onChange={onChoose} />
      <span>{timerWords().modes[mode]}</span>
    </label>
  )
}

export const timerParts: WidgetParts = {
  Body: TimerBody,
  Settings: TimerSettings,
  example: () => ({ 'data/mode': 'timer', 'data/run:timer': { startedAt: null, elapsed: 95_000, length: 300_000 } }),
}
