import { expect, it } from 'vitest'
import { freshDatabase, onBothDatabases } from '../../support/databases'

onBothDatabases((kind) => {
  it('tidying an embedded database counts its rows for the planner; a server does so by itself', async () => {
    const { database, drop } = await freshDatabase(kind)
    const { prisma } = database
    await prisma.writer.createMany({
      data: Array.from({ length: 300 }, (_, i) => ({ account: 'a', id: `${i}`, lastN: 1 })),
    })
    await database.tidy()
    const [row] = await prisma.$queryRaw<{ rows: number }[]>`
      select reltuples::int as rows from pg_class where relname = 'writer'`
    if (kind === 'pglite') expect(row?.rows).toBe(300)
    expect(await prisma.writer.count()).toBe(300)
    await drop()
  })
})
