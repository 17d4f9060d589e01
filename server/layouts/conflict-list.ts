/** What lost, newest first (S7). Before: routes/conflicts. Knows no requests. */
import type { Conflict, Side } from '../../core/wire/answer'
import type { ConflictList } from '../../core/wire/conflict-list'
import type { PrismaClient } from '../db/client/client'

/** Where a page begins: after this one, in the order of the list. */
export interface ConflictCursor {
  seq: number
  writer: string
  n: number
  /** Which one of an edit that was reported on more than once. */
  part: number
}

/** `before` as an answer's `next` gave it; null when it is none of ours. */
export function readCursor(text: string): ConflictCursor | null {
  const found = /^(\d{1,10})\.([0-9a-f-]{36})\.(\d{1,10})\.(\d{1,15})$/.exec(text)
  if (found === null) return null
  const cursor = { seq: Number(found[1]), writer: found[2] ?? '', n: Number(found[3]), part: Number(found[4]) }
  return cursor.seq <= MAX_INTEGER && cursor.n <= MAX_INTEGER ? cursor : null
}
const MAX_INTEGER = 2_147_483_647

/** One page. Rejects when the database is away. */
export async function listConflicts(
  prisma: Pick<PrismaClient, 'conflict'>,
  account: string,
  { before, limit }: { before: ConflictCursor | null; limit: number },
): Promise<ConflictList> {
  const rows = await prisma.conflict.findMany({
    where: { account, ...(before === null ? {} : { OR: after(before) }) },
    orderBy: [{ seq: 'desc' }, { writer: 'desc' }, { n: 'desc' }, { part: 'desc' }],
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    conflicts: page.map(({ widget, field, rule, writer, n, kept, lost, at }) => ({
      widget,
      field,
      rule: rule as Conflict['rule'],
      writer,
      n,
      kept: JSON.parse(kept) as Side,
      lost: JSON.parse(lost) as Side,
      decidedAt: Number(at),
    })),
    next: rows.length > limit && last !== undefined ? `${last.seq}.${last.writer}.${last.n}.${last.part}` : null,
  }
}

const after = ({ seq, writer, n, part }: ConflictCursor) => [
  { seq: { lt: seq } },
  { seq, writer: { lt: writer } },
  { seq, writer, n: { lt: n } },
  { seq, writer, n, part: { lt: part } },
]
