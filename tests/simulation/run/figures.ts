/** Sums up what stories counted. Pure. Used by ./child for a chunk of seeds and by ./many for all. */

export type Figures = Record<string, number>

/** Adds `more` to `sum`, which it changes: the greater one of what begins with `max`, the sum of everything else. */
export function addFigures(sum: Figures, more: Readonly<Figures>): void {
  for (const [name, count] of Object.entries(more)) {
    const before = sum[name]
    if (before === undefined) sum[name] = count
    else sum[name] = name.startsWith('max') ? Math.max(before, count) : before + count
  }
}
