import { expect, it } from 'vitest'
import { createTurns } from '../../../server/layouts/turns'

it('saves of one account take turns in their order, those of another go on, and a failure is only its asker’s', async () => {
  const inTurn = createTurns()
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
