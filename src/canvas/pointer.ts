/**
 * Follows one pointer from its press to its release: the distance in page pixels, scrolling included. Mouse, pen and touch
 * are the same here; that a finger on the handle does not scroll is the handle's `touch-action`. Knows no widgets.
 */

/** Less is a click, not a drag. */
const THRESHOLD_PX = 4
/** A finger that is held still moves less than this. */
const STILL_PX = 8
/** So near the edge of the window the page scrolls along. */
const EDGE_PX = 56
const SCROLL_PX_PER_FRAME = 14

export interface PointerFollower {
  /** Once, when the pointer has moved far enough, or has been held for long enough, to mean it. */
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

/**
 * Begins with the event of the press. The returned function cancels.
 * @param holdMs how long the pointer has to be held still before it means it; until then it scrolls the page. 0: it means it as
 *   soon as it has moved
 */
export function followPointer(press: PointerEvent, holdMs: number, follower: PointerFollower): () => void {
  const from = { x: press.clientX + window.scrollX, y: press.clientY + window.scrollY }
  let at = { x: press.clientX, y: press.clientY }
  let started = false
  let frame = 0
  const listening = new AbortController()

  const way = () => [at.x + window.scrollX - from.x, at.y + window.scrollY - from.y] as const
  /** For as long as the pointer stays near an edge; otherwise no frame is asked for. */
  const scroll = () => {
    frame = 0
    const by = scrollAt(at.y, window.innerHeight)
    if (by === 0) return
    window.scrollBy(0, by)
    follower.onMove(...way())
    frame = requestAnimationFrame(scroll)
  }
  const start = () => {
    started = true
    follower.onStart()
    document.documentElement.classList.add('gesturing')
  }
  const held = holdMs === 0 ? undefined : setTimeout(start, holdMs)
  const end = (dropped: boolean) => {
    listening.abort()
    clearTimeout(held)
    cancelAnimationFrame(frame)
    document.documentElement.classList.remove('gesturing')
    if (!started) return
    started = false
    swallowClick()
    follower.onEnd(dropped)
  }
  const move = (event: PointerEvent) => {
    if (event.pointerId !== press.pointerId) return
    at = { x: event.clientX, y: event.clientY }
    // Before anything is changed: to say how far the page is scrolled, the browser lays out what has changed.
    const moved = way()
    if (!started) {
      const far = Math.hypot(at.x - press.clientX, at.y - press.clientY)
      if (holdMs > 0) {
        if (far > STILL_PX) end(false)
        return
      }
      if (far < THRESHOLD_PX) return
      start()
    }
    follower.onMove(...moved)
    if (frame === 0) frame = requestAnimationFrame(scroll)
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
  // What was held is dragged from now on: the browser neither scrolls nor opens its own menu.
  const keep = (event: Event) => {
    if (started || event.type === 'contextmenu') event.preventDefault()
  }
  const hear = <K extends keyof WindowEventMap>(name: K, fn: (event: WindowEventMap[K]) => void) =>
    window.addEventListener(name, fn, { capture: true, passive: false, signal: listening.signal })
  hear('pointermove', move)
  hear('pointerup', ofThis(true))
  hear('pointercancel', ofThis(false))
  hear('keydown', key)
  if (holdMs > 0) {
    hear('touchmove', keep)
    hear('contextmenu', keep)
  }
  return () => end(false)
}

/** The click that a browser makes of the press and the release is no press on what lies there. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
