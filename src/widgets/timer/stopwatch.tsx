/** The mode "stopwatch": from nought on, with laps. */
import Flag from 'lucide/dist/esm/icons/flag.mjs'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { nextFull, useNow } from '../../ui/use-now'
import { timerWords } from '../../words/en/timer'
import { numberText } from '../../words/formats'
import { roomFor } from '../room'
import { useEdit } from '../use-edit'
import type { ClockProps } from './clock-props'
import { Controls } from './controls'
import { spokenLength, watchText } from './duration-text'
import { Face } from './face'
import { LAP, lapsOf, RUNS } from './fields'
import { kindOf, passed, paused, readRun, runValue, started } from './run'

export function Stopwatch({ widget, say }: ClockProps) {
  const words = timerWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const run = readRun(widget.fields[RUNS.stopwatch], null)
  const now = useNow(run.startedAt === null ? null : nextFull(1_000))
  const kind = kindOf(run, now)
  const shown = passed(run, now)
  const laps = lapsOf(widget)
  const isFull = roomFor(widget) === 0

  const reset = () => {
    const gone = Object.fromEntries(laps.map(({ field }) => [field, undefined]))
    if (edit({ ...gone, [RUNS.stopwatch]: undefined }, words.wasReset)) say(words.said.reset)
  }
  const lap = () => {
    const at = passed(run, Date.now())
    if (edit({ [`${LAP}${uuid()}`]: at })) say(words.said.lap(numberText(laps.length + 1), spokenLength(at)))
  }
  return (
    <>
      <Face
        shown={kind === 'paused' ? shown : Math.floor(shown / 1_000) * 1_000}
        share={null}
        caption={words.modes.stopwatch}
        kind={kind}
        hundredths={kind === 'paused'}
      />
      <Controls
        kind={kind}
        onStart={() =>
          edit({ [RUNS.stopwatch]: runValue(started(run, Date.now())) }) && say(words.said.stopwatchStarted)
        }
        onPause={() =>
          edit({ [RUNS.stopwatch]: runValue(paused(run, Date.now())) }) && say(words.said.paused(spokenLength(shown)))
        }
        onReset={reset}
      >
        {kind === 'running' && (
          <button type="button" class="button timer-more" disabled={isFull} onClick={lap}>
            <Icon node={Flag} size={16} />
            {words.lap}
          </button>
        )}
      </Controls>
      {isFull && <p class="hint small timer-full">{words.noMoreLaps}</p>}
      {laps.length > 0 && (
        <ol class="timer-laps" aria-label={words.laps}>
          {laps
            .map(({ field, at }, i) => (
              <li key={field}>
                <span>{words.lapNumber(numberText(i + 1))}</span>
                <span>{watchText(at - (laps[i - 1]?.at ?? 0), { hundredths: true })}</span>
                <span>{watchText(at, { hundredths: true })}</span>
              </li>
            ))
            .reverse()}
        </ol>
      )}
    </>
  )
}
