/**
 * Whether the dashboard is being arranged, and which of its widgets are selected. A state of this page alone: it is no edit,
 * and no other tab hears of it. Before: a long press, the button. After: the canvas and its bar.
 */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface ArrangingState {
  isOn: boolean
  selected: ReadonlySet<string>
}

export interface Arranging {
  store: StoreApi<ArrangingState>
  begin(): void
  /** Nothing is selected after it. */
  end(): void
  /** Selects, or takes out of the selection. */
  toggle(id: string): void
  select(ids: Iterable<string>): void
}

export function createArranging(): Arranging {
  const store = createStore<ArrangingState>(() => ({ isOn: false, selected: new Set() }))
  const select = (ids: Iterable<string>) => store.setState({ selected: new Set(ids) })
  return {
    store,
    begin: () => store.setState({ isOn: true }),
    end: () => store.setState({ isOn: false, selected: new Set() }),
    toggle(id) {
      const { selected } = store.getState()
      select(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id])
    },
    select,
  }
}

const ArrangingContext = createContext<Arranging | null>(null)
export const ArrangingProvider = ArrangingContext.Provider

/** Throws when there is no ArrangingProvider above. */
export function useArranging(): Arranging {
  const arranging = useContext(ArrangingContext)
  if (arranging === null) throw new Error('no ArrangingProvider above')
  return arranging
}
