/** A pull is for reading: what is noted beside it must not fail it. */
import { expect, it } from 'vitest'
import { pullLayout } from '../../../server/layouts/pull'
import { createMemoryStore } from './memory-store'
import { BEGINNING, uuid } from './story'

it('answers also where the device cannot be noted: somebody else has its row locked', async () => {
  const memory = createMemoryStore()
  await memory.see('ada', { id: uuid(1), name: null, session: null, at: BEGINNING, revision: 0 })
  let tries = 0
  const store = {
    ...memory,
    read: async (ask: Parameters<typeof memory.read>[0]) => memory.read({ ...ask, device: uuid(1) }),
    see: async () => {
      tries += 1
      throw new Error('canceling statement due to lock timeout')
    },
  }
  const later = () => BEGINNING + 3_600_000
  const who = { account: 'ada', session: 'session' }
  const outcome = await pullLayout({ store, now: later }, who, { since: 0, tag: null, writers: [] })
  expect(outcome).toMatchObject({ kind: 'pulled', answer: { revision: 0, widgets: [] } })
  expect(tries).toBe(1)
})
