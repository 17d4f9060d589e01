/** What a screen of its own does when it opens: the window is called after it, and its heading has the focus; and when it closes. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const APP = 'Holdfast'

/** What had the focus has gone with its screen: it goes to the header, unless another screen took it. */
function focusHeader(): void {
  if (document.activeElement !== document.body) return
  const ways = document.querySelectorAll<HTMLElement>('.top-history, .sync-button')
  ;[...ways].find((way) => way.offsetParent !== null)?.focus({ preventScroll: true })
}

/**
 * @param title in the person's language
 * @returns for the heading, which needs `tabIndex={-1}`
 */
export function useScreen(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    const before = document.title
    document.title = `${title} – ${APP}`
    return () => {
      document.title = before
    }
  }, [title])
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true })
    return () => queueMicrotask(focusHeader)
  }, [])
  return heading
}
