/** What happened lately, in page, worker and server, newest first; one save can be followed through all three. */
import { useState } from 'preact/hooks'
import { JOURNAL_PLACES, type JournalEvent, type JournalPlace } from '../../../core/wire/journal-event'
import { eventWords } from '../../inspector/event-words'
import type { Opened } from './use-look'

const PLACE_WORDS: Record<JournalPlace, string> = { page: 'Page', worker: 'Worker', server: 'Server' }

/** With hundredths of a second, because that is where the order shows. */
const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 2,
  hourCycle: 'h23',
})

/** So many are listed until more are asked for. */
const SHOWN = 100

export function Timeline({ look }: Opened) {
  const [places, setPlaces] = useState<readonly JournalPlace[]>(JOURNAL_PLACES)
  const [text, setText] = useState('')
  const [save, setSave] = useState<string | null>(null)
  const [most, setMost] = useState(SHOWN)
  const sought = text.trim().toLowerCase()
  const shown = look.timeline
    .map((event) => ({ ...event, words: eventWords(event) }))
    .filter((event) => save === null || event.save === save)
    // What was noted by an older version has no place: only workers noted then.
    .filter(({ place = 'worker' }) => places.includes(place))
    .filter(({ words }) => words.toLowerCase().includes(sought))
    .reverse()
  return (
    <section class="inspector-card" aria-labelledby="timeline-head" data-testid="inspector-timeline">
      <h3 id="timeline-head">Timeline</h3>
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
            {PLACE_WORDS[place]}
          </label>
        ))}
        <input
          class="input"
          type="search"
          placeholder="Search the timeline"
          aria-label="Search the timeline"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {save !== null && (
          <button type="button" class="button" onClick={() => setSave(null)}>
            All saves
          </button>
        )}
      </div>
      {shown.length === 0 && <p class="hint">Nothing to show.</p>}
      <ol class="timeline">
        {shown.slice(0, most).map((event, i) => (
          <Line key={`${event.at} ${event.place} ${event.what} ${shown.length - i}`} event={event} follow={setSave} />
        ))}
      </ol>
      {shown.length > most && (
        <button type="button" class="button" onClick={() => setMost(shown.length)}>
          Show all {shown.length}
        </button>
      )}
    </section>
  )
}

interface LineProps {
  event: JournalEvent & { words: string }
  follow(save: string): void
}

function Line({ event: { at, place = 'worker', save, words }, follow }: LineProps) {
  return (
    <li data-place={place}>
      <time dateTime={new Date(at).toISOString()}>{TIME.format(at)}</time>
      <span class="timeline-place">{PLACE_WORDS[place]}</span>
      <span class="timeline-words">{words}</span>
      {save !== undefined && (
        <button type="button" class="save-chip" title="Follow this save" onClick={() => follow(save)}>
          {save.slice(0, 4)}
        </button>
      )}
    </li>
  )
}
