/**
 * The words of the page, in the person's language. English is written in ./en, one file for each area of the page, and goes
 * where that part goes; ./de has all of another language. Before: ./language chooses one. Knows no components.
 */

/** Translated areas, by their names; an area that is not there is said in English. */
export type Translated = Readonly<Record<string, object>>

let spoken: Translated = {}

/** The words of one area: functions for sentences with something in them, text for the others. */
export type Words<T extends object> = () => T

/**
 * Names an area and gives its English. Call what comes back at the moment of saying: the language may have changed since.
 * @param area the key under which a translation has it
 */
export function inEnglish<T extends object>(area: string, english: T): Words<T> {
  return () => (spoken[area] as T | undefined) ?? english
}

/** From now on everything is said in these words; `{}`: in English. What is drawn already has to be drawn again. */
export function speak(translated: Translated): void {
  spoken = translated
}
