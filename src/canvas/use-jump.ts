/** True for a moment after the window changed: then widgets jump to where they are drawn now, and do not fly there. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Metrics } from './metrics'

const JUMP_MS = 120

/** @param isDrawn with these metrics: what is drawn for the first time flies from nowhere */
export function useJump(metrics: Metrics, isDrawn: boolean): boolean {
  const last = useRef(metrics)
  const wasDrawn = useRef(isDrawn)
  const [, redraw] = useState({})
  const until = useRef(0)
  if (last.current !== metrics) {
    last.current = metrics
    if (wasDrawn.current) until.current = performance.now() + JUMP_MS
  }
  wasDrawn.current = isDrawn
  useEffect(() => {
    const timer = setTimeout(() => redraw({}), JUMP_MS)
    return () => clearTimeout(timer)
  }, [metrics])
  return performance.now() < until.current
}
