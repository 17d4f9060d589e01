/** The mode "pomodoro": work and breaks in turn. Nothing goes on by itself; a press begins what is next. */
import SkipForward from 'lucide/dist/esm/icons/skip-forward.mjs'
import { Icon } from '../../ui/icon'
import { nextFull, useNow } from '../../ui/use-now'
import { timerWords } from '../../words/en/timer'
import { numberText } from '../../words/formats'
import { useEdit } from '../use-edit'
import type { ClockProps } from './clock-props'
import { Controls } from './controls'
import { spokenLength } from './duration-text'
import { Face } from './face'
import { hasSound, RUNS } from './fields'
import { freshPomodoro, nextPhase, type Pomodoro, pomodoroSettings, pomodoroValue, readPomodoro } from './pomodoro'
import { endsAt, kindOf, passed, paused, started } from './run'
import { useAlarm } from './use-alarm'

export function PomodoroClock({ widget, say }: ClockProps) {
  const words = timerWords()
  const edit = useEdit(widget.id)
  const settings = pomodoroSettings(widget)
  const pomodoro = readPomodoro(widget.fields[RUNS.pomodoro], settings)
  const { run, phase, done } = pomodoro
  const now = useNow(run.startedAt !== null && kindOf(run, Date.now()) === 'running' ? nextFull(1_000) : null)
  const kind = kindOf(run, now)
  const length = run.length ?? 0
  const left = length - passed(run, now)

  useAlarm({
    widgetId: widget.id,
    endsAt: endsAt(run),
    sound: hasSound(widget),
    text: () => timerWords().phaseEnded[phase],
    onEnd: () => say(timerWords().phaseEnded[phase]),
  })

  const keep = (next: Pomodoro) => edit({ [RUNS.pomodoro]: pomodoroValue(next) })
  const goOn = () => {
    const next = nextPhase(pomodoro, settings, Date.now())
    if (keep(next)) say(`${words.phases[next.phase]}. ${words.said.started(spokenLength(next.run.length ?? 0))}`)
  }
  // The break after the fourth round still belongs to it.
  const round = phase === 'work' ? (done % settings.rounds) + 1 : ((done - 1 + settings.rounds) % settings.rounds) + 1
  return (
    <>
      <Face
        shown={Math.ceil(left / 1_000) * 1_000}
        share={length === 0 ? 0 : left / length}
        caption={words.phases[phase]}
        kind={kind === 'running' && phase !== 'work' ? 'break' : kind}
      />
      <p class="timer-round">{words.rounds(numberText(round), numberText(settings.rounds))}</p>
      <Controls
        kind={kind}
        next={{ label: words.next[nextPhase(pomodoro, settings, now).phase], run: goOn }}
        onStart={() =>
          keep({ ...pomodoro, run: started(run, Date.now()) }) && say(words.said.started(spokenLength(left)))
        }
        onPause={() =>
          keep({ ...pomodoro, run: paused(run, Date.now()) }) && say(words.said.paused(spokenLength(left)))
        }
        onReset={() => keep(freshPomodoro(settings)) && say(words.said.reset)}
      >
        {kind !== 'new' && kind !== 'ended' && (
          <button
            type="button"
            class="icon-button timer-side"
            aria-label={words.skip}
            title={words.skip}
            onClick={goOn}
          >
            <Icon node={SkipForward} size={18} />
          </button>
        )}
      </Controls>
    </>
  )
}
