import { describe, expect, it } from 'vitest'
import { createServerReturn, LOOK_EVERY_MS, TELL_TIMES } from '../../../src/sync/server-return'
import { createFakeWorld } from '../../fakes/fake-world'

const MINUTE_MS = 60_000
const READY = () => Response.json({ status: 'ready' })
const HANGS = (init?: RequestInit) =>
  new Promise<Response>((_, fail) => init?.signal?.addEventListener('abort', () => fail(new Error('given up'))))
const AWAY = (): Response => {
  throw new TypeError('connection refused')
}

/** A page whose server the test plays. */
function page() {
  const world = createFakeWorld()
  const played = { server: AWAY, looks: 0, told: 0, visible: true }
  const tab = world
    .newProfile(async () => {
      played.looks += 1
      return played.server()
    })
    .openTab()
  const env = { ...tab.env, isVisible: () => played.visible }
  const serverReturn = createServerReturn(env, () => {
    played.told += 1
  })
  return { world, tab, played, watch: serverReturn.watch }
}

describe('a server that comes back', () => {
  it('is asked as oneself: it may be away for this session alone, on purpose', async () => {
    const world = createFakeWorld()
    const asked: (RequestInit | undefined)[] = []
    const tab = world.newProfile(async (_, init) => {
      asked.push(init)
      return READY()
    })
    createServerReturn(tab.openTab().env, () => {}).watch('network')
    await world.advance(5_000)
    expect(asked[0]?.credentials).toBe('same-origin')
  })

  it('[D5] is noticed within 5 s, however long it was away', async () => {
    const { world, played, watch } = page()
    watch('network')
    await world.advance(10 * MINUTE_MS)
    expect(played.told).toBe(0)
    played.server = READY
    await world.advance(5_000)
    expect(played.told).toBeGreaterThan(0)
  })

  it('is not asked more often than once in 3 s, nor when nothing waits or nobody looks', async () => {
    const { world, tab, played, watch } = page()
    await world.advance(MINUTE_MS)
    expect(played.looks).toBe(0)
    watch('network')
    await world.advance(MINUTE_MS)
    expect(played.looks).toBeLessThanOrEqual(MINUTE_MS / LOOK_EVERY_MS)
    expect(played.looks).toBeGreaterThan(MINUTE_MS / 5_000)

    played.visible = false
    tab.fire('hidden')
    const before = played.looks
    await world.advance(MINUTE_MS)
    expect(played.looks).toBe(before)
    played.visible = true
    tab.fire('visible')
    await world.advance(5_000)
    expect(played.looks).toBeGreaterThan(before)

    watch(null)
    const last = played.looks
    await world.advance(MINUTE_MS)
    expect(played.looks).toBe(last)
  })

  it('a server that is ready and refuses, and a network that lets no save through, are left to the backoff', async () => {
    const refusing = page()
    refusing.played.server = READY
    refusing.watch('server')
    await refusing.world.advance(MINUTE_MS)
    expect(refusing.played.told).toBe(0)

    const narrow = page()
    narrow.played.server = READY
    for (let i = 0; i < 20; i++) {
      narrow.watch('network')
      await narrow.world.advance(LOOK_EVERY_MS)
    }
    expect(narrow.played.told).toBe(TELL_TIMES)
  })

  it("after errors of its own too, once it was not ready; a portal's 200 is not it", async () => {
    const { world, played, watch } = page()
    watch('server')
    played.server = () => Response.json({ status: 503 }, { status: 503 })
    await world.advance(MINUTE_MS)
    played.server = () => new Response('<h1>Sign in to this hotel</h1>', { headers: { 'content-type': 'text/html' } })
    await world.advance(MINUTE_MS)
    expect(played.told).toBe(0)
    played.server = READY
    await world.advance(5_000)
    expect(played.told).toBeGreaterThan(0)
  })

  it('[D5] that hung, without a word, is noticed within 5 s: no look waits for one that hangs', async () => {
    for (let late = 0; late < 4_000; late += 500) {
      const world = createFakeWorld(0, () => 0.99)
      let hangs = true
      let toldAt = Number.NaN
      const { env } = world.newProfile((_path, init) => (hangs ? HANGS(init) : Promise.resolve(READY()))).openTab()
      createServerReturn(env, () => {
        toldAt = Math.min(world.now(), Number.isNaN(toldAt) ? world.now() : toldAt)
      }).watch('silence')
      await world.advance(30_000 + late)
      expect(toldAt).toBeNaN()
      hangs = false
      const back = world.now()
      await world.advance(10_000)
      expect(toldAt - back).toBeLessThan(5_000)
    }
  })

  it('[D5] a slow server that is there all along is left alone; a try that had no answer at all is made twice, no more', async () => {
    const { world, played, watch } = page()
    played.server = READY
    watch('silence')
    await world.advance(2 * LOOK_EVERY_MS)
    expect(played.looks).toBeGreaterThan(1)
    expect(played.told).toBe(0)
    for (let i = 0; i < 20; i++) {
      watch('network')
      await world.advance(LOOK_EVERY_MS)
      watch('silence')
      await world.advance(LOOK_EVERY_MS)
    }
    expect(played.told).toBe(TELL_TIMES)
  })

  it('an old look that hung is no news after a newer one that did not', async () => {
    const { world, played, watch } = page()
    let fail = () => {}
    const first = new Promise<Response>((_, reject) => {
      fail = () => reject(new TypeError('reset'))
    })
    const answers = [() => first, READY, READY, READY, READY]
    played.server = () => (answers.shift() ?? READY)() as Response
    watch('silence')
    watch('network')
    await world.advance(3 * LOOK_EVERY_MS + 1_000)
    const { told } = played
    expect(told).toBe(TELL_TIMES)
    fail()
    await world.advance(3 * LOOK_EVERY_MS)
    expect(played.told).toBe(told)
  })
})
