/** Where accounts stand: the newest revision of each, in one statement however many. Before: look-up. Knows no streams. */
import type { RevisionEvent } from '../../core/wire/event'
import type { PrismaClient } from '../db/client/client'

/** An account without a layout is left out. Rejects when the database is away. */
export async function whereAccountsStand(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  accounts: string[],
): Promise<Map<string, RevisionEvent>> {
  // One array, so that the text is the same for any number; joined to it, so that each is one look-up by key.
  const rows = await prisma.$queryRaw<({ account: string } & RevisionEvent)[]>`
    select l.account, l.revision, l.tag from unnest(${accounts}::text[]) as asked(account)
    join layout l on l.account = asked.account`
  return new Map(rows.map(({ account, revision, tag }) => [account, { revision, tag }]))
}
