/** Asks the server for what lost in conflicts (S7). Used by the list of conflicts. */
import * as v from 'valibot'
import { type ConflictList, conflictListSchema } from '../../core/wire/conflict-list'
import type { Env } from '../env'

/** One page of `account`'s (D13), newest first, after `before`; null when the server cannot be asked now. Never rejects. */
export async function lostInConflicts(
  env: Pick<Env, 'fetch'>,
  account: string,
  before?: string,
): Promise<ConflictList | null> {
  try {
    const query = new URLSearchParams({ account, ...(before !== undefined && { before }) })
    const response = await env.fetch(`/api/conflicts?${query}`, { credentials: 'same-origin' })
    const { success, output: list } = v.safeParse(conflictListSchema, await response.json())
    return response.status === 200 && success ? list : null
  } catch {
    return null
  }
}
