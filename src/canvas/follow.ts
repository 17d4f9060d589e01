/**
 * Takes the frames of widgets in the hand: they go with the pointer by themselves, pixel by pixel, while the canvas is drawn anew
 * only for another cell. Knows no grid. Used by ./use-gesture.
 */
import type { Edge } from './gesture'

export interface Hand {
  /** Pixels from where it began, on the screen. */
  move(dx: number, dy: number): void
  /** @param direction 1: the line runs from left to right; -1: from right to left */
  resize(edge: Edge, dx: number, dy: number, direction: 1 | -1): void
  /** Everything as the canvas draws it. */
  letGo(): void
}

/** Smaller than this nothing can be read in it, and the grid makes it a cell anyhow. */
const LEAST_PX = 40

/** @param frames the one that was taken first, then those that go along */
export function takeInHand(frames: readonly HTMLElement[]): Hand {
  const [first] = frames
  const size = { width: first?.offsetWidth ?? 0, height: first?.offsetHeight ?? 0 }
  const before = { width: first?.style.width ?? '', height: first?.style.height ?? '' }
  return {
    move(dx, dy) {
      for (const frame of frames) frame.style.translate = `${dx}px ${dy}px`
    },
    resize(edge, dx, dy, direction) {
      if (first === undefined) return
      const width = Math.max(size.width + edge.x * direction * dx, LEAST_PX)
      if (edge.x !== 0) first.style.width = `${width}px`
      if (edge.x === -1) first.style.translate = `${(size.width - width) * direction}px`
      if (edge.y !== 0) first.style.height = `${Math.max(size.height + dy, LEAST_PX)}px`
    },
    letGo() {
      for (const frame of frames) frame.style.translate = ''
      if (first !== undefined) Object.assign(first.style, before)
    },
  }
}
