/**
 * Was nothing lost where a page says that it kept both of two texts? Read off how often each line is there, without what merges
 * them. Pure. Used by conflicts-shown.
 */
import type { Json } from '../../../core/layout/model'

interface Texts {
  was: Json | undefined
  mine: Json | undefined
  theirs: Json | undefined
  /** What `mine` had become by then; the same where nobody had typed on. */
  typed: Json | undefined
  now: Json | undefined
}

/** The lines that one of the two devices has written and are not in `now`, or that one of them took out and still are. */
export function lostLines({ was, mine, theirs, typed, now }: Texts): string[] {
  const all = [was, mine, theirs, typed, now].map(countLines)
  return [...new Set(all.flatMap((lines) => [...lines.keys()]))].filter((line) => {
    const [b = 0, x = 0, y = 0, t = 0, n = 0] = all.map((lines) => lines.get(line))
    const since = n - (t - x)
    if (x === b || y === b) return since !== (x === b ? y : x)
    // Both may have done the same: then it is done once.
    const both = x + y - b
    return since < Math.min(x, y, both) || since > Math.max(x, y, both)
  })
}

/** Line -> how often it is there. */
function countLines(text: Json | undefined): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of typeof text === 'string' ? text.split('\n') : []) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
