/**
 * Forgets removed widgets that every device knows to be removed (S11). Run now and then, from anywhere, by any number of
 * processes: it waits for no save, and a save that read what is being forgotten decides again. Knows nothing of requests.
 */
import { Prisma } from '../db/client/client'
import type { RawSql } from './read-statement'

/** A device that was not heard of for so long is waited for no more; it will be answered `full`. */
const DEVICE_COUNTS_MS = 90 * 86_400_000
const ACCOUNTS_AT_ONCE = 200

interface Page {
  /** null: no account is left. */
  last: string | null
  forgotten: number
}

/** @param after the accounts that follow this one; '' for the first */
const statement = (after: string, countsSince: number) => Prisma.sql`
with page as materialized (
  select account, revision, seq from layout where account > ${after} order by account limit ${ACCOUNTS_AT_ONCE}
), due as materialized (
  select page.account, page.seq, max(w.rev) as up_to
  from page
  cross join lateral (
    select coalesce(min(d.last_revision), page.revision) as revision from device d
    where d.account = page.account and d.last_seen >= ${countsSince}
  ) known
  join widget w on w.account = page.account and w.removed and w.rev <= known.revision
  group by page.account, page.seq
), locked as materialized (
  -- A layout that is being saved now is left for the next time; one that was saved since this statement began, too.
  select l.account, due.up_to from layout l join due on due.account = l.account and due.seq = l.seq for update of l skip locked
), forgetting as (
  -- seq: a save that has read a widget which is forgotten now must not write what it decided.
  update layout l set seq = l.seq + 1, forgotten_up_to = greatest(l.forgotten_up_to, locked.up_to)
  from locked where l.account = locked.account returning l.account, locked.up_to
), widgets as (
  delete from widget w using forgetting where w.account = forgetting.account and w.removed and w.rev <= forgetting.up_to
  returning w.account, w.id
), fields as (
  delete from field f using widgets w where f.account = w.account and f.widget = w.id
)
select (select max(account) from page) as last, (select count(*)::int from widgets) as forgotten`

/**
 * Goes through all accounts once. Resolves to the number of widgets forgotten.
 * @param now server time, ms since 1970
 */
export async function forgetRemovals(database: RawSql, now: number): Promise<number> {
  let forgotten = 0
  for (let last: string | null = ''; last !== null; ) {
    const [page]: Page[] = await database.$queryRaw<Page[]>(statement(last, now - DEVICE_COUNTS_MS))
    forgotten += page?.forgotten ?? 0
    last = page?.last ?? null
  }
  return forgotten
}
