/**
 * One field of one widget as the layout has it. A long dashboard has a thousand of these, and an edit changes one widget: so only those
 * who draw a widget that changed are told. Before: the layout store. After: ./use-typed-field.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Json } from '../../core/layout/model'
import type { LayoutStore } from '../store/layout-store'
import { useServices } from '../ui/services'

type Listeners = Map<string, Set<() => void>>

/** By store, who listens to which widget. */
const listening = new WeakMap<LayoutStore, Listeners>()

function listenersOf(layout: LayoutStore): Listeners {
  const known = listening.get(layout)
  if (known !== undefined) return known
  const listeners: Listeners = new Map()
  listening.set(layout, listeners)
  layout.subscribe(({ widgets }, { widgets: before }) => {
    if (widgets === before) return
    for (const [id, told] of listeners) {
      if (widgets[id] !== before[id]) for (const tell of [...told]) tell()
    }
  })
  return listeners
}

/** Calls `tell` whenever that widget changed; the returned function ends it. */
function listen(layout: LayoutStore, id: string, tell: () => void): () => void {
  const listeners = listenersOf(layout)
  const told = listeners.get(id) ?? new Set()
  listeners.set(id, told.add(tell))
  return () => {
    told.delete(tell)
    if (told.size === 0 && listeners.get(id) === told) listeners.delete(id)
  }
}

/** Draws again when the value is another; undefined: there is no such field, or no such widget. */
export function useField(id: string, field: string): Json | undefined {
  const { layout } = useServices()
  const [, redraw] = useState({})
  const value = layout.getState().widgets[id]?.fields[field]
  const drawn = useRef(value)
  drawn.current = value
  useEffect(() => {
    const look = () => {
      if (!Object.is(layout.getState().widgets[id]?.fields[field], drawn.current)) redraw({})
    }
    // It may have changed between the drawing and now.
    look()
    return listen(layout, id, look)
  }, [layout, id, field])
  return value
}
