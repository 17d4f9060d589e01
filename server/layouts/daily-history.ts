/**
 * The daily work on history, for every account that needs it: versions thin out by age, checkpoints are put in order. Run
 * from anywhere, by any number of processes. Before: start's daily work. After: ./thin, ./checkpoint.
 */
import { mostBytes } from '../../core/history/checkpoint-plan'
import { type Ages, agesAt, DAY_MS, HOUR_MS } from '../../core/history/thin-plan'
import { Prisma } from '../db/client/client'
import { tidyCheckpoints } from './checkpoint'
import type { RawSql } from './read-statement'
import { thinAccount } from './thin'

/** Few, because all of their histories are looked through in one statement, and long ones are ended. */
const ACCOUNTS_AT_ONCE = 20

interface Page {
  /** null: no account is left. */
  last: string | null
  due: string[]
}

/**
 * Of the accounts that follow `after`: those with two versions of one hour or day of which one is enough, and those with a
 * long way since the last checkpoint (a look that was lost with its process).
 */
const statement = (after: string, { hoursBefore, daysBefore }: Ages) => Prisma.sql`
with page as materialized (
  select account, value_bytes from layout where account > ${after} order by account limit ${ACCOUNTS_AT_ONCE}
)
select (select max(account) from page) as last, array(
  select account from page where exists (
    select from (
      select v.at, lead(v.at) over (order by v.revision) as next from version v
      where v.account = page.account and v.changes is not null and v.at < ${hoursBefore}
    ) v
    where case when v.at < ${daysBefore} then v.at / ${DAY_MS} = v.next / ${DAY_MS} else v.at / ${HOUR_MS} = v.next / ${HOUR_MS} end
  ) or (
    select sum(octet_length(v.changes)) from version v where v.account = page.account and v.revision >
      (select coalesce(max(c.revision), 0) from checkpoint c where c.account = page.account)
  ) > greatest(page.value_bytes, ${mostBytes(0)}) order by account
) as due`

/**
 * Goes through all accounts once. Resolves to the number of versions thinned out.
 * @param times.now server time, ms since 1970
 * @param isStopping ends it after the account under way; the next day goes on
 */
export async function tidyHistory(
  prisma: RawSql,
  { now, historyDays }: { now: number; historyDays: number },
  isStopping: () => boolean = () => false,
): Promise<number> {
  const ages = agesAt(now, historyDays)
  let thinned = 0
  for (let last: string | null = ''; last !== null; ) {
    const [page]: Page[] = await prisma.$queryRaw<Page[]>(statement(last, ages))
    for (const account of page?.due ?? []) {
      if (isStopping()) return thinned
      thinned += await thinAccount(prisma, account, ages)
      await tidyCheckpoints(prisma, account)
    }
    last = isStopping() ? null : (page?.last ?? null)
  }
  return thinned
}
