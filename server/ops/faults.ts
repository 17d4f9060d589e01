/**
 * Faults on purpose, for tests and the inspector (setting FAULTS, never in production): the next answers of a route are
 * delayed, refused, replaced, or dropped after the commit, for everybody or for one session, which is one device. Decides
 * which fault a request gets; routes/faults carries it out.
 */
import type { Fault } from '../../core/wire/fault'

/** Whose requests a fault breaks: those of one session, or everybody's. */
export type FaultScope = { session: string } | 'everybody'

export interface Faults {
  /** Replaces all faults of that scope. */
  set(faults: Fault[], scope: FaultScope): void
  /** Those that are still to come. */
  list(scope: FaultScope): Fault[]
  /** The fault for this request, counted down; null: none. A session's own come first. */
  take(method: string, path: string, session: string | null): Fault | null
}

const EVERYBODY = 'everybody'
const keyOf = (scope: FaultScope) => (scope === 'everybody' ? EVERYBODY : `session ${scope.session}`)

export function createFaults(): Faults {
  const byScope = new Map<string, Fault[]>()

  function takeFrom(key: string, method: string, path: string): Fault | null {
    const faults = byScope.get(key) ?? []
    const fault = faults.find(({ match }) => matches(match, method, path))
    if (fault === undefined) return null
    if (fault.times !== undefined) {
      fault.times -= 1
      if (fault.times === 0)
        byScope.set(
          key,
          faults.filter((other) => other !== fault),
        )
    }
    return fault
  }

  return {
    set: (next, scope) =>
      void byScope.set(
        keyOf(scope),
        next.map((fault) => ({ ...fault })),
      ),
    list: (scope) => (byScope.get(keyOf(scope)) ?? []).map((fault) => ({ ...fault })),
    take: (method, path, session) =>
      (session === null ? null : takeFrom(keyOf({ session }), method, path)) ?? takeFrom(EVERYBODY, method, path),
  }
}

/** Whether a request would get no answer of the route's own. */
export const breaks = (faults: readonly Fault[], method: string, path: string): boolean =>
  faults.some(({ match, kind }) => kind !== 'delay' && matches(match, method, path))

function matches(match: string, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ''] = match.split(' ')
  if (wantedMethod !== '*' && wantedMethod !== method) return false
  return wantedPath.endsWith('*') ? path.startsWith(wantedPath.slice(0, -1)) : path === wantedPath
}
