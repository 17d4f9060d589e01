/**
 * Puts two versions of a text together by lines, where both were made of the same one (diff3). Pure. Brings its own library, so
 * src/store/text-merges loads it when the first text is to be merged.
 */
import { diff3Merge } from 'node-diff3'

/** Finding what two texts share takes time that grows with the product of their lines; a value of 16 KiB may be lines alone. */
const MOST_LINES = 2_000

export type MergeLines = typeof mergeLines

/**
 * `was` with what both have made of it; null where both changed the same lines, or lines that touch, each another way: nobody but a
 * person can say then. Which of the two is `mine` makes no difference to the text. More than 2,000 lines are not looked at.
 */
export function mergeLines(was: string, mine: string, theirs: string): string | null {
  const texts = [mine, was, theirs].map((text) => text.split('\n')) as [string[], string[], string[]]
  if (texts.some((lines) => lines.length > MOST_LINES)) return null
  const merged: string[] = []
  for (const { ok } of diff3Merge(...texts)) {
    if (ok === undefined) return null
    for (const line of ok) merged.push(line)
  }
  return merged.join('\n')
}
