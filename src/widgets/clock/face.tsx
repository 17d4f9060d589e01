/** A face with hands. It moves once a second or a minute, by a step: nothing runs in between. Knows no zones. */
import type { ZoneTime } from './zone-time'

const TICKS = Array.from({ length: 12 }, (_, i) => i * 30)

interface FaceProps {
  time: ZoneTime
  seconds: boolean
  /** The time in words, for people who do not see the hands. */
  label: string
}

export function Face({ time: { hour, minute, second }, seconds, label }: FaceProps) {
  const at = (degrees: number) => `rotate(${degrees} 50 50)`
  return (
    <svg class="face" viewBox="0 0 100 100" role="img" aria-label={label}>
      <circle class="face-ground" cx="50" cy="50" r="48" />
      {TICKS.map((degrees) => (
        <line
          key={degrees}
          class="face-tick"
          data-quarter={degrees % 90 === 0}
          x1="50"
          y1="6"
          x2="50"
          y2={degrees % 90 === 0 ? 14 : 10}
          transform={at(degrees)}
        />
      ))}
      <line class="face-hour" x1="50" y1="54" x2="50" y2="27" transform={at((hour % 12) * 30 + minute / 2)} />
      <line
        class="face-minute"
        x1="50"
        y1="56"
        x2="50"
        y2="14"
        transform={at(minute * 6 + (seconds ? second / 10 : 0))}
      />
      {seconds && <line class="face-second" x1="50" y1="60" x2="50" y2="11" transform={at(second * 6)} />}
      <circle class="face-pin" cx="50" cy="50" r="2.6" />
    </svg>
  )
}
