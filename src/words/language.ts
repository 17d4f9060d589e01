/**
 * Which language the page speaks: the person's choice on this device, else the browser's. And on which side it begins. After:
 * ./spoken and ./formats.
 */
import { formatFor } from './formats'
import { speak, type Translated } from './spoken'

/** Languages that are complete, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
/** `system`: what the browser asks for. */
export type LanguageChoice = Language | 'system'

/** `language`: on the side where the language that is spoken begins. */
export const DIRECTION_CHOICES = ['language', 'ltr', 'rtl'] as const
export type DirectionChoice = (typeof DIRECTION_CHOICES)[number]

/** English is always there. */
const TRANSLATIONS: Record<Exclude<Language, 'en'>, () => Promise<Translated>> = {
  de: async () => ({ ...(await import('./de/all')).german }),
}

const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text)

/**
 * The language to speak, and the tag to format dates and numbers by: the browser's own where it is of that language, for it
 * knows the country.
 * @param wished BCP 47 tags, the most wanted first, as in navigator.languages
 */
export function languageFor(choice: LanguageChoice, wished: readonly string[]): { language: Language; tag: string } {
  const base = (tag: string) => tag.toLowerCase().split('-')[0] ?? ''
  const first = wished.map(base).find(isLanguage)
  const language = choice === 'system' ? (first ?? 'en') : choice
  return { language, tag: wished.find((tag) => base(tag) === language) ?? language }
}

/** Scripts that are written from right to left, as ISO 15924 names them. */
const RIGHT_TO_LEFT = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg']

/** The `dir` of the page. @param tag the language that is spoken, BCP 47 */
export function directionFor(choice: DirectionChoice, tag: string): 'ltr' | 'rtl' {
  if (choice !== 'language') return choice
  return RIGHT_TO_LEFT.includes(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr'
}

/** Speaks it from now on. Where its words cannot be loaded, English is spoken: nothing is shown without words. */
export async function speakLanguage(
  { language, tag }: { language: Language; tag: string },
  direction: DirectionChoice = 'language',
): Promise<void> {
  const translated = language === 'en' ? {} : await TRANSLATIONS[language]().catch(() => null)
  speak(translated ?? {})
  formatFor(translated === null ? 'en' : tag)
  const spoken = translated === null ? 'en' : language
  document.documentElement.lang = spoken
  document.documentElement.dir = directionFor(direction, spoken)
}
