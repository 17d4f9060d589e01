/** The buttons below a timer's face: start, pause, go on, reset and what else a mode offers. Knows no runs. */
import Pause from 'lucide/dist/esm/icons/pause.mjs'
import Play from 'lucide/dist/esm/icons/play.mjs'
import RotateCcw from 'lucide/dist/esm/icons/rotate-ccw.mjs'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../ui/icon'
import { timerWords } from '../../words/en/timer'
import type { RunKind } from './run'

interface ControlsProps {
  kind: RunKind
  onStart(): void
  onPause(): void
  onReset(): void
  /** Before and after the three. */
  before?: ComponentChildren
  children?: ComponentChildren
  /** What the large button does once it has ended, instead of a reset. */
  next?: { label: string; run(): void }
}

export function Controls({ kind, onStart, onPause, onReset, before, children, next }: ControlsProps) {
  const words = timerWords()
  const main = {
    new: { label: words.start, icon: Play, run: onStart },
    running: { label: words.pause, icon: Pause, run: onPause },
    paused: { label: words.goOn, icon: Play, run: onStart },
    ended: next === undefined ? { label: words.reset, icon: RotateCcw, run: onReset } : { ...next, icon: Play },
  }[kind]
  return (
    <div class="timer-controls">
      {before}
      {kind !== 'new' && (kind !== 'ended' || next !== undefined) && (
        <button
          type="button"
          class="icon-button timer-side"
          aria-label={words.reset}
          title={words.reset}
          onClick={onReset}
        >
          <Icon node={RotateCcw} size={18} />
        </button>
      )}
      <button type="button" class="button primary timer-main" onClick={main.run}>
        <Icon node={main.icon} size={18} />
        {main.label}
      </button>
      {children}
    </div>
  )
}
