/** A screen whose code is loaded when it is opened. Knows nothing of what it draws. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface LaterProps {
  /** The same function at each drawing. */
  load(): Promise<ComponentType>
}

export function Later({ load }: LaterProps) {
  const [Screen, setScreen] = useState<{ draw: ComponentType } | 'failed' | null>(null)
  useEffect(() => {
    load().then(
      (draw) => setScreen({ draw }),
      () => setScreen('failed'),
    )
  }, [load])
  if (Screen === null) return <p class="later hint">Loading…</p>
  if (Screen === 'failed') {
    return (
      <p class="later" role="alert">
        This part of the app could not be loaded. Your changes are kept; reload the page to try again.
      </p>
    )
  }
  return <Screen.draw />
}
