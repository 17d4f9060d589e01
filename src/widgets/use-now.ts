/** The time for a widget that shows it: drawn again at each full second or minute, and only while somebody can see the page. */
import { useEffect, useState } from 'preact/hooks'

/**
 * Now, in ms since 1970. Draws again at each full `everyMs` of the device's clock, and when the page becomes visible.
 * @param everyMs null: time stands still here, and nothing is drawn again
 */
export function useNow(everyMs: number | null): number {
  const [, redraw] = useState({})
  useEffect(() => {
    if (everyMs === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const plan = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      timer = setTimeout(tick, everyMs - (Date.now() % everyMs))
    }
    const tick = () => {
      redraw({})
      plan()
    }
    const look = () => (document.visibilityState === 'hidden' ? plan() : tick())
    plan()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [everyMs])
  return Date.now()
}
