/** Are two JSON values the same, whatever the order of their keys? Decides "equal values" in S4 and S10. */
import type { Json } from './model'

/** True when `a` and `b` are the same JSON value. Iterative: a value may be nested thousands deep. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  const pairs: [Json | undefined, Json | undefined][] = [[a, b]]
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair
    if (left === right) continue
    if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false
    if (Array.isArray(left) !== Array.isArray(right)) return false
    const keys = Object.keys(left)
    if (keys.length !== Object.keys(right).length) return false
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false
      pairs.push([(left as Record<string, Json>)[key], (right as Record<string, Json>)[key]])
    }
  }
  return true
}
