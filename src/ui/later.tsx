/** A screen, a window or a panel whose code is loaded when it is opened. Knows nothing of what it draws. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { pageWords } from '../words/en/page'
import { useToasts } from './toasts'

interface LaterProps<P extends object> {
  /** The same function at each drawing. */
  load(): Promise<ComponentType<P>>
  /** What it is drawn with. */
  props: P
  /**
   * For what lies over the page, which has no place of its own to speak in: nothing is drawn until it is there, and where it
   * cannot be loaded a toast says so and this is called.
   */
  onFailed?(): void
}

export function Later<P extends object>({ load, props, onFailed }: LaterProps<P>) {
  const toasts = useToasts()
  const [Screen, setScreen] = useState<{ draw: ComponentType<P> } | 'failed' | null>(null)
  useEffect(() => {
    let isGone = false
    load().then(
      (draw) => !isGone && setScreen({ draw }),
      () => {
        if (isGone) return
        setScreen('failed')
        if (onFailed === undefined) return
        toasts.push({ kind: 'error', text: pageWords().notLoaded })
        onFailed()
      },
    )
    return () => {
      isGone = true
    }
  }, [load])
  if (Screen !== null && Screen !== 'failed') return <Screen.draw {...props} />
  if (onFailed !== undefined) return null
  if (Screen === null) return <p class="later hint">{pageWords().loading}</p>
  return (
    <p class="later" role="alert">
      {pageWords().notLoaded}
    </p>
  )
}
