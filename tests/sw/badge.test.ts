/** The number on the app's icon: what waits while nobody looks. */
import { expect, it } from 'vitest'
import { fakeWorker, saveOf } from './support/fake-worker'

it('says how many changes wait once no page is looked at, and goes when they are delivered', async () => {
  const worker = fakeWorker()
  worker.lookedAt = false
  worker.next = ['unreachable']
  await worker.post(saveOf('a', [1, 2, 3]))
  await worker.pass(0)
  expect(worker.badges.at(-1)).toBe(3)
  await worker.pass(1_000)
  expect(worker.badges.at(-1)).toBe(0)
})

it('is none while a page is in sight, comes when that is hidden, and goes when it is looked at again', async () => {
  const worker = fakeWorker()
  worker.always = 'unreachable'
  await worker.post(saveOf('a', [1, 2]))
  await worker.pass(0)
  expect(worker.badges.at(-1)).toBe(0)
  worker.lookedAt = false
  void worker.wake.command({ type: 'drain', reason: 'hidden', account: 'ada' })
  await worker.pass(0)
  expect(worker.badges.at(-1)).toBe(2)
  worker.lookedAt = true
  await worker.wake.command({ type: 'hello', account: 'ada' })
  await worker.pass(0)
  expect(worker.badges.at(-1)).toBe(0)
})

it('[D13] counts nothing that waits for somebody else', async () => {
  const worker = fakeWorker()
  worker.always = 'unreachable'
  await worker.post(saveOf('a', [1, 2]))
  await worker.pass(10_000)
  worker.lookedAt = false
  void worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'bob' })
  await worker.post(saveOf('b', [1], 'bob'))
  await worker.pass(1_000)
  expect(worker.badges.at(-1)).toBe(1)
})

it('is left as it is where the queue cannot be read', async () => {
  const worker = fakeWorker()
  worker.lookedAt = false
  worker.broken.look = true
  void worker.wake.command({ type: 'drain', reason: 'hidden' })
  await worker.pass(0)
  expect(worker.badges).toEqual([])
})
