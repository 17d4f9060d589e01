/** A guest becomes a full account: the same id, so its layout, sessions and devices stay. Used by routes/account. */
import type { PrismaClient } from '../db/client/client'
import { Prisma } from '../db/client/client'
import type { Accounts } from './accounts'

export type AddCredentials = { kind: 'added' } | { kind: 'email-taken' } | { kind: 'not-a-guest' }

/**
 * Gives the account a way to sign in. Sent again with the same words (the answer was lost) it is `added` again; an account
 * that has other credentials is `not-a-guest`. Rejects when the database is away.
 * @param email lower case
 */
export async function addCredentials(
  prisma: PrismaClient,
  accounts: Pick<Accounts, 'hashPassword' | 'passwordIs'>,
  account: string,
  { email, password }: { email: string; password: string },
): Promise<AddCredentials> {
  const hash = await accounts.hashPassword(password)
  try {
    // Both or neither. The update finds nobody when another request has made this guest a full account meanwhile.
    await prisma.$transaction([
      prisma.user.update({ where: { id: account, guest: true }, data: { email, guest: false, name: email } }),
      prisma.account.create({
        data: {
          id: crypto.randomUUID(),
          accountId: account,
          providerId: 'credential',
          userId: account,
          password: hash,
        },
      }),
    ])
    return { kind: 'added' }
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError)) throw error
    if (error.code === 'P2002') return { kind: 'email-taken' }
    if (error.code !== 'P2025') throw error
  }
  const user = await prisma.user.findUnique({ where: { id: account }, include: { accounts: true } })
  const kept = user?.accounts.find(({ providerId }) => providerId === 'credential')?.password
  const same = user?.email === email && kept != null && (await accounts.passwordIs(password, kept))
  return { kind: same ? 'added' : 'not-a-guest' }
}
