/**
 * Which part of the canvas lies near the window: what is far from it need not be drawn at once, nor fly. Before: the window's
 * scrolling. After: canvas, which says so to each frame.
 */
import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type { PixelBox } from './metrics'

/** Pixels from the canvas's top, in steps: scrolling a little changes nothing. */
export interface View {
  from: number
  to: number
}

/** How many windows above and below the one that is seen are near. */
const MARGIN = 0.25
/** Of a window's height: so far one has to scroll until something else is near. */
const STEP = 0.25

/**
 * @param top where the canvas begins, pixels from the window's top
 * @param height the window's
 */
export function viewAt(top: number, height: number): View {
  const step = Math.max(1, height * STEP)
  const first = Math.floor(-top / step) * step
  return { from: first - height * MARGIN, to: first + step + height * (1 + MARGIN) }
}

export const isNear = ({ y, height }: Pick<PixelBox, 'y' | 'height'>, { from, to }: View): boolean =>
  y < to && y + height > from

/** Known before the first paint; until then the window as it is without scrolling. */
export function useView(ground: RefObject<HTMLElement | null>): View {
  const [view, setView] = useState(() => viewAt(0, window.innerHeight))
  useLayoutEffect(() => {
    const look = () => {
      const next = viewAt(ground.current?.getBoundingClientRect().top ?? 0, window.innerHeight)
      setView((before) => (before.from === next.from && before.to === next.to ? before : next))
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  }, [ground])
  return view
}
