import { expect, it } from 'vitest'
import { createServerFaults } from '../../../src/inspector/server-faults'

it('places what a skewed server tells between the request and its answer', async () => {
  let now = 1_000_000
  const TEN_MIN_MS = 600_000
  const arrived = { at: now - TEN_MIN_MS - 500, place: 'server', what: 'arrived' }
  const faults = createServerFaults({
    now: () => now,
    fetch: async () => {
      now += 20
      return Response.json({ now: now - 10 - TEN_MIN_MS, events: [arrived] })
    },
  })
  expect(await faults.events()).toEqual({ events: [{ ...arrived, at: 999_500 }], clockOffMs: TEN_MIN_MS })
})

it('has nothing to tell where the server does not', async () => {
  const faults = createServerFaults({ now: () => 0, fetch: async () => new Response('', { status: 404 }) })
  expect(await faults.events()).toEqual({ events: [], clockOffMs: 0 })
})
