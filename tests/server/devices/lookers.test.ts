/** Which pulls are worth a note. */
import { expect, it } from 'vitest'
import { createLookers } from '../../../server/devices/lookers'
import type { SeenDevice } from '../../../server/layouts/store'

it('a device is noted once with each session, and again when the note was not written', async () => {
  const written: ({ account: string } & SeenDevice)[] = []
  const database = { away: false }
  const note = createLookers({
    now: () => 7,
    see: async (account, device) => {
      if (database.away) throw new Error('away')
      written.push({ account, ...device })
    },
  })
  const look = (session: string, id: string) => note({ account: 'ada', session }, { id, name: 'Pixel 9', revision: 12 })
  for (const [session, id] of [
    ['s1', 'phone'],
    ['s1', 'phone'],
    ['s2', 'phone'],
    ['s2', 'copy'],
  ] as const) {
    await look(session, id)
  }
  expect(written.map(({ session, id }) => [session, id])).toEqual([
    ['s1', 'phone'],
    ['s2', 'phone'],
    ['s2', 'copy'],
  ])
  expect(written[0]).toEqual({ account: 'ada', id: 'phone', name: 'Pixel 9', session: 's1', at: 7, revision: 12 })
  database.away = true
  await expect(look('s3', 'phone')).rejects.toThrow('away')
  database.away = false
  await look('s3', 'phone')
  expect(written).toHaveLength(4)
})
