/** Which lines two texts do not share. Pure. After: ./side-value marks them. */

export interface Line {
  text: string
  /** The other text does not have it at this place. */
  isOnlyHere: boolean
}

/** So many pairs of lines are compared at most; longer texts are compared as sets of lines. */
const MOST_PAIRS = 250_000

/** The lines of both, each marked by the longest sequence of lines that both have. */
export function lineDiff(a: string, b: string): { a: Line[]; b: Line[] } {
  const left = a.split('\n')
  const right = b.split('\n')
  const shared = left.length * right.length > MOST_PAIRS ? sharedAnywhere(left, right) : sharedInOrder(left, right)
  const marked = (lines: string[], known: ReadonlySet<number>) =>
    lines.map((text, i) => ({ text, isOnlyHere: !known.has(i) }))
  return { a: marked(left, shared.left), b: marked(right, shared.right) }
}

interface Shared {
  /** Indexes of lines. */
  left: Set<number>
  right: Set<number>
}

function sharedAnywhere(left: readonly string[], right: readonly string[]): Shared {
  const indexes = (lines: readonly string[], others: readonly string[]) => {
    const there = new Set(others)
    return new Set(lines.flatMap((line, i) => (there.has(line) ? [i] : [])))
  }
  return { left: indexes(left, right), right: indexes(right, left) }
}

/** The longest common subsequence. */
function sharedInOrder(left: readonly string[], right: readonly string[]): Shared {
  const width = right.length + 1
  /** At i, j: how many lines are shared from there on. */
  const longest = new Uint32Array((left.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      longest[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const shared: Shared = { left: new Set(), right: new Set() }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) {
      shared.left.add(i++)
      shared.right.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return shared
}
