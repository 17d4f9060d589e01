import { describe, expect, it } from 'vitest'
import { createServerFaults } from '../../../src/inspector/server-faults'

it('places what a skewed server tells between the request and its answer', async () => {
  let now = 1_000_000
  const TEN_MIN_MS = 600_000
  const arrived = { at: now - TEN_MIN_MS - 500, place: 'server', what: 'arrived' }
  const faults = createServerFaults({
    now: () => now,
    after: () => () => {},
    fetch: async () => {
      now += 20
      return Response.json({ now: now - 10 - TEN_MIN_MS, events: [arrived] })
    },
  })
  expect(await faults.events()).toEqual({ events: [{ ...arrived, at: 999_500 }], clockOffMs: TEN_MIN_MS })
})

it('has nothing to tell where the server does not', async () => {
  const faults = createServerFaults({
    now: () => 0,
    after: () => () => {},
    fetch: async () => new Response('', { status: 404 }),
  })
  expect(await faults.events()).toEqual({ events: [], clockOffMs: 0 })
})

describe('a made-up device', () => {
  const editWith = (answer: () => Promise<Response>) =>
    createServerFaults({ now: () => 0, after: () => () => {}, fetch: answer }).editElsewhere('w', 'f', 1)

  it('has edited', async () => {
    expect(await editWith(async () => Response.json({ status: 'saved' }))).toBeNull()
  })

  it('says what the server refused', async () => {
    const errors = [{ path: 'streams.0.edits.0.field', message: 'must be something else' }]
    const problem = { type: 't', title: 'Something breaks a limit', status: 422, errors }
    expect(await editWith(async () => Response.json(problem, { status: 422 }))).toBe(
      'The server refused that: Something breaks a limit: field must be something else. Nothing was changed.',
    )
    const gone = { type: 't', title: 'T', status: 404, detail: 'The server has no widget “w”.' }
    expect(await editWith(async () => Response.json(gone, { status: 404 }))).toBe(
      'The server refused that: The server has no widget “w”. Nothing was changed.',
    )
  })

  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a portal answers', async () => new Response('<p>Welcome', { status: 511 })],
  ])('says that the server could not be reached where %s', async (_, answer) => {
    expect(await editWith(answer)).toMatch(/could not be reached/)
  })
})
