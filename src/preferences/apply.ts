/**
 * Shows the preferences: attributes of <html>, by which ../styles decide, and the colour that the browser gives its own frame.
 * Before: ./preferences. Knows no components; the language is ./speak's.
 */
import { type DevicePreferences, PREFERENCES_KEY, type Preferences } from './preferences'

/** What the system asks for. */
export interface SystemWishes {
  moreContrast: boolean
  lessMotion: boolean
}

/** --surface of ../styles/tokens.css, which is the ground of the header. */
export const FRAME = {
  normal: { light: '#ffffff', dark: '#182024' },
  more: { light: '#ffffff', dark: '#0a0e10' },
} as const

/** The attributes of <html>; null: it has none of that name. Pure. */
export function lookOf(
  { theme, accent, contrast, density, motion }: Preferences,
  wishes: SystemWishes,
): Record<`data-${string}`, string | null> {
  return {
    'data-theme': theme === 'system' ? null : theme,
    'data-accent': accent,
    'data-contrast': contrast === 'more' || wishes.moreContrast ? 'more' : null,
    'data-density': density,
    'data-motion': motion === 'less' || wishes.lessMotion ? 'less' : null,
  }
}

const MORE_CONTRAST = '(prefers-contrast: more)'
const LESS_MOTION = '(prefers-reduced-motion: reduce)'

/** Shows them now, and again whenever they, what another tab has set, or the system's wishes change. */
export function applyPreferences({ store, reread }: DevicePreferences): void {
  const media = [MORE_CONTRAST, LESS_MOTION].map((query) => window.matchMedia(query))
  const show = () => {
    const [moreContrast = false, lessMotion = false] = media.map(({ matches }) => matches)
    const look = lookOf(store.getState(), { moreContrast, lessMotion })
    for (const [name, value] of Object.entries(look)) {
      if (value === null) document.documentElement.removeAttribute(name)
      else document.documentElement.setAttribute(name, value)
    }
    showFrame(store.getState().theme, look['data-contrast'] === 'more' ? FRAME.more : FRAME.normal)
  }
  show()
  store.subscribe(show)
  for (const query of media) query.addEventListener('change', show)
  window.addEventListener('storage', ({ key }) => {
    if (key === PREFERENCES_KEY || key === null) reread()
  })
}

/** ../../index.html has a colour for each scheme; of a theme that was chosen both say the same. */
function showFrame(theme: Preferences['theme'], frame: (typeof FRAME)['normal' | 'more']): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = frame[theme === 'system' ? own : theme]
  }
}
