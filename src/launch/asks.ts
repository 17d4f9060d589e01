/** Whether the address asks for something to be done (a shortcut, something shared). Pure. Before: main. After: ./carry-out. */

/** Words of the address that ask for something; they are taken out of it once that is done. */
export const ASKING = ['new', 'start', 'share-title', 'share-text', 'share-url']

/** @param search of the address, with its question mark */
export function asksForSomething(search: string): boolean {
  const asked = new URLSearchParams(search)
  return ASKING.some((name) => asked.has(name))
}
