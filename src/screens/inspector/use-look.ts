/** The inspector's view of everything, kept fresh while it is open. Before: ../../inspector. After: the parts of this screen. */
import { useEffect, useState } from 'preact/hooks'
import type { Inspector, Look } from '../../inspector/inspector'
import { useServices } from '../../ui/services'

/** Changes come in bursts: one look serves them all. */
const LOOK_AFTER_MS = 150
/** What other tabs note is not heard here, so it is looked for. */
const LOOK_EVERY_MS = 2_000

export interface Opened {
  inspector: Inspector
  look: Look
  /** Looks again now. */
  refresh(): void
}

/** null until the first look. */
export function useLook(): Opened | null {
  const services = useServices()
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    let closed = false
    let planned: ReturnType<typeof setTimeout> | undefined
    let looking = false
    let stop = () => {}

    void services.inspector().then((inspector) => {
      const refresh = async () => {
        if (closed || looking) return
        looking = true
        const look = await inspector.look().finally(() => {
          looking = false
        })
        if (!closed) setOpened({ inspector, look, refresh: () => void refresh() })
      }
      const plan = () => {
        planned ??= setTimeout(() => {
          planned = undefined
          void refresh()
        }, LOOK_AFTER_MS)
      }
      const unlisten = inspector.onChange(plan)
      const every = setInterval(() => document.visibilityState === 'visible' && plan(), LOOK_EVERY_MS)
      stop = () => {
        unlisten()
        clearInterval(every)
        clearTimeout(planned)
      }
      if (closed) stop()
      else void refresh()
    })
    return () => {
      closed = true
      stop()
    }
  }, [services])
  return opened
}
