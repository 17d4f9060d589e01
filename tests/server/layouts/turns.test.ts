import { expect, it } from 'vitest'
import { createTurns } from '../../../server/layouts/turns'

it('saves of one account take turns in their order, those of another go on, and a failure is only its asker’s', async () => {
  const inTurn = createTurns({ mostWaiting: 10, mostWaitMs: 1_000, now: () => 0 })
  const log: string[] = []
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const first = inTurn('a', async () => {
    log.push('a1 begins')
    await held
    throw new Error('a1 fails')
  })
  const second = inTurn('a', async () => void log.push('a2'))
  await inTurn('b', async () => void log.push('b'))
  expect(log).toEqual(['a1 begins', 'b'])
  release()
  await expect(first).rejects.toThrow('a1 fails')
  await second
  expect(log).toEqual(['a1 begins', 'b', 'a2'])
  expect(await inTurn('a', async () => 'again')).toBe('again')
})

it('the queue of an account has an end, and so has waiting in it; others are not concerned', async () => {
  let clock = 0
  const inTurn = createTurns({ mostWaiting: 2, mostWaitMs: 1_000, now: () => clock })
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const began: string[] = []
  const first = inTurn('a', () => held)
  const second = inTurn('a', async () => {
    began.push('second')
    clock += 1
  })
  const late = inTurn('a', async () => void began.push('late'))
  await expect(inTurn('a', async () => void began.push('too many'))).rejects.toMatchObject({ code: '53300' })
  await inTurn('b', async () => void began.push('b'))
  clock = 1_000
  release()
  await first
  await second
  await expect(late).rejects.toMatchObject({ code: '53300' })
  await inTurn('a', async () => void began.push('again'))
  expect(began).toEqual(['b', 'second', 'again'])
})
