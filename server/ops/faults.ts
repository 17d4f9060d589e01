/**
 * Faults on purpose, for tests and the inspector (setting FAULTS, never in production): the next answers of a route are
 * delayed, refused, replaced, or dropped after the commit. Decides which fault a request gets; routes/faults carries it out.
 */
import * as z from 'zod/mini'

const DAY_MS = 86_400_000
const FAULT_KINDS = [
  /** Only `delayMs`. */
  'delay',
  /** The database is never asked. */
  'error-500',
  'error-503',
  'error-429',
  'error-401',
  /** 200 with a page that is not ours, as in a hotel. */
  'captive-portal',
  /** The handler runs, its answer never arrives. */
  'drop-after-commit',
  /** The connection breaks before the handler runs. */
  'drop-before',
] as const

const faultSchema = z.object({
  /** Method and path: `POST /api/layout`. */
  match: z.string().check(z.regex(/^[A-Z]+ \/\S*$/, 'must be a method and a path, such as POST /api/layout')),
  kind: z.enum(FAULT_KINDS),
  /** How many requests get it; all of them when left out. */
  times: z.optional(z.int().check(z.gte(1))),
  /** Waits first. */
  delayMs: z.optional(z.int().check(z.gte(0), z.lte(DAY_MS))),
  /** Of error-503 and error-429, in seconds. */
  retryAfter: z.optional(z.int().check(z.gte(0))),
})
export const faultsSchema = z.array(faultSchema)
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  /** Replaces all faults. */
  set(faults: Fault[]): void
  /** Those that are still to come. */
  list(): Fault[]
  /** The fault for this request, counted down; null: none. */
  take(method: string, path: string): Fault | null
}

export function createFaults(): Faults {
  let faults: Fault[] = []
  return {
    set: (next) => {
      faults = next.map((fault) => ({ ...fault }))
    },
    list: () => faults.map((fault) => ({ ...fault })),
    take(method, path) {
      const fault = faults.find(({ match }) => match === `${method} ${path}`)
      if (fault === undefined) return null
      if (fault.times !== undefined) {
        fault.times -= 1
        if (fault.times === 0) faults = faults.filter((other) => other !== fault)
      }
      return fault
    },
  }
}
