/** A pull is for reading: what is noted beside it must not fail it. */
import { expect, it } from 'vitest'
import { pullLayout } from '../../../server/layouts/pull'
import { createModelDatabase } from '../../fakes/model-database'
import { createMemoryStore } from './memory-store'
import { BEGINNING, uuid } from './story'

it('answers also where the device cannot be noted: somebody else has its row locked', async () => {
  const memory = createMemoryStore()
  await memory.see('ada', { id: uuid(1), name: null, session: null, at: BEGINNING, revision: 0 })
  let tries = 0
  const store = {
    ...memory,
    see: async () => {
      tries += 1
      throw new Error('canceling statement due to lock timeout')
    },
  }
  const later = () => BEGINNING + 3_600_000
  const who = { account: 'ada', session: 'session' }
  const outcome = await pullLayout({ store, now: later }, who, { since: 0, tag: null, device: uuid(1), writers: [] })
  expect(outcome).toMatchObject({ kind: 'pulled', answer: { revision: 0, widgets: [] } })
  expect(tries).toBe(1)
})

it('[S11] of two devices with one session the one that named a revision is noted, not the one that was heard of last', async () => {
  const model = createModelDatabase().store()
  const seen = { name: null, session: 'session', revision: 0 }
  await model.see('ada', { ...seen, id: uuid(1), at: BEGINNING })
  await model.see('ada', { ...seen, id: uuid(2), at: BEGINNING + 1 })
  const noted: string[] = []
  const store = {
    ...model,
    see: async (account: string, device: Parameters<typeof model.see>[1]) => {
      noted.push(device.id)
      await model.see(account, device)
    },
  }
  const pull = async (device: string | null, hours: number) =>
    pullLayout(
      { store, now: () => BEGINNING + hours * 3_600_000 },
      { account: 'ada', session: 'session' },
      { since: 0, tag: null, device, writers: [] },
    )
  await pull(uuid(1), 1)
  // Nobody knows it yet: it is no other.
  await pull(uuid(3), 2)
  // A program that does not say which it is.
  await pull(null, 3)
  expect(noted).toEqual([uuid(1), uuid(1)])
})
