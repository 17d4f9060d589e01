/** What is typed or pasted becomes items: one for each line. Pure. Before: ./add-line. After: actions.editWidget. */
import type { Json } from '../../../core/layout/model'
import { type Entry, orderAfter } from '../read-field'

export const ITEM = 'data/item:'

/** Well below the fields that a widget may hold. */
export const MOST_ITEMS = 1_000

const LINE_END = /\r\n|[\n\r\u2028\u2029]/
/** "- ", "* ", "• ", "1. ", "2) " before the text, as copied from other lists. */
const BULLET = /^(?:[-*+•]|\d{1,9}[.)])\s+/
const BOX = /^\[([ xX])\](?:\s+|$)/

/** One for each line with something in it, without the marks of the list it comes from. */
export function linesOf(text: string): { text: string; done: boolean }[] {
  return text.split(LINE_END).flatMap((line) => {
    const rest = line.trim().replace(BULLET, '')
    const box = BOX.exec(rest)
    const bare = rest.slice(box?.[0].length ?? 0).trim()
    return bare === '' ? [] : [{ text: bare, done: box !== null && box[1] !== ' ' }]
  })
}

/** True for what is more than one line, and so more than a field of one line takes. */
export const hasLines = (text: string): boolean => LINE_END.test(text.trim())

/** The fields of the new items, after all that there are. */
export function newItems(text: string, items: readonly Entry[], uuid: () => string): Record<string, Json> {
  const first = orderAfter(items)
  return Object.fromEntries(linesOf(text).map((line, i) => [`${ITEM}${uuid()}`, { ...line, order: first + i }]))
}
