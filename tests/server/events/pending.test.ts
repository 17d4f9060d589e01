import { expect, it } from 'vitest'
import type { RevisionEvent } from '../../../core/wire/event'
import { keepNewest, payloads, readPayload } from '../../../server/events/pending'

it('of two hints of one account the newer waits, in whatever order they come', () => {
  const pending = new Map<string, RevisionEvent>()
  keepNewest(pending, 'ada', { revision: 2, tag: 'b' })
  keepNewest(pending, 'ada', { revision: 1, tag: 'a' })
  expect(pending.get('ada')).toEqual({ revision: 2, tag: 'b' })
})

it('payloads hold every hint once, say who sent them, and stay under what NOTIFY takes', () => {
  const pending = new Map<string, RevisionEvent>()
  for (let i = 0; i < 1_000; i++)
    pending.set(`${i}`.padStart(64, 'a'), { revision: 2_147_483_647, tag: 't'.repeat(64) })
  const made = payloads(pending, 'one-server')
  for (const payload of made) expect(Buffer.byteLength(payload)).toBeLessThan(8_000)
  const read = made.map(readPayload)
  expect(read.flatMap(({ hints }) => hints).map(([account]) => account)).toEqual([...pending.keys()])
  expect(new Set(read.map(({ from }) => from))).toEqual(new Set(['one-server']))
  expect(payloads(new Map(), 'one-server')).toEqual([])
})

it('a payload of another version is left out, not thrown over', () => {
  expect(readPayload('not json')).toEqual({ from: null, hints: [] })
  expect(readPayload('{"a":1}')).toEqual({ from: null, hints: [] })
  expect(readPayload('[["ada",1,null],["bob"],7]')).toEqual({ from: null, hints: [['ada', 1, null]] })
})
