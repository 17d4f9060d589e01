/**
 * Follows one pointer from its press to its release: the distance in page pixels, scrolling included. Mouse, pen and touch
 * are the same here; that a finger on the handle does not scroll is the handle's `touch-action`. Knows no widgets.
 */

/** Less is a click, not a drag. */
const THRESHOLD_PX = 4
/** So near the edge of the window the page scrolls along. */
const EDGE_PX = 56
const SCROLL_PX_PER_FRAME = 14

export interface PointerFollower {
  /** Once, when the pointer has moved far enough to mean it. */
  onStart(): void
  onMove(dx: number, dy: number): void
  /** `dropped` is false when it was cancelled (Escape, a lost pointer). Not called when it never started. */
  onEnd(dropped: boolean): void
}

/** How far to scroll when the pointer is at `y` of a window of `height`. */
function scrollAt(y: number, height: number): number {
  if (y < EDGE_PX) return -SCROLL_PX_PER_FRAME
  return y > height - EDGE_PX ? SCROLL_PX_PER_FRAME : 0
}

/** Begins with the event of the press. The returned function cancels. */
export function followPointer(press: PointerEvent, follower: PointerFollower): () => void {
  const from = { x: press.clientX + window.scrollX, y: press.clientY + window.scrollY }
  let at = { x: press.clientX, y: press.clientY }
  let started = false
  let frame = 0

  const tell = () => follower.onMove(at.x + window.scrollX - from.x, at.y + window.scrollY - from.y)
  const scroll = () => {
    const by = scrollAt(at.y, window.innerHeight)
    if (by !== 0) {
      window.scrollBy(0, by)
      tell()
    }
    frame = requestAnimationFrame(scroll)
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return
    at = { x: event.clientX, y: event.clientY }
    if (!started) {
      if (Math.hypot(at.x - press.clientX, at.y - press.clientY) < THRESHOLD_PX) return
      started = true
      follower.onStart()
      document.documentElement.classList.add('gesturing')
      frame = requestAnimationFrame(scroll)
    }
    tell()
  }
  const end = (dropped: boolean) => {
    for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener, true)
    cancelAnimationFrame(frame)
    document.documentElement.classList.remove('gesturing')
    if (started) follower.onEnd(dropped)
    started = false
  }
  const ofThis = (dropped: boolean) => (event: PointerEvent) => {
    if (event.pointerId === press.pointerId) end(dropped)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !started) return
    event.preventDefault()
    event.stopPropagation()
    end(false)
  }
  const listeners = [
    ['pointermove', move],
    ['pointerup', ofThis(true)],
    ['pointercancel', ofThis(false)],
    ['keydown', key],
  ] as const
  for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener, true)
  return () => end(false)
}
