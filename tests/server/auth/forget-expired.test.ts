import { expect, it } from 'vitest'
import { forgetExpired } from '../../../server/auth/forget-expired'
import { freshDatabase, onBothDatabases } from '../../support/databases'

const NOW = Date.parse('2026-03-01T12:00:00Z')

onBothDatabases((kind) => {
  it('sessions that ended go, those that can still be used stay', async () => {
    const { database, drop } = await freshDatabase(kind)
    const { prisma } = database
    await prisma.user.create({ data: { id: 'u', name: 'Somebody', email: 'somebody@example.org' } })
    for (const [id, expires] of Object.entries({ over: NOW - 1, now: NOW, later: NOW + 86_400_000 })) {
      await prisma.session.create({ data: { id, token: id, userId: 'u', expiresAt: new Date(expires) } })
      await prisma.verification.create({ data: { id, identifier: id, value: 'v', expiresAt: new Date(expires) } })
    }
    expect(await forgetExpired(prisma, NOW)).toBe(1)
    const left = { select: { id: true }, orderBy: { id: 'asc' } } as const
    expect(await prisma.session.findMany(left)).toEqual([{ id: 'later' }, { id: 'now' }])
    expect(await prisma.verification.findMany(left)).toEqual([{ id: 'later' }, { id: 'now' }])
    await drop()
  })
})
