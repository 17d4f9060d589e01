/** How syncing goes: the state in words, what is not sent, and how the tries of the last hours ended. It keeps nothing but its setting. */
import type { JournalEvent } from '../../../core/wire/journal-event'
import { INSPECTOR_HASH } from '../../ui/hashes'
import { useServices } from '../../ui/services'
import { syncWords } from '../../ui/sync-words'
import { timeAgo } from '../../ui/time-ago'
import { nextFull, useNow } from '../../ui/use-now'
import { useStore } from '../../ui/use-store'
import { syncHealthWords } from '../../words/en/sync-health'
import { dateText, numberText } from '../../words/formats'
import { readChoice } from '../read-field'
import { Choice, useSetField } from '../setting'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { lately } from './buckets'
import { TryBars } from './try-bars'
import { useLately } from './use-lately'
import './sync-health.css'

const HOURS = 'data/hours'
const SPANS = ['6', '1', '24'] as const
const BARS = 36
const HOUR_MS = 3_600_000

function SyncHealthBody({ widget }: WidgetProps) {
  const words = syncHealthWords()
  const { sync } = useServices()
  const state = useStore(sync, (now) => now)
  const now = useNow(nextFull(60_000))
  const events = useLately()
  const { label, tone } = syncWords(state)
  const { pendingChanges, lastSyncedAt, setAside } = state
  return (
    <div class="health">
      <p class="health-state" data-tone={tone}>
        <span class="health-mark" aria-hidden="true" />
        {label}
      </p>
      <dl class="health-facts">
        <div>
          <dt>{words.unsent}</dt>
          <dd>
            {pendingChanges === 0
              ? words.nothingUnsent
              : words.unsentChanges(pendingChanges, numberText(pendingChanges))}
          </dd>
        </div>
        <div>
          <dt>{words.last}</dt>
          <dd>{lastSyncedAt === null ? words.notYet : timeAgo(lastSyncedAt, now)}</dd>
        </div>
        {setAside.length > 0 && (
          <div>
            <dt>{words.setAside}</dt>
            <dd>{words.unsentChanges(setAside.length, numberText(setAside.length))}</dd>
          </div>
        )}
      </dl>
      {events === 'failed' ? (
        <p class="hint small">{words.notLoaded}</p>
      ) : (
        events !== null && <Tries events={events} hours={Number(readChoice(widget, HOURS, SPANS))} now={now} />
      )}
      <a class="button quiet health-more" href={INSPECTOR_HASH}>
        {words.openInspector}
      </a>
    </div>
  )
}

interface TriesProps {
  events: readonly JournalEvent[]
  hours: number
  now: number
}

function Tries({ events, hours, now }: TriesProps) {
  const words = syncHealthWords()
  const { buckets, answered, failed, since } = lately(events, now, hours * HOUR_MS, BARS)
  const begin = now - hours * HOUR_MS
  const span = words.lastHours(hours, numberText(hours))
  const label = words.summary(
    words.tries(answered, numberText(answered)),
    words.errors(failed, numberText(failed)),
    span,
  )
  const time = (ms: number) => dateText(ms, { hour: 'numeric', minute: '2-digit' })
  return (
    <div class="health-tries">
      <TryBars buckets={buckets} unknownUntil={since === null ? now : since} label={label} />
      <div class="health-times" aria-hidden="true">
        <span>{time(begin)}</span>
        <span>{words.untilNow}</span>
      </div>
      {answered + failed === 0 ? (
        <p class="hint small">{words.nothingNoted}</p>
      ) : (
        <p class="health-legend" aria-hidden="true">
          <span data-end="answered">
            {numberText(answered)} {words.answered}
          </span>
          <span data-end="failed">
            {numberText(failed)} {words.failed}
          </span>
        </p>
      )}
      {since !== null && since > begin && answered + failed > 0 && (
        <p class="hint small">{words.unknown(time(since))}</p>
      )}
    </div>
  )
}

function SyncHealthSettings({ widget }: WidgetProps) {
  const words = syncHealthWords()
  const setField = useSetField(widget.id)
  return (
    <Choice
      label={words.hours}
      value={readChoice(widget, HOURS, SPANS)}
      choices={[...SPANS]
        .sort((a, b) => Number(a) - Number(b))
        .map((hours) => [hours, words.lastHours(Number(hours), numberText(Number(hours)))] as const)}
      onChange={(hours) => setField(HOURS, hours)}
    />
  )
}

export const syncHealthParts: WidgetParts = { Body: SyncHealthBody, Settings: SyncHealthSettings }
