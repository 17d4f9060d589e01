/** The time, for what shows it: drawn again at the moments that change it, and only while somebody can see it. */
import { useEffect, useRef, useState } from 'preact/hooks'

/** Timers of more than 24 days fire at once; and a clock that was set is noticed within the hour. */
const LONGEST_MS = 3_600_000

/** The next full `everyMs` after `now`, for `useNow`. */
export const nextFull = (everyMs: number) => (now: number) => now - (now % everyMs) + everyMs

/**
 * Now, in ms since 1970.
 * @param next when, after the time it is given, something else is to be shown (ms since 1970); asked anew at each draw. null: never
 */
export function useNow(next: ((now: number) => number) | null): number {
  const [, draw] = useState(0)
  const now = Date.now()
  const due = useRef(next)
  due.current = next
  const at = next?.(now) ?? null

  useEffect(() => {
    if (at === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const schedule = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      const wait = (due.current?.(Date.now()) ?? 0) - Date.now()
      timer = setTimeout(again, Math.min(Math.max(wait, 0), LONGEST_MS))
    }
    // Waits anew by itself, too: a timer that fires a moment early draws the same once more.
    const again = () => {
      draw((count) => count + 1)
      schedule()
    }
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') clearTimeout(timer)
      else again()
    }
    schedule()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [at])
  return now
}
