/** The face of a timer: a ring that empties, and the time in it. Knows no runs. */
import { spokenLength, watchText } from './duration-text'

interface FaceProps {
  /** What is shown, ms. */
  shown: number
  /** How much of the ring is full, 0 to 1; null: it is a stopwatch's, and goes round once a minute. */
  share: number | null
  caption: string
  kind: string
  hundredths?: boolean
}

const RADIUS = 54
const ROUND = 2 * Math.PI * RADIUS

export function Face({ shown, share, caption, kind, hundredths = false }: FaceProps) {
  const full = share ?? (shown % 60_000) / 60_000
  return (
    <div class="timer-face" data-kind={kind}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="timer-track" cx="60" cy="60" r={RADIUS} />
        <circle
          class="timer-ring"
          cx="60"
          cy="60"
          r={RADIUS}
          stroke-dasharray={`${full * ROUND} ${ROUND}`}
          transform="rotate(-90 60 60)"
          data-empty={full === 0}
        />
      </svg>
      <div class="timer-words">
        {/* The role keeps it from being read each second. */}
        <span
          class="timer-time"
          role="timer"
          aria-label={spokenLength(shown)}
          data-long={shown >= 3_600_000 || hundredths}
        >
          {watchText(shown, { hundredths })}
        </span>
        <span class="timer-caption">{caption}</span>
      </div>
    </div>
  )
}
