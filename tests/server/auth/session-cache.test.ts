/** What a process remembers of sessions, for how long, and how it hears of ends. Time and database are the test's own. */
import { expect, it } from 'vitest'
import { createSessionCache, IDLE_MS, MOST_AGE_MS, ROUND_MS } from '../../../server/auth/session-cache'

/** In which an end must be felt on every process. */
const FELT_MS = 5_000

function world({ most }: { most?: number } = {}) {
  const clock = { now: 1_000_000 }
  const gone = new Set<string>()
  const asked: string[][] = []
  const database = { away: false }
  let tick: (() => void) | null = null
  const cache = createSessionCache({
    now: () => clock.now,
    whichEnded: async (sessions) => {
      asked.push(sessions)
      if (database.away) throw new Error('away')
      return sessions.filter((session) => gone.has(session))
    },
    every: (ms, call) => {
      expect(ms).toBe(ROUND_MS)
      tick = call
      return () => {
        tick = null
      }
    },
    ...(most === undefined ? {} : { most }),
  })
  const put = (name: string, expiresAt = Number.POSITIVE_INFINITY) =>
    cache.put(`cookie of ${name}`, { account: 'ada', session: name }, { expiresAt, askedAt: clock.now })
  const get = (name: string) => cache.get(`cookie of ${name}`)?.session ?? null
  /** Time passes, with the rounds that fall due. */
  const pass = async (ms: number) => {
    for (const until = clock.now + ms; clock.now < until; ) {
      clock.now = Math.min(until, clock.now + ROUND_MS)
      tick?.()
      await cache.round()
    }
  }
  return { clock, gone, asked, database, cache, put, get, pass, isTicking: () => tick !== null }
}

it('answers at once for as long as it is used, asking for all sessions together', async () => {
  const { put, get, pass, asked } = world()
  put('phone')
  put('laptop')
  for (let i = 0; i < 10; i++) {
    await pass(ROUND_MS)
    expect([get('phone'), get('laptop'), get('nobody')]).toEqual(['phone', 'laptop', null])
  }
  expect(asked).toHaveLength(10)
  expect(asked[0]).toEqual(['phone', 'laptop'])
})

it('an end on another process is felt within 5 s, whenever it falls between two rounds', async () => {
  for (let offset = 0; offset <= ROUND_MS; offset += 250) {
    const { put, get, pass, gone, clock } = world()
    put('phone')
    await pass(ROUND_MS)
    clock.now += offset
    gone.add('phone')
    const endedAt = clock.now
    while (get('phone') !== null) await pass(ROUND_MS)
    expect(clock.now - endedAt).toBeLessThan(FELT_MS)
  }
})

it('knows nothing of a session that it could not ask about for 4 s, and everything again later', async () => {
  const { put, get, pass, database, asked } = world()
  put('phone')
  database.away = true
  await pass(MOST_AGE_MS)
  expect(get('phone')).toBe('phone')
  await pass(1)
  expect(get('phone')).toBeNull()
  expect(MOST_AGE_MS).toBeLessThan(FELT_MS)
  database.away = false
  await pass(ROUND_MS)
  expect(get('phone')).toBe('phone')
  expect(asked.length).toBeGreaterThan(2)
})

it('counts from when the database was asked, not from when it answered; a clock set back is no knowledge', () => {
  const { cache, clock } = world()
  cache.put('c', { account: 'ada', session: 's' }, { expiresAt: Number.POSITIVE_INFINITY, askedAt: clock.now - 3_000 })
  clock.now += 1_000
  expect(cache.get('c')).not.toBeNull()
  clock.now += 1
  expect(cache.get('c')).toBeNull()
  clock.now -= 60_000
  expect(cache.get('c')).toBeNull()
})

it('a session is over when its time is, and lives on when it was made longer', () => {
  const { put, get, clock } = world()
  put('phone', clock.now + 1_000)
  clock.now += 999
  expect(get('phone')).toBe('phone')
  clock.now += 1
  expect(get('phone')).toBeNull()
  put('phone', clock.now + 1_000)
  expect(get('phone')).toBe('phone')
})

it('what is not used is forgotten, and the timer stops with the last', async () => {
  const { put, get, pass, cache, isTicking } = world()
  expect(isTicking()).toBe(false)
  put('phone')
  put('laptop')
  expect(isTicking()).toBe(true)
  for (let ms = 0; ms <= IDLE_MS; ms += ROUND_MS) {
    get('phone')
    await pass(ROUND_MS)
  }
  expect([get('phone'), cache.size()]).toEqual(['phone', 1])
  await pass(IDLE_MS + ROUND_MS)
  expect([get('phone'), cache.size(), isTicking()]).toEqual([null, 0, false])
})

it('who watches is called once, at an end here or elsewhere, and keeps the session known', async () => {
  const { put, pass, cache, gone, get, isTicking } = world()
  const heard: string[] = []
  const watch = (session: string, name = session) =>
    cache.watch({ account: 'ada', session }, () => void heard.push(name))
  put('phone')
  watch('phone', 'first')
  watch('phone', 'second')
  // Not put: its cookie was forgotten meanwhile.
  watch('laptop')
  watch('tablet')()
  await pass(3 * IDLE_MS)
  expect([get('phone'), cache.size()]).toEqual(['phone', 2])
  cache.end(['phone', 'phone', 'unknown'])
  expect([heard, get('phone')]).toEqual([['first', 'second'], null])
  gone.add('laptop')
  await pass(ROUND_MS)
  expect([heard, isTicking()]).toEqual([['first', 'second', 'laptop'], false])
})

it('what ended here while a round is under way stays ended', async () => {
  const { put, get, cache } = world()
  put('phone')
  const round = cache.round()
  cache.end(['phone'])
  await round
  expect([get('phone'), cache.size()]).toEqual([null, 0])
})

it('holds at most so many: the longest unused goes, never one that is watched', async () => {
  const { put, get, cache, clock } = world({ most: 4 })
  for (const name of ['a', 'b', 'c', 'd']) put(name)
  cache.watch({ account: 'ada', session: 'b' }, () => {})
  clock.now += 1
  get('a')
  put('e')
  expect([cache.size(), ['a', 'b', 'c', 'd', 'e'].map(get)]).toEqual([4, ['a', 'b', null, 'd', 'e']])
  // One session is one entry, whichever way its cookie is written.
  cache.put('another', { account: 'ada', session: 'e' }, { expiresAt: clock.now + 1_000, askedAt: clock.now })
  expect([cache.size(), get('e'), cache.get('another')?.session]).toEqual([4, null, 'e'])
})

it('closed, it takes in nothing more and asks nothing more', async () => {
  const { put, get, cache, isTicking } = world()
  put('phone')
  await cache.close()
  put('laptop')
  expect([get('laptop'), isTicking()]).toEqual([null, false])
})
