/** What draws a widget type, loaded once and then there at once. Before: ./registry. After: the frame, the catalogue. */
import { useEffect, useState } from 'preact/hooks'
import type { WidgetParts, WidgetType } from './widget-type'

const loaded = new Map<WidgetType, WidgetParts>()
const loading = new Map<WidgetType, Promise<WidgetParts>>()

/** Loads what draws the type, unless that was done. Rejects where it cannot be had; the next call tries again. */
export function loadParts(type: WidgetType): Promise<WidgetParts> {
  const known = loading.get(type)
  if (known !== undefined) return known
  const begun = type.load().then(
    (parts) => {
      loaded.set(type, parts)
      return parts
    },
    (error) => {
      loading.delete(type)
      throw error
    },
  )
  loading.set(type, begun)
  return begun
}

/** Draws again when they are there. null: not yet; 'failed': they could not be loaded. */
export function useParts(type: WidgetType): WidgetParts | 'failed' | null {
  const [failed, setFailed] = useState(false)
  const [, redraw] = useState({})
  const parts = loaded.get(type)
  useEffect(() => {
    if (parts !== undefined) return
    let isDrawn = true
    loadParts(type).then(
      () => isDrawn && redraw({}),
      () => isDrawn && setFailed(true),
    )
    return () => {
      isDrawn = false
    }
  }, [type, parts])
  return parts ?? (failed ? 'failed' : null)
}
