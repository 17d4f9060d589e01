/** What this device noted of its tries, for a widget: the inspector is loaded once, and looked at again now and then while the page is seen. After: ./buckets. */
import { useEffect, useState } from 'preact/hooks'
import type { JournalEvent } from '../../../core/wire/journal-event'
import { useServices } from '../../ui/services'

/** Changes come in bursts, and a bar is minutes wide. */
const LOOK_AFTER_MS = 1_000
const LOOK_EVERY_MS = 30_000

/** Oldest first; null: not yet; 'failed': the inspector cannot be had. */
export function useLately(): readonly JournalEvent[] | 'failed' | null {
  const services = useServices()
  const [events, setEvents] = useState<readonly JournalEvent[] | 'failed' | null>(null)
  useEffect(() => {
    let closed = false
    let stop = () => {}
    const begin = async () => {
      const inspector = await services.inspector()
      if (closed) return
      let planned: ReturnType<typeof setTimeout> | undefined
      const look = async () => {
        planned = undefined
        if (document.visibilityState === 'hidden') return
        const tries = await inspector.tries()
        if (!closed) setEvents(tries)
      }
      const plan = () => {
        planned ??= setTimeout(() => void look().catch(() => {}), LOOK_AFTER_MS)
      }
      const unlisten = inspector.onChange(plan)
      const every = setInterval(plan, LOOK_EVERY_MS)
      document.addEventListener('visibilitychange', plan)
      stop = () => {
        unlisten()
        clearInterval(every)
        clearTimeout(planned)
        document.removeEventListener('visibilitychange', plan)
      }
      await look()
    }
    begin().catch(() => !closed && setEvents('failed'))
    return () => {
      closed = true
      stop()
    }
  }, [services])
  return events
}
