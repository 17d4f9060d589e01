/** Tries in time as bars: answered ones upwards, failures downwards, so that no colour is needed to tell them apart. */
import type { Bucket } from './buckets'

interface TryBarsProps {
  buckets: readonly Bucket[]
  /** Before that nothing is known, ms since 1970. */
  unknownUntil: number
  label: string
}

const STEP = 8
const UP = 44
const DOWN = 26
/** A few tries are no mountain. */
const LEAST_SCALE = 4

/** Small numbers are still seen beside large ones. */
const height = (count: number, most: number, full: number) =>
  count === 0 ? 0 : Math.max(3, (Math.sqrt(count) / Math.sqrt(Math.max(most, LEAST_SCALE))) * full)

export function TryBars({ buckets, unknownUntil, label }: TryBarsProps) {
  const most = Math.max(...buckets.map(({ answered, failed }) => Math.max(answered, failed)))
  return (
    <svg
      class="health-bars"
      viewBox={`0 0 ${buckets.length * STEP} ${UP + DOWN + 4}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {buckets.map(({ from, answered, failed }, i) => {
        const x = i * STEP + 1
        const up = height(answered, most, UP)
        const next = buckets[i + 1]?.from ?? Number.POSITIVE_INFINITY
        return (
          <g key={from}>
            <rect class="health-line" data-known={next > unknownUntil} x={x} y={UP + 1} width={STEP - 2} height={2} />
            {answered > 0 && <rect class="health-answered" x={x} y={UP - up} width={STEP - 2} height={up} />}
            {failed > 0 && (
              <rect class="health-failed" x={x} y={UP + 4} width={STEP - 2} height={height(failed, most, DOWN)} />
            )}
          </g>
        )
      })}
    </svg>
  )
}
