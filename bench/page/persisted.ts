/** What the page is compared with: a whole layout in a Zustand store that `persist` writes to local storage at each change. Runs in the page. */
import { createJSONStorage, persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'

interface Whole {
  widgets: Record<string, { id: string; fields: Record<string, unknown> }>
}

/** Moves a widget of `layout` so often; resolves to how long each took on the main thread, ms. */
export function movesOfPersisted(layout: Whole['widgets'], times: number): number[] {
  const store = createStore<Whole>()(
    persist(() => ({ widgets: layout }), {
      name: 'bench-persisted',
      storage: createJSONStorage(() => localStorage),
    }),
  )
  const ids = Object.keys(layout)
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    const id = ids[i % ids.length] as string
    const before = performance.now()
    const { widgets } = store.getState()
    const widget = widgets[id] as Whole['widgets'][string]
    const fields = { ...widget.fields, desktop: { x: i % 8, y: 1000 + i, w: 4, h: 3 } }
    store.setState({ widgets: { ...widgets, [id]: { id, fields } } })
    taken.push(performance.now() - before)
  }
  localStorage.removeItem('bench-persisted')
  return taken
}

Object.assign(globalThis, { movesOfPersisted })
