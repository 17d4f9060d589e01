/** Brings a widget that was just added into view, with the focus on its handle. Used by ./use-add-widget and launch/carry-out. */

/** The first widget is drawn only when the canvas is loaded; after so many frames the person is at something else. */
const FRAMES_AT_MOST = 60

/** Once it is drawn; where it never is, nothing happens. */
export function bringToView(id: string, how: ScrollIntoViewOptions, framesLeft = FRAMES_AT_MOST): void {
  requestAnimationFrame(() => {
    const frame = document.querySelector(`[data-widget-id="${id}"]`)
    if (frame === null) {
      if (framesLeft > 1) bringToView(id, how, framesLeft - 1)
      return
    }
    frame.scrollIntoView(how)
    frame.querySelector<HTMLElement>('.grip')?.focus({ preventScroll: true })
  })
}
