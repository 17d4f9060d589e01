/**
 * What a person has set for this device alone: how it looks and which language it speaks. A vanilla Zustand store over one
 * key of local storage, which another version may have written; nothing here throws. After: ./apply shows it. Never synced.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StringStorage } from '../env'
import { DIRECTION_CHOICES, type DirectionChoice, LANGUAGES, type LanguageChoice } from '../words/language'

export const THEMES = ['system', 'light', 'dark'] as const
/** Each is a colour of ../styles/tokens.css, for both themes. */
export const ACCENTS = ['sea', 'blue', 'violet', 'rose', 'amber', 'graphite'] as const
export const CONTRASTS = ['system', 'more'] as const
/** How close the widgets of the desktop grid lie (../canvas/metrics). */
export const DENSITIES = ['compact', 'cosy', 'roomy'] as const
export const MOTIONS = ['system', 'less'] as const
export const LANGUAGE_CHOICES = ['system', ...(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])] as const

export type Theme = (typeof THEMES)[number]
export type Accent = (typeof ACCENTS)[number]
export type Density = (typeof DENSITIES)[number]

/** `system`: as the browser or the system asks for. */
export interface Preferences {
  theme: Theme
  accent: Accent
  contrast: (typeof CONTRASTS)[number]
  density: Density
  motion: (typeof MOTIONS)[number]
  language: LanguageChoice
  direction: DirectionChoice
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  accent: 'sea',
  contrast: 'system',
  density: 'cosy',
  motion: 'system',
  language: 'system',
  direction: 'language',
}

/** Where they are kept. */
export const PREFERENCES_KEY = 'holdfast:preferences'
/** Raised when the stored shape changes so that older code could not read it. */
const FORMAT = 1

export interface DevicePreferences {
  store: StoreApi<Preferences>
  /** Shows at once, and is kept where it can be; what a newer version has stored is never written over. */
  set(change: Partial<Preferences>): void
  /** Another tab has set something. */
  reread(): void
}

/** @param storage null: nothing is kept beyond this page */
export function createPreferences(storage: StringStorage | null): DevicePreferences {
  const store = createStore<Preferences>(() => ({ ...DEFAULT_PREFERENCES, ...soundOf(read(storage)) }))
  return {
    store,
    set(change) {
      store.setState(change)
      const there = read(storage)
      if (there === 'newer') return
      try {
        // What a later version of this format has beside them stays.
        storage?.set(PREFERENCES_KEY, JSON.stringify({ format: FORMAT, data: { ...there, ...store.getState() } }))
      } catch {
        // Full or forbidden: it holds for as long as this page lives.
      }
    },
    reread() {
      store.setState({ ...DEFAULT_PREFERENCES, ...soundOf(read(storage)) })
    },
  }
}

/** What is stored, believed in nothing; 'newer': of a format that only a later version can read. */
function read(storage: StringStorage | null): Record<string, unknown> | 'newer' {
  try {
    const stored: unknown = JSON.parse(storage?.get(PREFERENCES_KEY) ?? 'null')
    const { format, data } = (stored ?? {}) as { format?: unknown; data?: unknown }
    if (typeof format === 'number' && format > FORMAT) return 'newer'
    return format === FORMAT && data !== null && typeof data === 'object' ? { ...data } : {}
  } catch {
    return {}
  }
}

/** Of what is stored, what makes sense, one by one. */
function soundOf(data: ReturnType<typeof read>): Partial<Preferences> {
  if (data === 'newer') return {}
  const sound: { [K in keyof Preferences]: readonly Preferences[K][] } = {
    theme: THEMES,
    accent: ACCENTS,
    contrast: CONTRASTS,
    density: DENSITIES,
    motion: MOTIONS,
    language: LANGUAGE_CHOICES,
    direction: DIRECTION_CHOICES,
  }
  return Object.fromEntries(
    Object.entries(sound)
      .filter(([key, known]) => (known as readonly unknown[]).includes(data[key]))
      .map(([key]) => [key, data[key]]),
  )
}
