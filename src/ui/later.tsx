/** A screen, a window or a panel whose code is loaded when it is opened. Knows nothing of what it draws. */
import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { pageWords } from '../words/en/page'
import { useToasts } from './toasts'

interface LaterProps<P extends object> {
  /** The same function at each drawing. */
  load(): Promise<ComponentType<P>>
  /** What it is drawn with. */
  props: P
  /** Drawn in its place until it is there; a word that it comes when left out. */
  meanwhile?: ComponentChildren
  /**
   * For what lies over the page, which has no place of its own to speak in: nothing is drawn until it is there, and where it
   * cannot be loaded a toast says so and this is called.
   */
  onFailed?(): void
}

/** What was loaded before, by what loads it: it is drawn at once. */
const there = new Map<unknown, unknown>()

/** Loads it, so that it is drawn at once from then on. Rejects where it cannot be had; the next call tries again. */
export async function loadAhead<P extends object>(load: LaterProps<P>['load']): Promise<void> {
  if (!there.has(load)) there.set(load, await load())
}

export function Later<P extends object>({ load, props, meanwhile, onFailed }: LaterProps<P>) {
  const toasts = useToasts()
  const [isFailed, setFailed] = useState(false)
  const [, redraw] = useState({})
  const Screen = there.get(load) as ComponentType<P> | undefined
  useEffect(() => {
    if (Screen !== undefined) return
    let isGone = false
    loadAhead(load).then(
      () => !isGone && redraw({}),
      () => {
        if (isGone) return
        setFailed(true)
        if (onFailed === undefined) return
        toasts.push({ kind: 'error', text: pageWords().notLoaded })
        onFailed()
      },
    )
    return () => {
      isGone = true
    }
  }, [load])
  if (Screen !== undefined) return <Screen {...props} />
  if (onFailed !== undefined) return null
  if (!isFailed) return meanwhile === undefined ? <p class="later hint">{pageWords().loading}</p> : meanwhile
  return (
    <p class="later" role="alert">
      {pageWords().notLoaded}
    </p>
  )
}
