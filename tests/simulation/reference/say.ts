/** Sentences about what differs, for all checks of the reference. Pure. */
import type { Json } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Conflict, Side } from '../../../core/wire/answer'
import type { ReferenceConflict, ReferenceSide } from './account'

/** One sentence where the two differ as JSON, whatever the order of their keys. */
export function difference(what: string, expected: unknown, actual: unknown): string[] {
  if (sameJson(expected as Json | undefined, actual as Json | undefined)) return []
  return [`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`]
}

/** A sentence for each conflict that only one of the two has, in whatever order they stand. */
export function sameConflicts(
  what: string,
  expected: readonly ReferenceConflict[],
  actual: readonly Conflict[],
): string[] {
  const left = [...actual]
  const problems: string[] = []
  for (const conflict of expected) {
    const at = left.findIndex((other) => isThatConflict(conflict, other))
    if (at === -1) problems.push(`${what} lack ${JSON.stringify(conflict)}`)
    else left.splice(at, 1)
  }
  return [...problems, ...left.map((conflict) => `${what} have ${JSON.stringify(conflict)}`)]
}

function isThatConflict(expected: ReferenceConflict, { kept, lost, ...actual }: Conflict): boolean {
  const { kept: keptWished, lost: lostWished, ...wished } = expected
  return sameJson(wished, actual) && isThatSide(keptWished, kept) && isThatSide(lostWished, lost)
}

function isThatSide({ devices, ...expected }: ReferenceSide, actual: Side): boolean {
  const device = devices?.includes(actual.device) ? actual.device : expected.device
  return sameJson({ ...expected, device } as unknown as Json, actual as unknown as Json)
}
