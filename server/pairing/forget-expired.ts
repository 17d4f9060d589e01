/** Deletes pairings whose time is over: they are of no use to anybody. Daily work of start; an account's own next code does so, too. */
import type { PrismaClient } from '../db/client/client'

/**
 * Resolves to the number deleted. Rejects when the database is away.
 * @param now server time, ms since 1970
 */
export async function forgetExpiredPairings(prisma: Pick<PrismaClient, 'pairing'>, now: number): Promise<number> {
  return (await prisma.pairing.deleteMany({ where: { expiresAt: { lt: BigInt(now) } } })).count
}
