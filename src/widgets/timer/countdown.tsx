/** The mode "timer": so many minutes, down to nought. */
import Minus from 'lucide/dist/esm/icons/minus.mjs'
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { Icon } from '../../ui/icon'
import { nextFull, useNow } from '../../ui/use-now'
import { timerWords } from '../../words/en/timer'
import { widgetsWords } from '../../words/en/widgets'
import { readText } from '../read-field'
import { useEdit } from '../use-edit'
import type { ClockProps } from './clock-props'
import { Controls } from './controls'
import { spokenLength } from './duration-text'
import { Face } from './face'
import { hasSound, LENGTH, lengthOf, RUNS } from './fields'
import {
  endsAt,
  extended,
  kindOf,
  MAX_LENGTH_MS,
  newRun,
  passed,
  paused,
  type Run,
  readRun,
  runValue,
  started,
} from './run'
import { useAlarm } from './use-alarm'

const MINUTE_MS = 60_000

export function Countdown({ widget, say }: ClockProps) {
  const words = timerWords()
  const edit = useEdit(widget.id)
  const fresh = newRun(lengthOf(widget))
  const kept = readRun(widget.fields[RUNS.timer], fresh.length)
  const isRunning = kept.startedAt !== null
  const now = useNow(isRunning && kindOf(kept, Date.now()) === 'running' ? nextFull(1_000) : null)
  const kind = kindOf(kept, now)
  const run = kind === 'new' ? fresh : kept
  const length = run.length ?? 0
  const left = length - passed(run, now)

  useAlarm({
    widgetId: widget.id,
    endsAt: endsAt(run),
    sound: hasSound(widget),
    text: () => timerWords().ended(readText(widget, 'title').trim() || widgetsWords().timer.name),
    onEnd: () => say(timerWords().over),
  })

  const keep = (next: Run) => edit({ [RUNS.timer]: runValue(next) })
  const setLength = (ms: number) =>
    edit({ [LENGTH]: Math.min(MAX_LENGTH_MS, Math.max(MINUTE_MS, Math.round(ms / MINUTE_MS) * MINUTE_MS)) / 1_000 })
  return (
    <>
      <Face
        // A whole second is shown until it is over.
        shown={Math.ceil(left / 1_000) * 1_000}
        share={length === 0 ? 0 : left / length}
        caption={kind === 'ended' ? words.over : spokenLength(length)}
        kind={kind}
      />
      <Controls
        kind={kind}
        onStart={() => keep(started(run, Date.now())) && say(words.said.started(spokenLength(left)))}
        onPause={() => keep(paused(run, Date.now())) && say(words.said.paused(spokenLength(left)))}
        onReset={() => edit({ [RUNS.timer]: undefined }) && say(words.said.reset)}
        before={
          kind === 'new' && (
            <button
              type="button"
              class="icon-button timer-side"
              aria-label={words.oneMinuteLess}
              title={words.oneMinuteLess}
              disabled={length <= MINUTE_MS}
              onClick={() => setLength(length - MINUTE_MS)}
            >
              <Icon node={Minus} size={18} />
            </button>
          )
        }
      >
        <button
          type="button"
          class={kind === 'new' ? 'icon-button timer-side' : 'button timer-more'}
          aria-label={words.oneMinuteMoreSpoken}
          title={words.oneMinuteMoreSpoken}
          onClick={() => (kind === 'new' ? setLength(length + MINUTE_MS) : keep(extended(run, MINUTE_MS, Date.now())))}
        >
          <Icon node={Plus} size={kind === 'new' ? 18 : 16} />
          {kind !== 'new' && words.oneMinuteMore}
        </button>
      </Controls>
    </>
  )
}
