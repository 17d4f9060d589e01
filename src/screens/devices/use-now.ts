/** The time, drawn anew each second: for what counts down. */
import { useEffect, useState } from 'preact/hooks'

const SECOND_MS = 1_000

/** @param now the device's clock, ms since 1970 */
export function useNow(now: () => number): number {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const every = setInterval(() => setAt(now()), SECOND_MS)
    return () => clearInterval(every)
  }, [now])
  return at
}
