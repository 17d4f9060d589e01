/** Deletes sessions that ended by themselves, and what was only good for a while: nobody can use them any more. Daily work of start. */
import type { PrismaClient } from '../db/client/client'

/**
 * Resolves to the number of sessions deleted. Rejects when the database is away.
 * @param now server time, ms since 1970
 */
export async function forgetExpired(
  prisma: Pick<PrismaClient, 'session' | 'verification'>,
  now: number,
): Promise<number> {
  const expired = { where: { expiresAt: { lt: new Date(now) } } }
  await prisma.verification.deleteMany(expired)
  return (await prisma.session.deleteMany(expired)).count
}
