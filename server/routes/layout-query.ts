/** The query of GET /api/layout: `since=R&tag=T&writers=W.N,W.N&account=A&device=D`. Pure. Before: sync/pull. After: layouts/pull. */
import * as v from 'valibot'
import type { ProblemError } from '../../core/wire/problem'
import { MAX_COUNT, tag, uuid } from '../../core/wire/scalars'
import type { Pull } from '../layouts/pull'

/** More writers than a device can owe for. */
const MOST_WRITERS = 200
const MUST_BE_REVISION = 'must be a revision'

const wholeNumber = (text: string): number | null => {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : null
  return number !== null && number <= MAX_COUNT ? number : null
}

/**
 * What is asked for, or what is wrong with the query. `account`: whose layout is meant; null: it is not said, then it is that of
 * whoever is signed in.
 */
export function readPull(
  query: Record<string, string>,
): { pull: Pull; account: string | null } | { errors: ProblemError[] } {
  const errors: ProblemError[] = []
  const since = wholeNumber(query.since ?? '0')
  if (since === null) errors.push({ path: 'since', message: MUST_BE_REVISION })
  // An empty tag is what `tag=null` becomes in some programs' hands: nothing is held.
  const named = query.tag === undefined || query.tag === '' ? null : query.tag
  if (named !== null && !v.is(tag, named)) {
    errors.push({ path: 'tag', message: 'must be 1 to 64 of a-z and 0-9' })
  }
  const writers = new Map<string, number>()
  const parts = query.writers === undefined || query.writers === '' ? [] : query.writers.split(',')
  if (parts.length > MOST_WRITERS) errors.push({ path: 'writers', message: `must be at most ${MOST_WRITERS} writers` })
  for (const [i, part] of parts.entries()) {
    const dot = part.lastIndexOf('.')
    const id = part.slice(0, dot)
    const after = wholeNumber(part.slice(dot + 1))
    if (dot === -1 || after === null || !v.is(uuid, id)) {
      errors.push({ path: `writers.${i}`, message: 'must be a writer, a dot and a number' })
    } else {
      writers.set(id, Math.min(after, writers.get(id) ?? MAX_COUNT))
    }
  }
  if (errors.length > 0 || since === null) return { errors }
  const pull = {
    since,
    tag: named,
    device: query.device ?? null,
    writers: [...writers].map(([id, after]) => ({ id, after })),
  }
  return { pull, account: query.account ?? null }
}
