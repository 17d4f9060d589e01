/**
 * Whether this page can become an app of its own, is one already, and when that is worth a word. Before: ./install-events
 * tells it what the browser says. After: ../ui/install-bar and the settings offer it. Never throws, never asks by itself.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StringStorage } from '../env'
import { asUse, edited, isWorthOffering, NO_USE, type Use, visited } from './worth-offering'

export interface InstallState {
  /**
   * `none`: this browser offers nothing · `prompt`: it asks the person when it is told to · `by-hand`: Safari on a phone, where
   * the person adds it to the Home Screen · `installed`: this is the app
   */
  way: 'none' | 'prompt' | 'by-hand' | 'installed'
  /** Worth a word in the page. */
  isOffered: boolean
}

/** What the browser gave to ask the person by; true: the person said yes. */
export type AskPerson = () => Promise<boolean>

export interface InstallOffer {
  store: StoreApi<InstallState>
  /** The browser would ask the person. */
  canAsk(ask: AskPerson): void
  /** What is known without asking. */
  is(way: InstallState['way']): void
  /** Asks the person, where the browser lets a page do so. */
  install(): Promise<void>
  /** The page is opened: counts the day, and is when it may be offered. */
  visited(): void
  edited(): void
  /** Never again. */
  dismiss(): void
}

const KEY = 'holdfast:install'
/** Raised when the stored shape changes so that older code could not read it. */
const FORMAT = 1

interface InstallParts {
  /** null: nothing is remembered. */
  storage: StringStorage | null
  /** ms since 1970. */
  now(): number
}

export function createInstallOffer({ storage, now }: InstallParts): InstallOffer {
  const store = createStore<InstallState>(() => ({ way: 'none', isOffered: false }))
  let use = NO_USE
  let ask: AskPerson | null = null
  /** Decided as the page opens: a bar that came while somebody drags would push everything away from under the hand. */
  let isWorth = false
  const show = (way = store.getState().way) => store.setState({ way, isOffered: way === 'prompt' && isWorth })

  /** Read anew each time: other tabs count, too. */
  function note(change: (use: Use) => Use): void {
    const before = storage === null ? use : read(storage)
    use = change(before)
    if (use !== before) write(storage, use)
    if (use.dismissed) isWorth = false
    show()
  }

  return {
    store,
    canAsk(given) {
      ask = given
      show('prompt')
    },
    is: show,
    async install() {
      // A prompt is good for one time; a browser that has another one says so.
      const asked = ask
      ask = null
      const isYes = (await asked?.().catch(() => false)) ?? false
      if (ask === null) show(isYes ? 'installed' : 'none')
    },
    visited() {
      note((before) => visited(before, now()))
      isWorth = isWorthOffering(use)
      show()
    },
    edited: () => note(edited),
    dismiss: () => note((before) => ({ ...before, dismissed: true })),
  }
}

function read(storage: StringStorage | null): Use {
  try {
    const stored = JSON.parse(storage?.get(KEY) ?? 'null') as { format?: unknown; data?: unknown } | null
    // Of a newer version nothing is known, so nothing is offered.
    if (typeof stored?.format === 'number' && stored.format > FORMAT) return { ...NO_USE, dismissed: true }
    return stored?.format === FORMAT ? asUse(stored.data) : NO_USE
  } catch {
    return NO_USE
  }
}

function write(storage: StringStorage | null, data: Use): void {
  try {
    const stored = JSON.parse(storage?.get(KEY) ?? 'null') as { format?: unknown } | null
    if (typeof stored?.format === 'number' && stored.format > FORMAT) return
  } catch {
    // Rubbish is written over.
  }
  try {
    storage?.set(KEY, JSON.stringify({ format: FORMAT, data }))
  } catch {
    // Full or forbidden: it may be offered once more.
  }
}
