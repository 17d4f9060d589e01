/** The store on PostgreSQL, embedded or not, through Prisma: one statement to read, one to write. Knows no rules. */
import type { PrismaClient } from '../db/client/client'
import { readMany } from './read-statement'
import type { LayoutStore } from './store'
import { writeDevice, writeMany } from './write-statement'

export function createPostgresStore(prisma: PrismaClient): LayoutStore {
  return {
    read: async (ask) => {
      const [read] = await readMany(prisma, [ask])
      if (read === undefined) throw new Error('the read statement gave no row')
      return read
    },
    write: async (commit) => (await writeMany(prisma, [commit])).has(commit.account),
    see: (account, device) => writeDevice(prisma, account, device),
  }
}
