/**
 * Whose data a page asks for: `?account=A`, where it may not know yet that somebody else has signed in (D13). Before: ./versions,
 * ./conflicts. The same for a pull: ./layout-query.
 */
import type { Context } from 'hono'
import { problem } from '../problem'

/** 403 where `account` is named and not `signedIn`; null: it is read for who is meant, or nobody was named. */
export function refuseAnothers(c: Context, signedIn: string): Response | null {
  const meant = c.req.query('account')
  if (meant === undefined || meant === signedIn) return null
  return problem(c, 'wrong-account', {
    detail: 'What was asked for is another account’s than the one that is signed in. Nothing was read.',
  })
}
