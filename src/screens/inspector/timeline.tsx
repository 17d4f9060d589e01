/** What happened lately, in page, worker and server, newest first; one save can be followed through all three. */
import { useState } from 'preact/hooks'
import { JOURNAL_PLACES, type JournalEvent, type JournalPlace } from '../../../core/wire/journal-event'
import { eventWords } from '../../inspector/event-words'
import { editsOf, type Followed, follow } from '../../inspector/follow'
import { spanWords } from '../../inspector/server-clock'
import { timelineWords } from '../../words/en/timeline'
import { dateText } from '../../words/formats'
import type { Opened } from './use-look'

/** With hundredths of a second, because that is where the order shows. */
const TIME: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 2,
  hourCycle: 'h23',
}

/** So many are listed until more are asked for. */
const SHOWN = 100

export function Timeline({ look }: Opened) {
  const [places, setPlaces] = useState<readonly JournalPlace[]>(JOURNAL_PLACES)
  const [text, setText] = useState('')
  const [followed, setFollowed] = useState<Followed | null>(null)
  const [most, setMost] = useState(SHOWN)
  const words = timelineWords()
  const sought = text.trim().toLowerCase()
  const { clockOffMs } = look.snapshot.server
  const shown = (followed === null ? look.timeline : follow(look.timeline, followed))
    .map((event) => ({
      ...event,
      said: eventWords(event, look.names),
      tab: tabWords(event, look.snapshot.page.writer),
    }))
    // What was noted by an older version has no place: only workers noted then.
    .filter(({ place = 'worker' }) => places.includes(place))
    .filter(({ said, tab }) => `${tab} ${said}`.toLowerCase().includes(sought))
    .reverse()
  return (
    <section class="inspector-card" aria-labelledby="timeline-head" data-testid="inspector-timeline">
      <h3 id="timeline-head">{words.title}</h3>
      <div class="timeline-filter">
        {JOURNAL_PLACES.map((place) => (
          <label class="inspector-tick" key={place}>
            <input
              type="checkbox"
              checked={places.includes(place)}
              onChange={(event) =>
                setPlaces(event.currentTarget.checked ? [...places, place] : places.filter((one) => one !== place))
              }
            />
            {words.places[place]}
          </label>
        ))}
        <input
          class="input"
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {followed !== null && (
          <button type="button" class="button" onClick={() => setFollowed(null)}>
            {words.showAll}
          </button>
        )}
      </div>
      {clockOffMs !== 0 && <p class="hint small">{words.clockOff(spanWords(clockOffMs), clockOffMs > 0)}</p>}
      {shown.length === 0 && <p class="hint">{words.nothing}</p>}
      <ol class="timeline">
        {shown.slice(0, most).map((event, i) => (
          <Line
            key={`${event.at} ${event.place} ${event.what} ${shown.length - i}`}
            event={event}
            follow={setFollowed}
          />
        ))}
      </ol>
      {shown.length > most && (
        <button type="button" class="button" onClick={() => setMost(shown.length)}>
          {words.showAllOf(shown.length)}
        </button>
      )}
    </section>
  )
}

/** Which tab a line of a page is of; '' for the other places, and for lines of an older version. */
function tabWords({ place, writer }: JournalEvent, own: string): string {
  if (place !== 'page' || writer === undefined) return ''
  return writer === own ? timelineWords().thisTab : writer.slice(0, 4)
}

interface LineProps {
  event: JournalEvent & { said: string; tab: string }
  follow(what: Followed): void
}

function Line({ event, follow }: LineProps) {
  const { at, place = 'worker', save, said, tab, writer } = event
  const words = timelineWords()
  const edits = editsOf(event)
  return (
    <li data-place={place}>
      <time dateTime={new Date(at).toISOString()}>{dateText(at, TIME)}</time>
      <span class="timeline-place">
        {words.places[place]}
        {tab !== '' && <code title={words.writer(writer ?? '')}> {tab}</code>}
      </span>
      <span class="timeline-words">{said}</span>
      {save !== undefined && (
        <button type="button" class="save-chip" title={words.followSave} onClick={() => follow({ save })}>
          {save.slice(0, 4)}
        </button>
      )}
      {edits !== null && (
        <button type="button" class="save-chip" title={words.followEdit} onClick={() => follow(edits)}>
          {edits.writer.slice(0, 4)}·{edits.to}
        </button>
      )}
    </li>
  )
}
