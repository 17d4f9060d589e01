/** What happened lately, in page, worker and server, newest first; one save can be followed through all three. */
import { useState } from 'preact/hooks'
import { JOURNAL_PLACES, type JournalEvent, type JournalPlace } from '../../../core/wire/journal-event'
import { eventWords } from '../../inspector/event-words'
import { editsOf, type Followed, follow } from '../../inspector/follow'
import { spanWords } from '../../inspector/server-clock'
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
  const [followed, setFollowed] = useState<Followed | null>(null)
  const [most, setMost] = useState(SHOWN)
  const sought = text.trim().toLowerCase()
  const { clockOffMs } = look.snapshot.server
  const shown = (followed === null ? look.timeline : follow(look.timeline, followed))
    .map((event) => ({
      ...event,
      words: eventWords(event, look.names),
      tab: tabWords(event, look.snapshot.page.writer),
    }))
    // What was noted by an older version has no place: only workers noted then.
    .filter(({ place = 'worker' }) => places.includes(place))
    .filter(({ words, tab }) => `${tab} ${words}`.toLowerCase().includes(sought))
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
        {followed !== null && (
          <button type="button" class="button" onClick={() => setFollowed(null)}>
            Show everything
          </button>
        )}
      </div>
      {clockOffMs !== 0 && (
        <p class="hint small">
          The server’s clock is {spanWords(clockOffMs)} {clockOffMs > 0 ? 'behind' : 'ahead of'} this device’s; its
          lines are shown in this device’s time.
        </p>
      )}
      {shown.length === 0 && <p class="hint">Nothing to show.</p>}
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
          Show all {shown.length}
        </button>
      )}
    </section>
  )
}

/** Which tab a line of a page is of; '' for the other places, and for lines of an older version. */
function tabWords({ place, writer }: JournalEvent, own: string): string {
  if (place !== 'page' || writer === undefined) return ''
  return writer === own ? 'this tab' : writer.slice(0, 4)
}

interface LineProps {
  event: JournalEvent & { words: string; tab: string }
  follow(what: Followed): void
}

function Line({ event, follow }: LineProps) {
  const { at, place = 'worker', save, words, tab, writer } = event
  const edits = editsOf(event)
  return (
    <li data-place={place}>
      <time dateTime={new Date(at).toISOString()}>{TIME.format(at)}</time>
      <span class="timeline-place">
        {PLACE_WORDS[place]}
        {tab !== '' && <code title={`Writer ${writer}`}> {tab}</code>}
      </span>
      <span class="timeline-words">{words}</span>
      {save !== undefined && (
        <button type="button" class="save-chip" title="Follow this save" onClick={() => follow({ save })}>
          {save.slice(0, 4)}
        </button>
      )}
      {edits !== null && (
        <button
          type="button"
          class="save-chip"
          title="Follow this edit to the saves that carried it"
          onClick={() => follow(edits)}
        >
          {edits.writer.slice(0, 4)}·{edits.to}
        </button>
      )}
    </li>
  )
}
