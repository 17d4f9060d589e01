/** Rings once when a run ends while this page is open, and says so until the person has seen it. Before: ./timer. After: ./alarm. */
import { useEffect, useRef } from 'preact/hooks'
import { useToasts } from '../../ui/toasts'
import { inOneTab, LATE_MS, notify, playChime, sayInTitle } from './alarm'

interface Alarm {
  widgetId: string
  /** ms since 1970; null: nothing is going to end. */
  endsAt: number | null
  sound: boolean
  /** What has ended, in words. */
  text(): string
  /** It has just ended here, in this tab or in another. */
  onEnd(): void
}

/** Longer delays than this overflow a browser's timers. */
const MAX_DELAY_MS = 2 ** 31 - 1

export function useAlarm(alarm: Alarm): void {
  const toasts = useToasts()
  const now = useRef(alarm)
  now.current = alarm
  const { endsAt, widgetId } = alarm

  useEffect(() => {
    if (endsAt === null) return
    const left = endsAt - Date.now()
    if (left < 0 || left > MAX_DELAY_MS) return
    let unsay = () => {}
    const ring = () => {
      const { sound, text } = now.current
      if (sound) playChime()
      void notify(text(), `${widgetId}:${endsAt}`)
    }
    const timer = setTimeout(() => {
      const { text, onEnd } = now.current
      onEnd()
      // A computer that slept wakes up long after.
      if (Date.now() - endsAt > LATE_MS) return
      unsay = sayInTitle(text())
      // Whoever presses something here has seen it.
      document.addEventListener('pointerdown', unsay, { once: true })
      document.addEventListener('keydown', unsay, { once: true })
      toasts.push({ kind: 'success', key: `timer:${widgetId}`, text: text(), forMs: 15_000 })
      void inOneTab(`${widgetId}:${endsAt}`, ring)
    }, left)
    // Started again, put back, or removed: then it has been seen.
    return () => {
      clearTimeout(timer)
      unsay()
    }
  }, [endsAt, widgetId, toasts])
}
