/** Short messages that go away by themselves. The store and its timing; ./toaster draws them. Knows no reasons. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { createStore, type StoreApi } from 'zustand/vanilla'

export type ToastKind = 'info' | 'success' | 'error'

export interface ToastInput {
  kind: ToastKind
  text: string
  action?: { label: string; run: () => void }
  /** A later toast with the same key takes the place of an earlier one. */
  key?: string
  /** Milliseconds that it stays; longer by default when there is something to press. */
  forMs?: number
}
export interface Toast extends ToastInput {
  id: string
}

export interface Toasts {
  store: StoreApi<{ toasts: Toast[] }>
  /** Shows it; returns the id to dismiss it by. */
  push(toast: ToastInput): string
  /** By id or key; nothing happens when it has gone already. */
  dismiss(idOrKey: string): void
  /** Somebody reads: the clock of all toasts stands still until `resume`, then starts anew. */
  pause(): void
  resume(): void
}

const READ_MS = 5_000
const DECIDE_MS = 10_000
/** More at once is a wall; the oldest goes. */
const MOST = 3

/** Runs `fn` after `ms`; the returned function cancels it. */
type After = (ms: number, fn: () => void) => () => void

const afterTimeout: After = (ms, fn) => {
  const timer = setTimeout(fn, ms)
  return () => clearTimeout(timer)
}

export function createToasts(after: After = afterTimeout): Toasts {
  const store = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }))
  const cancels = new Map<string, () => void>()
  let count = 0
  let paused = false

  const keep = (toasts: Toast[]) => {
    for (const id of cancels.keys()) {
      if (toasts.some((toast) => toast.id === id)) continue
      cancels.get(id)?.()
      cancels.delete(id)
    }
    // Whoever was at the last one is at none any more, and may have left no other sign of going.
    if (toasts.length === 0) paused = false
    store.setState({ toasts })
  }
  const dismiss = (name: string) =>
    keep(store.getState().toasts.filter((toast) => toast.id !== name && toast.key !== name))
  const schedule = (toast: Toast) => {
    cancels.get(toast.id)?.()
    const ms = toast.forMs ?? (toast.action === undefined ? READ_MS : DECIDE_MS)
    cancels.set(
      toast.id,
      after(ms, () => dismiss(toast.id)),
    )
  }

  return {
    store,
    push(input) {
      const toast = { ...input, id: `toast-${++count}` }
      const others = store.getState().toasts.filter(({ key }) => key === undefined || key !== input.key)
      keep([...others, toast].slice(-MOST))
      if (!paused) schedule(toast)
      return toast.id
    },
    dismiss,
    pause() {
      paused = true
      for (const cancel of cancels.values()) cancel()
    },
    resume() {
      paused = false
      for (const toast of store.getState().toasts) schedule(toast)
    },
  }
}

const ToastsContext = createContext<Toasts | null>(null)
export const ToastsProvider = ToastsContext.Provider

/** The page's toasts. Throws when there is no ToastsProvider above. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext)
  if (toasts === null) throw new Error('no ToastsProvider above')
  return toasts
}
