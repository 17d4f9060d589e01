/** One try of a page's own: an answer that never comes is given up, and says nothing about the save. */
import { describe, expect, it } from 'vitest'
import type { SaveBody } from '../../../core/wire/save'
import { post } from '../../../src/sync/post'
import { createFakeWorld } from '../../fakes/fake-world'

const SAVE: SaveBody = {
  schema: 1,
  account: 'ada',
  device: '11111111-1111-4111-8111-111111111111',
  base: 0,
  tag: null,
  trigger: 'edit',
  sentAt: 1,
  streams: [],
}

/** A fetch that never answers, and ends when it is given up as a real one does. */
const silence = (init?: RequestInit) =>
  new Promise<Response>((_, fail) => init?.signal?.addEventListener('abort', () => fail(new Error('given up'))))

const HOW = { leaving: false, giveUp: new AbortController().signal }

describe('a request that hangs', () => {
  it('[D5] is given up after 45 s, which is longer than the worker takes for its 202, and is to be tried again', async () => {
    const world = createFakeWorld()
    const { env } = world.newProfile((_path, init) => silence(init)).openTab()
    let posted: Awaited<ReturnType<typeof post>> | undefined
    void post(env, SAVE, HOW).then((came) => {
      posted = came
    })
    await world.advance(44_000)
    expect(posted).toBeUndefined()
    await world.advance(2_000)
    expect(posted).toMatchObject({ kind: 'retry', errorKind: 'network' })
  })

  it('[D5] [D6] has a second more for each 10 kB of the save, as the worker gives it', async () => {
    const world = createFakeWorld()
    const { env } = world.newProfile((_path, init) => silence(init)).openTab()
    const edit = { n: 1, base: 0, widget: SAVE.device, field: 'title', value: 'x'.repeat(600_000), at: 1 }
    let isOver = false
    void post(env, { ...SAVE, streams: [{ writer: SAVE.device, edits: [edit] }] }, HOW).then(() => {
      isOver = true
    })
    await world.advance(104_000)
    expect(isOver).toBe(false)
    await world.advance(2_000)
    expect(isOver).toBe(true)
  })

  it('[D5] is given up when the page says so', async () => {
    const world = createFakeWorld()
    const { env } = world.newProfile((_path, init) => silence(init)).openTab()
    const giveUp = new AbortController()
    const posted = post(env, SAVE, { leaving: false, giveUp: giveUp.signal })
    await world.settle()
    giveUp.abort()
    expect(await posted).toMatchObject({ kind: 'retry', errorKind: 'network' })
  })

  it('[D5] is given up, too, when it hangs in the middle of its answer', async () => {
    const world = createFakeWorld()
    const { env } = world
      .newProfile(async (_path, init) => {
        const body = new ReadableStream({
          start: (stream) => init?.signal?.addEventListener('abort', () => stream.error(new Error('given up'))),
        })
        return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } })
      })
      .openTab()
    let posted: Awaited<ReturnType<typeof post>> | undefined
    void post(env, SAVE, HOW).then((came) => {
      posted = came
    })
    await world.advance(46_000)
    expect(posted).toMatchObject({ kind: 'retry', errorKind: 'network' })
  })
})
