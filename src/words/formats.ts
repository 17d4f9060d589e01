/** Dates, numbers and times as the person's language and country write them, by Intl. Pure but for the language chosen. */

let locale = 'en'

/** Tags as Intl takes them: "en", "de-AT". Throws RangeError for what is none. */
export function formatFor(tag: string): void {
  ;[locale = 'en'] = Intl.getCanonicalLocales(tag)
}

/** The tag in use, for parts that need an Intl of their own. */
export const localeNow = (): string => locale

/** Made once for each language: making one takes longer than using it a hundred times. */
const made = new Map<string, unknown>()
function once<T>(kind: string, make: () => T): T {
  const key = `${locale} ${kind}`
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as T
}

/** `ms` since 1970, as `options` ask. */
export function dateText(ms: number, options: Intl.DateTimeFormatOptions): string {
  return once(`date ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options)).format(ms)
}

export function numberText(value: number, options: Intl.NumberFormatOptions = {}): string {
  return once(`number ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value)
}

/** "A, B and C" */
export function listText(parts: readonly string[]): string {
  return once('list', () => new Intl.ListFormat(locale, { type: 'conjunction' })).format(parts)
}

/** "3 days ago", "in 2 hours", "now": `amount` of `unit`, negative for what was. */
export function relativeText(amount: number, unit: Intl.RelativeTimeFormatUnit): string {
  return once('relative', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(amount, unit)
}
