/** Finding a widget type by what people call it. Pure. */

/** Without accents and capitals, so that nobody has to type them. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** Whether every word that is `wanted` begins a word of the name or of the line about it. */
export function matches({ name, about }: { name: string; about: string }, wanted: string): boolean {
  const words = plain(`${name} ${about}`).split(/[^\p{L}\p{N}]+/u)
  const asked = plain(wanted).split(/[^\p{L}\p{N}]+/u)
  return asked.every((part) => part === '' || words.some((word) => word.startsWith(part)))
}
