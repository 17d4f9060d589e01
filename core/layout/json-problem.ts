/**
 * Is a value JSON at all? What comes in a request is, by having been parsed; what a program hands to the page's actions
 * may be anything, and must not differ between the screen, the storages and the server. Pure. Used by ./limits.
 */

/**
 * A sentence that says why `value` is not JSON (a circle counts as nested too deep), or null when it is.
 * Iterative: the depth is what is in doubt.
 * @param mostDepth levels of arrays and objects allowed
 */
export function jsonProblem(value: unknown, mostDepth: number): string | null {
  const waiting: { part: unknown; depth: number }[] = [{ part: value, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, depth } = next
    if (part === null || typeof part === 'string' || typeof part === 'boolean' || Number.isFinite(part)) continue
    if (typeof part !== 'object' || !isPlain(part))
      return 'must be JSON: null, true, false, a number, text, a list or an object'
    if (depth === mostDepth) return `must be nested at most ${mostDepth} deep`
    const parts: unknown[] = Array.isArray(part) ? part : Object.values(part)
    for (const inner of parts) waiting.push({ part: inner, depth: depth + 1 })
  }
  return null
}

/** Lists and objects as JSON.parse makes them, or without a prototype; not dates, maps and the like. */
function isPlain(part: object): boolean {
  if (Array.isArray(part)) return true
  const prototype: unknown = Object.getPrototypeOf(part)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
