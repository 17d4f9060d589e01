/** What a screen of its own does when it opens: the window is called after it, and its heading has the focus; and when it closes. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

const APP = 'Holdfast'

/** What had the focus has gone with its screen: it goes to the way that led there, else to the header, unless another screen took it. */
function focusWay(hash: string): void {
  if (document.activeElement !== document.body) return
  const ways = document.querySelectorAll<HTMLElement>(`header a[href="${CSS.escape(hash)}"], .sync-button`)
  ;[...ways].find((way) => way.offsetParent !== null)?.focus({ preventScroll: true })
}

/**
 * @param title in the person's language
 * @returns for the heading, which needs `tabIndex={-1}`
 */
export function useScreen(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    document.title = `${title} – ${APP}`
    return () => {
      document.title = APP
    }
  }, [title])
  useLayoutEffect(() => {
    const { hash } = window.location
    // Drawn anew in another language, it leaves the focus and the place where that was chosen.
    if (!heading.current?.closest('main')?.contains(document.activeElement)) {
      window.scrollTo(0, 0)
      heading.current?.focus({ preventScroll: true })
    }
    return () => queueMicrotask(() => focusWay(hash))
  }, [])
  return heading
}
