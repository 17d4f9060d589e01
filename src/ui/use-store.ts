/** Zustand's vanilla stores in Preact, without preact/compat. */
import { useEffect, useState } from 'preact/hooks'
import type { StoreApi } from 'zustand/vanilla'

/** Draws again when what `select` takes from the store is another value (Object.is). */
export function useStore<S, T>(store: StoreApi<S>, select: (state: S) => T): T {
  const [, redraw] = useState({})
  const selected = select(store.getState())
  useEffect(() => {
    let drawn = select(store.getState())
    if (!Object.is(drawn, selected)) redraw({})
    return store.subscribe((state) => {
      const next = select(state)
      if (Object.is(next, drawn)) return
      drawn = next
      redraw({})
    })
  }, [store, select, selected])
  return selected
}

/** A store that is a hook as well, as zustand's `create` makes one, but without React. */
export type StoreHook<S> = StoreApi<S> & (<T>(select: (state: S) => T) => T)

export function asHook<S>(store: StoreApi<S>): StoreHook<S> {
  return Object.assign(<T>(select: (state: S) => T): T => useStore(store, select), store)
}
