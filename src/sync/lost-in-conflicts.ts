/** Asks the server for what lost in conflicts (S7). Used by the list of conflicts. */
import { type ConflictList, conflictListSchema } from '../../core/wire/conflict-list'
import type { Env } from '../env'

/** One page, newest first, after `before`; null when the server cannot be asked now. Never rejects. */
export async function lostInConflicts(env: Pick<Env, 'fetch'>, before?: string): Promise<ConflictList | null> {
  try {
    const query = before === undefined ? '' : `?${new URLSearchParams({ before })}`
    const response = await env.fetch(`/api/conflicts${query}`, { credentials: 'same-origin' })
    const { success, data } = conflictListSchema.safeParse(await response.json())
    return response.status === 200 && success ? data : null
  } catch {
    return null
  }
}
