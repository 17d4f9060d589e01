/** Stories of the outbox as logs with times, on fakes. */
import { describe, expect, it } from 'vitest'
import { isSave } from '../../sw/outbox/intercept'
import { fakeWorker, ORIGIN, saveOf } from './support/fake-worker'

const QUEUED = { status: 202, body: { status: 'queued' } }
const PORTAL = () => new Response('<title>Free Wi-Fi</title>', { headers: { 'content-type': 'text/html' } })

describe('a save', () => {
  it('[D4] is put before it is sent, deleted after the acknowledgement, and the page has the answer', async () => {
    const worker = fakeWorker()
    const answer = await worker.post(saveOf('a', [1]))
    expect(answer).toMatchObject({ status: 200, body: { status: 'saved', lastN: { a: 1 } } })
    expect(worker.log).toEqual([
      '0.0 put ada a:1',
      '0.0 status ada sending',
      '0.0 send ada a:1',
      '0.0 delete ada a:1',
      '0.0 status ada empty',
    ])
  })

  it('[S5] says when it is sent anew at each try, and else what the page said', async () => {
    const worker = fakeWorker()
    worker.next = ['unreachable']
    await worker.post(saveOf('a', [1]))
    await worker.pass(1_000)
    expect(worker.sent.map(({ sentAt }) => sentAt)).toEqual([1_000_000, 1_001_000])
    expect({ ...worker.sent[1], sentAt: 1 }).toEqual(saveOf('a', [1]))
  })

  it('[D5] that cannot be delivered answers 202, is tried after 1 s, 2 s and 4 s, then saving fails', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    await worker.pass(60_000)
    expect(worker.log.filter((line) => !line.includes('sending'))).toEqual([
      '0.0 put ada a:1',
      '0.0 send ada a:1',
      '0.0 status ada waiting',
      '1.0 send ada a:1',
      '1.0 status ada waiting',
      '3.0 send ada a:1',
      '3.0 status ada waiting',
      '7.0 send ada a:1',
      '7.0 status ada failing',
    ])
    expect(worker.reports.at(-1)).toMatchObject({
      status: { attempts: 4, nextTryAt: 1_015_000, lastErrorKind: 'network' },
    })
    expect(worker.entries).toHaveLength(1)
  })

  it('[D4] is learned, then deleted, then reported when it arrives in the background', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'internal' }]
    await worker.post(saveOf('a', [1]))
    await worker.pass(1_000)
    expect(worker.log.slice(-4)).toEqual([
      '1.0 learn acknowledged',
      '1.0 delete ada a:1',
      '1.0 report acknowledged',
      '1.0 status ada empty',
    ])
    const [learned] = worker.learned.values()
    expect(learned).toMatchObject({ account: 'ada', asked: { base: 3, tag: 't' }, sent: [{ writer: 'a' }] })
  })

  it('[D4] is learned when the page that sent it is gone', async () => {
    const worker = fakeWorker()
    worker.open.clear()
    await worker.post(saveOf('a', [1]))
    expect([...worker.learned.values()]).toMatchObject([{ kind: 'acknowledged' }])
  })

  it('[D5] is answered 202 after a while when nothing comes, goes on, and gives up a try after half a minute', async () => {
    const worker = fakeWorker()
    worker.next = ['silence']
    const answer = worker.post(saveOf('a', [1]))
    await worker.pass(10_000)
    expect(await answer).toEqual(QUEUED)
    expect(worker.entries).toHaveLength(1)
    await worker.pass(22_000)
    expect(worker.log).toContain('31.0 send ada a:1')
    expect([...worker.learned.values()]).toMatchObject([{ kind: 'acknowledged' }])
  })

  it('[D4] is not delivered by a captive portal', async () => {
    const worker = fakeWorker()
    worker.next = [PORTAL()]
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    expect(worker.entries).toHaveLength(1)
    await worker.pass(1_000)
    expect(worker.entries).toHaveLength(0)
  })

  it('[D5] waits at least as long as the server asked, whatever triggers', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'too-many-requests', retryAfter: '20' }]
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    await worker.wake.command({ type: 'drain', reason: 'retry' })
    expect(await worker.post(saveOf('a', [1, 2]))).toEqual(QUEUED)
    await worker.pass(20_000)
    expect(worker.sent).toHaveLength(1)
    await worker.wake.command({ type: 'drain', reason: 'timer' })
    expect(worker.entries).toHaveLength(0)
  })

  it('that is none goes straight to the server, whose word it is', async () => {
    const worker = fakeWorker()
    worker.always = { problem: 'bad-request' }
    expect(await worker.post({ nonsense: true, streams: [] })).toMatchObject({ status: 400 })
    expect(worker.entries).toEqual([])
    expect(worker.log).toHaveLength(1)
  })
})

describe('the queue', () => {
  it('[D2] holds the newest save, put before the older one is deleted, and the older page has its 202', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.post(saveOf('a', [1, 2]))
    const puts = worker.log.filter((line) => line.includes('put') || line.includes('delete'))
    expect(puts).toEqual(['0.0 put ada a:1', '0.0 put ada a:1,2', '0.0 delete ada a:1'])
  })

  it('[S2] keeps what a newer save does not carry, and sends it first', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1, 2]))
    await worker.post(saveOf('a', [3]))
    await worker.post(saveOf('b', [1]))
    expect(worker.entries).toHaveLength(3)
    worker.always = 'save'
    worker.log.length = 0
    await worker.wake.command({ type: 'drain', reason: 'online' })
    expect(worker.log.filter((line) => line.includes('send '))).toEqual([
      '0.0 send ada a:1,2',
      '0.0 send ada a:3',
      '0.0 send ada b:1',
    ])
  })

  it('[D13] keeps the save of an account that is not signed in, and that stands in nobody’s way', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'wrong-account' }]
    expect(await worker.post(saveOf('a', [1], 'bob'))).toMatchObject({ status: 403 })
    expect(await worker.post(saveOf('b', [1], 'ada'))).toMatchObject({ status: 200 })
    expect(worker.log.filter((line) => line.includes('send '))).toHaveLength(2)
    expect(worker.entries.map(({ save }) => save?.account)).toEqual(['bob'])
    expect(await worker.drain.hopes()).toBe(false)
    await worker.wake.command({ type: 'drain', reason: 'signed-in' })
    expect(worker.entries).toEqual([])
  })

  it('[D13] sends nothing of an account while another one is shown, whatever triggers, and all of it when it is shown again', async () => {
    const worker = fakeWorker()
    worker.next = ['unreachable']
    await worker.post(saveOf('a', [1], 'ada'))
    const sentByAda = () => worker.log.filter((line) => line.includes('send ada')).length
    expect(sentByAda()).toBe(1)
    await worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'bob' })
    await worker.post(saveOf('b', [1], 'bob'))
    for (const reason of ['start', 'retry', 'online', 'timer', 'visible', 'signed-in'] as const) {
      await worker.wake.command({ type: 'drain', reason, account: 'bob' })
    }
    await worker.wake.sync()
    await worker.wake.online()
    await worker.pass(600_000)
    expect(sentByAda()).toBe(1)
    expect(worker.entries.map(({ save }) => save?.account)).toEqual(['ada'])
    // Any trigger of theirs will do.
    await worker.wake.command({ type: 'drain', reason: 'visible', account: 'ada' })
    expect(sentByAda()).toBe(2)
    expect(worker.entries).toEqual([])
  })

  it('[D13] sends no more of an account once another one is shown, in the middle of it', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1, 2], 'ada'))
    await worker.post(saveOf('a', [3], 'ada'))
    worker.sent.length = 0
    worker.always = 'save'
    worker.whenSent = () => worker.drain.shows('bob')
    await worker.wake.command({ type: 'drain', reason: 'online', account: 'ada' })
    expect(worker.sent).toHaveLength(1)
    expect(worker.entries).toHaveLength(1)
  })

  it('[D5][D13] waits as long as the server asked, also when another account was shown in between', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'too-many-requests', retryAfter: '20' }]
    await worker.post(saveOf('a', [1], 'ada'))
    await worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'bob' })
    await worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'ada' })
    expect(worker.log.filter((line) => line.includes('send ada'))).toHaveLength(1)
    // The page is told when to ask again: nobody else would.
    const told = worker.reports.flatMap((report) => (report.type === 'status' ? [report.status] : []))
    expect(told.at(-1)).toMatchObject({ account: 'ada', state: 'waiting', nextTryAt: expect.any(Number) })
    await worker.pass(30_000)
    await worker.wake.command({ type: 'drain', reason: 'visible', account: 'ada' })
    expect(worker.log.filter((line) => line.includes('send ada'))).toHaveLength(2)
  })

  it('[D5] waits as long as the server asked, also with what comes late for a guest who is another one by now', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'too-many-requests', retryAfter: '20' }]
    await worker.post(saveOf('a', [1], 'guest'))
    await worker.wake.command({ type: 'moved', account: 'guest' })
    expect(worker.entries).toEqual([])
    expect(await worker.post(saveOf('b', [1], 'guest'))).toEqual(QUEUED)
    expect(worker.sent).toHaveLength(1)
    await worker.pass(20_000)
    await worker.wake.command({ type: 'drain', reason: 'timer', account: 'guest' })
    expect(worker.sent).toHaveLength(2)
  })

  it('[D13] believes the page that spoke last, also where another’s save was still being put in', async () => {
    const worker = fakeWorker()
    worker.whenPut = () => void worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'bob' })
    expect(await worker.post(saveOf('a', [1], 'ada'))).toMatchObject({ status: 202 })
    await worker.wake.command({ type: 'drain', reason: 'online', account: 'bob' })
    expect(worker.sent).toEqual([])
    expect(worker.entries.map(({ save }) => save?.account)).toEqual(['ada'])
  })

  it('[D13] remembers for whom it waits', async () => {
    const worker = fakeWorker()
    worker.next = ['unreachable']
    await worker.post(saveOf('a', [1], 'ada'))
    await worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'bob' })
    // Nothing is known of who is shown, as after a stop.
    await worker.wake.command({ type: 'drain', reason: 'online' })
    await worker.wake.sync()
    await worker.pass(600_000)
    expect(worker.log.filter((line) => line.includes('send ada'))).toHaveLength(1)
  })

  it('[D13] knows whom a page shows that has just begun, after a change of accounts that it slept through', async () => {
    const worker = fakeWorker()
    worker.next = ['unreachable']
    await worker.post(saveOf('a', [1], 'ada'))
    await worker.wake.command({ type: 'hello', account: 'bob' })
    void worker.wake.passing(null)
    void worker.wake.online()
    await worker.pass(600_000)
    expect(worker.log.filter((line) => line.includes('send ada'))).toHaveLength(1)
    expect(worker.entries.map(({ save }) => save?.account)).toEqual(['ada'])
  })

  it('goes on past an entry that cannot be read, and shows it', async () => {
    const worker = fakeWorker()
    const unreadable = { id: 0, key: null, url: ORIGIN, body: undefined, save: undefined, bytes: 9, heldSince: 1 }
    worker.entries.push(unreadable)
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
    await worker.wake.command({ type: 'outbox', id: 'x' })
    expect(worker.reports.at(-1)).toMatchObject({
      type: 'outbox-reply',
      id: 'x',
      held: [{ id: 0, body: null, bytes: 9, lastError: 'unreadable' }],
    })
  })

  it('that is full lets the save through, and leaves a failure to the page', async () => {
    const worker = fakeWorker()
    worker.broken.put = true
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
    worker.always = 'unreachable'
    expect(await worker.post(saveOf('a', [2]))).toBe('network error')
    expect(worker.journal.map(({ what }) => what)).toContain('put-failed')
  })

  it('[D5] that is full hands on what this API says, which may be how long to wait, and nobody else’s word', async () => {
    const worker = fakeWorker()
    worker.broken.put = true
    worker.next = [{ problem: 'unavailable', retryAfter: '20' }, PORTAL()]
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 503 })
    expect(await worker.post(saveOf('a', [2]))).toBe('network error')
  })

  it('that cannot be read answers 202 and fails no page', async () => {
    const worker = fakeWorker()
    worker.broken.look = true
    const answer = worker.post(saveOf('a', [1]))
    await worker.pass(10_000)
    expect(await answer).toEqual(QUEUED)
  })
})

describe('a refusal', () => {
  it('of the first try goes to the page as it is, and leaves the queue', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'limit-broken' }, { problem: 'base-unknown' }]
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 422, body: { status: 422 } })
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 409 })
    expect(worker.entries).toEqual([])
    expect(worker.learned.size).toBe(0)
  })

  it.each(['limit-broken', 'base-unknown'] as const)(
    '[D12] %s in the background is kept for a page',
    async (problem) => {
      const worker = fakeWorker()
      worker.next = ['unreachable', { problem }]
      await worker.post(saveOf('a', [1]))
      await worker.pass(1_000)
      expect(worker.entries).toEqual([])
      const kind = problem === 'limit-broken' ? 'refused' : problem
      const [learned] = worker.learned.values()
      expect(learned).toMatchObject({ kind, asked: { base: 3, tag: 't' } })
      await worker.wake.command({ type: 'hello' })
      expect(worker.reports.at(-1)).toMatchObject({ type: 'learned', learned: { kind } })
      await worker.wake.command({ type: 'taken', id: learned?.id ?? '' })
      expect(worker.learned.size).toBe(0)
    },
  )

  it('for want of a sign-in holds the save until somebody signed in', async () => {
    const worker = fakeWorker()
    worker.always = { problem: 'unauthenticated' }
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 401 })
    for (const reason of ['visible', 'online', 'hidden', 'timer'] as const) {
      await worker.wake.command({ type: 'drain', reason })
    }
    expect(worker.sent).toHaveLength(1)
    expect(worker.reports.at(-1)).toMatchObject({ status: { state: 'held', why: 'sign-in', nextTryAt: null } })
    worker.always = 'save'
    await worker.wake.command({ type: 'drain', reason: 'signed-in' })
    expect(worker.entries).toEqual([])
  })

  it('[D5] by an older server is tried again by the long timer, and by Background Sync', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'schema-newer' }]
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 426 })
    expect(await worker.drain.hopes()).toBe(true)
    await worker.pass(240_000)
    await worker.wake.command({ type: 'drain', reason: 'timer' })
    expect(worker.entries).toEqual([])
  })
})

describe('triggers', () => {
  it('[D5] one during a try makes one more round, however many come', async () => {
    const worker = fakeWorker()
    worker.next = ['silence', 'unreachable', 'unreachable']
    void worker.post(saveOf('a', [1]))
    await worker.pass(1_000)
    for (let tab = 0; tab < 10; tab++) void worker.wake.command({ type: 'drain', reason: 'online' })
    await worker.pass(2_500)
    expect(worker.log.filter((line) => line.includes('send '))).toEqual(['0.0 send ada a:1', '3.0 send ada a:1'])
  })

  it('[D5] a try that hangs gives way to a newer save after 10 s, and the newest is sent', async () => {
    const worker = fakeWorker()
    worker.next = ['silence']
    void worker.post(saveOf('a', [1]))
    await worker.pass(4_000)
    void worker.post(saveOf('a', [1, 2]))
    await worker.pass(5_900)
    expect(worker.sent).toHaveLength(1)
    await worker.pass(200)
    expect(worker.log.filter((line) => line.includes('send '))).toEqual(['0.0 send ada a:1', '10.0 send ada a:1,2'])
    expect(worker.entries).toHaveLength(0)
  })

  it('[D5] a try that hangs gives way at once to a trigger that comes later, and never to a timer', async () => {
    const worker = fakeWorker()
    worker.next = ['silence', 'silence']
    void worker.post(saveOf('a', [1]))
    await worker.pass(12_000)
    await Promise.race([worker.wake.command({ type: 'drain', reason: 'timer' }), worker.pass(1_000)])
    expect(worker.sent).toHaveLength(1)
    void worker.wake.command({ type: 'drain', reason: 'retry' })
    await worker.pass(0)
    expect(worker.sent).toHaveLength(2)
    // The one after it has its time, too.
    void worker.wake.command({ type: 'drain', reason: 'retry' })
    await worker.pass(2_900)
    expect(worker.sent).toHaveLength(2)
  })

  it('[D5] the browser’s sync event joins the quick retries instead of hurrying them', async () => {
    const worker = fakeWorker()
    worker.next = ['unreachable']
    await worker.post(saveOf('a', [1]))
    const synced = worker.wake.sync()
    await worker.pass(900)
    expect(worker.sent).toHaveLength(1)
    await worker.pass(200)
    await synced
    expect(worker.sent).toHaveLength(2)
  })

  it('[D5] the sync event ends in an Error while something is left, and asks for no other one meanwhile', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.pass(8_000)
    await expect(worker.wake.sync()).rejects.toBeInstanceOf(Error)
    worker.next = ['silence']
    const synced = expect(worker.wake.sync()).rejects.toBeInstanceOf(Error)
    void worker.wake.command({ type: 'drain', reason: 'visible' })
    await worker.pass(31_000)
    await synced
    expect(worker.syncsAsked).toBe(0)
    await worker.wake.command({ type: 'drain', reason: 'visible' })
    expect(worker.syncsAsked).toBe(1)
  })

  it('[D5] another API call that goes by tries what is due', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.pass(8_000)
    worker.always = 'save'
    await worker.wake.passing(null)
    expect(worker.entries).toHaveLength(1)
    await worker.pass(8_000)
    await worker.wake.passing(null)
    expect(worker.entries).toHaveLength(0)
  })

  it('[D13] another API call that goes by sends nothing before a page has said whom it shows', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.pass(8_000)
    // Nothing is known of who is shown, as after a stop.
    await worker.wake.command({ type: 'drain', reason: 'visible' })
    worker.always = 'save'
    await worker.pass(600_000)
    await worker.wake.passing(null)
    expect(worker.entries).toHaveLength(1)
    // A pull says it as well.
    await worker.wake.passing('ada')
    expect(worker.entries).toHaveLength(0)
  })

  it('leave the queue to the active worker', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.pass(8_000)
    worker.active = false
    worker.always = 'save'
    await worker.wake.command({ type: 'drain', reason: 'start' })
    await worker.wake.online()
    expect(worker.entries).toHaveLength(1)
  })

  it('[D9] a new version ends the try under way, which counts for nothing', async () => {
    const worker = fakeWorker()
    worker.next = ['silence']
    const answer = worker.post(saveOf('a', [1]))
    await worker.pass(1_000)
    worker.drain.stop()
    await worker.pass(0)
    expect(await answer).toEqual(QUEUED)
    await worker.pass(60_000)
    expect(worker.sent).toHaveLength(1)
    expect(worker.entries).toHaveLength(1)
    expect(worker.reports.at(-1)).toMatchObject({ status: { state: 'waiting', attempts: 0 } })
  })

  it('[D9] a worker that stands down keeps what comes, begins nothing, and goes on where nobody took over', async () => {
    const worker = fakeWorker()
    worker.drain.stop()
    const answer = worker.post(saveOf('a', [1]))
    await worker.pass(0)
    expect(await answer).toEqual(QUEUED)
    await worker.wake.command({ type: 'drain', reason: 'retry' })
    expect([worker.sent.length, worker.entries.length]).toEqual([0, 1])
    await worker.pass(10_000)
    await worker.wake.command({ type: 'drain', reason: 'timer' })
    expect([worker.sent.length, worker.entries.length]).toEqual([1, 0])
  })
})

describe('what comes during a round', () => {
  it('[D5] a save is tried, wherever a round was that had no reason to try its account', async () => {
    for (let later = 0; later < 30; later++) {
      const worker = fakeWorker()
      worker.next = [{ problem: 'unauthenticated' }]
      await worker.post(saveOf('a', [1]))
      worker.whenPut = async () => {
        for (let i = 0; i < later; i++) await null
        void worker.wake.command({ type: 'drain', reason: 'timer', account: 'ada' })
      }
      expect(await worker.post(saveOf('a', [1, 2])), `${later} turns later`).toMatchObject({ status: 200 })
    }
  })

  it('[D5] who signs in is heard, though the network comes back in the same moment', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'unauthenticated' }, 'silence']
    await worker.post(saveOf('a', [1]))
    void worker.post(saveOf('b', [1], 'bob'))
    await worker.pass(0)
    void worker.wake.command({ type: 'drain', reason: 'signed-in', account: 'ada' })
    void worker.wake.online()
    await worker.pass(60_000)
    expect(worker.entries.map(({ save }) => save?.account)).toEqual(['bob'])
  })
})

describe('what the outbox takes', () => {
  const request = (url: string, method = 'POST') => new Request(url, { method })
  it('is the page’s save to its own origin, and nothing else', () => {
    expect(isSave(request(`${ORIGIN}/api/layout`), ORIGIN)).toBe(true)
    expect(isSave(request(`${ORIGIN}/api/layout`, 'GET'), ORIGIN)).toBe(false)
    expect(isSave(request(`${ORIGIN}/api/layout/versions/3/restore`), ORIGIN)).toBe(false)
    expect(isSave(request('https://elsewhere.test/api/layout'), ORIGIN)).toBe(false)
  })
})
