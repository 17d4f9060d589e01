/** Draws what is far from the window once the browser has nothing better to do, one after the other. Used by widget-frame. */
import { useEffect, useRef, useState } from 'preact/hooks'

/** In order of asking. */
const waiting = new Set<() => void>()
/** Also while the page is busy for long, a few a second. */
const LATEST_MS = 500
/** Where the browser does not say when it is idle (Safari): leaves room for a frame in between. */
const PAUSE_MS = 30

function whenIdle(fn: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(fn, { timeout: LATEST_MS })
  else setTimeout(fn, PAUSE_MS)
}

function drawNext(): void {
  const [next] = waiting
  if (next === undefined) return
  waiting.delete(next)
  next()
  if (waiting.size > 0) whenIdle(drawNext)
}

/** True at once for what is near, for the rest in its turn; what was drawn stays drawn. */
export function useDrawnLater(isNear: boolean): boolean {
  const isDrawn = useRef(false)
  const [, redraw] = useState({})
  isDrawn.current ||= isNear
  useEffect(() => {
    if (isDrawn.current) return
    const draw = () => {
      isDrawn.current = true
      redraw({})
    }
    waiting.add(draw)
    if (waiting.size === 1) whenIdle(drawNext)
    return () => void waiting.delete(draw)
  }, [isNear])
  return isDrawn.current
}
