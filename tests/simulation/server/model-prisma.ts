/**
 * As much of Prisma as is asked of it here beside layouts: how a guest gets credentials. Before: process gives it to the routes.
 * After: account-table. No suite holds it to the real one.
 */
import { Prisma, type PrismaClient } from '../../../server/db/client/client'
import type { AccountTable } from './account-table'

interface WhoseUser {
  where: { id: string }
}
type UserUpdate = WhoseUser & { data: { email: string } }
interface AccountCreate {
  data: { password: string }
}

/** @param ask carries it out in the database, some moments away; rejects where that is away */
export function createModelPrisma(
  table: AccountTable,
  ask: <T>(effect: () => T | Promise<T>) => Promise<T>,
): PrismaClient {
  const model = {
    user: {
      // As Prisma's own: nothing happens until a transaction carries it out.
      update: (statement: UserUpdate) => statement,
      findUnique: ({ where }: WhoseUser) =>
        ask(() => {
          const user = table.user(where.id)
          if (user === undefined) return null
          return { email: user.email, accounts: [{ providerId: 'credential', password: user.password }] }
        }),
    },
    account: { create: (statement: AccountCreate) => statement },
    $transaction: ([update, create]: [UserUpdate, AccountCreate]) =>
      ask(() => {
        const code = table.addCredentials(update.where.id, update.data.email, create.data.password)
        if (code !== null) throw new Prisma.PrismaClientKnownRequestError('refused', { code, clientVersion: '' })
      }),
    // Of an exported file, which says what its devices are called.
    device: { findMany: async () => [] },
  }
  return model as unknown as PrismaClient
}
