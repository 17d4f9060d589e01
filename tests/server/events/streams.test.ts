import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import type { RevisionEvent } from '../../../core/wire/event'
import { createEventStreams, HEARTBEAT_MS, type StreamDeps } from '../../../server/events/streams'
import { createSubscribers } from '../../../server/events/subscribers'
import { waitFor } from '../../support/wait-for'

/** The part of Node's response that a stream uses. */
class FakeResponse extends EventEmitter {
  text = ''
  ended = false
  writableLength = 0
  write(frame: string): boolean {
    this.text += frame
    return true
  }
  end(): void {
    this.ended = true
  }
  destroyed = false
  destroy(): void {
    this.destroyed = true
  }
}

const standing: RevisionEvent = { revision: 12, tag: 'k3f9x2pq' }
const everybodyAt12 = async (accounts: string[]) => new Map(accounts.map((account) => [account, standing]))

function world(current: StreamDeps['current'] = everybodyAt12) {
  const subscribers = createSubscribers()
  const watched = new Map<string, () => void>()
  const asked: string[][] = []
  let beat: (() => void) | null = null
  let everyMs = 0
  const streams = createEventStreams({
    notifier: { subscribe: subscribers.add },
    current: (accounts) => {
      asked.push(accounts)
      return current(accounts)
    },
    after: (_, call) => void setTimeout(call, 0),
    watch: ({ session }, ended) => {
      watched.set(session, ended)
      return () => watched.delete(session)
    },
    every: (ms, call) => {
      everyMs = ms
      beat = call
      return () => {
        beat = null
      }
    },
  })
  const open = (account: string, session: string) => {
    const response = new FakeResponse()
    streams.open({ account, session }, response as unknown as ServerResponse)
    return response
  }
  return {
    publish: (account: string, event: RevisionEvent) => subscribers.tell(account, { kind: 'revision', ...event }),
    lookAgain: () => subscribers.tellAll({ kind: 'look-again' }),
    end: (session: string) => watched.get(session)?.(),
    watched,
    asked,
    streams,
    open,
    beat: () => beat?.(),
    isBeating: () => beat !== null,
    everyMs: () => everyMs,
  }
}
const settle = () => new Promise((done) => setTimeout(done, 20))
const frame = (revision: number, tag: string) => `event: revision\ndata: {"revision":${revision},"tag":"${tag}"}\n\n`

it('tells where the account stands on opening, then every new revision, and none twice', async () => {
  const { publish, open } = world()
  const response = open('ada', 's1')
  await waitFor(() => expect(response.text).toBe(frame(12, 'k3f9x2pq')))
  publish('ada', { revision: 13, tag: 'w8d1m4zc' })
  publish('ada', { revision: 13, tag: 'w8d1m4zc' })
  publish('bob', { revision: 99, tag: 'nothere' })
  await settle()
  expect(response.text).toBe(frame(12, 'k3f9x2pq') + frame(13, 'w8d1m4zc'))
})

it('a revision that comes before the answer of the look-up is newer, and stays the last that is told', async () => {
  const { publish, open, asked } = world()
  const response = open('ada', 's1')
  publish('ada', { revision: 13, tag: 'w8d1m4zc' })
  await waitFor(() => expect(asked).toHaveLength(1))
  await settle()
  expect(response.text).toBe(frame(13, 'w8d1m4zc'))
})

it('a comment goes to every stream at least every 25 s, to a few at a time', async () => {
  const { open, beat, everyMs } = world()
  const responses = Array.from({ length: 200 }, (_, i) => open(`account ${i}`, `s${i}`))
  await settle()
  const beats = HEARTBEAT_MS / everyMs()
  expect(HEARTBEAT_MS).toBeLessThanOrEqual(25_000)
  let most = 0
  let before = 0
  for (let i = 0; i < beats; i++) {
    beat()
    const told = responses.filter(({ text }) => /^: /m.test(text)).length
    most = Math.max(most, told - before)
    before = told
  }
  expect(before).toBe(200)
  expect(most).toBeLessThanOrEqual(Math.ceil(200 / beats))
})

it('says with each comment once more where the account stands, which a page can hear', async () => {
  const { publish, open, beat, everyMs } = world()
  const response = open('ada', 's1')
  await settle()
  publish('ada', { revision: 13, tag: 'w8d1m4zc' })
  const before = response.text
  for (let ms = 0; ms < HEARTBEAT_MS; ms += everyMs()) beat()
  expect(response.text.slice(before.length)).toBe(`: still here\n\n${frame(13, 'w8d1m4zc')}`)
})

it('ends when the session has ended', async () => {
  const { open, end, streams, watched } = world()
  const [stays, goes] = [open('ada', 's1'), open('ada', 's2')]
  end('s2')
  expect([stays.ended, goes.ended, streams.count()]).toEqual([false, true, 1])
  expect([...watched.keys()]).toEqual(['s1'])
})

it('cleans up when the reader goes, when it does not read, and when the server stops', async () => {
  const { publish, open, streams, isBeating, watched } = world()
  const [gone, stuck, last] = [open('ada', 's1'), open('ada', 's2'), open('ada', 's3')]
  await settle()
  gone.emit('close')
  const before = gone.text
  stuck.writableLength = 1_000_000
  publish('ada', { revision: 13, tag: 'x' })
  expect(stuck.destroyed).toBe(true)
  expect(gone.text).toBe(before)
  expect(streams.count()).toBe(1)
  streams.closeAll()
  expect([last.ended, streams.count(), isBeating(), watched.size]).toEqual([true, 0, false, 0])
})

it('thousands that open or look again at once cost a handful of questions', async () => {
  const { open, asked, lookAgain } = world()
  const responses = Array.from({ length: 2_500 }, (_, i) => open(`account ${i % 1_250}`, `s${i}`))
  await waitFor(() => expect(responses.every(({ text }) => text === frame(12, 'k3f9x2pq'))).toBe(true))
  expect(asked.map((accounts) => accounts.length)).toEqual([1_000, 250])
  lookAgain()
  await waitFor(() => expect(asked.map((accounts) => accounts.length)).toEqual([1_000, 250, 1_000, 250]))
  await settle()
  // Nothing was missed, so nothing is said.
  expect(responses.every(({ text }) => text === frame(12, 'k3f9x2pq'))).toBe(true)
})

it('while the database is away it stays open, and is told when the database is back', async () => {
  let away = true
  const { open, asked } = world((accounts) => (away ? Promise.reject(new Error('away')) : everybodyAt12(accounts)))
  const response = open('ada', 's1')
  await waitFor(() => expect(asked.length).toBeGreaterThan(2))
  expect([response.text, response.ended]).toEqual(['', false])
  away = false
  await waitFor(() => expect(response.text).toBe(frame(12, 'k3f9x2pq')))
})

it('[D7] a hint that was overtaken is not told, and what is told last is where the account stands', async () => {
  let stands: RevisionEvent = standing
  const { publish, lookAgain, open } = world(async (accounts) => {
    const seen = stands
    await new Promise((done) => setTimeout(done, 10))
    return new Map(accounts.map((account) => [account, seen]))
  })
  const phone = open('ada', 'phone')
  const last = () => `${phone.text.split('\n\n').at(-2)}\n\n`
  await settle()
  await settle()
  publish('ada', { revision: 14, tag: 'newer' })
  publish('ada', { revision: 13, tag: 'older' })
  expect(last()).toBe(frame(14, 'newer'))
  // A look that was overtaken by a hint while it was under way.
  stands = { revision: 14, tag: 'newer' }
  lookAgain()
  await new Promise((done) => setTimeout(done, 5))
  publish('ada', { revision: 15, tag: 'newest' })
  await settle()
  await settle()
  expect(last()).toBe(frame(15, 'newest'))
  // A backup was restored: the account really stands further back.
  stands = { revision: 9, tag: 'restored' }
  lookAgain()
  await settle()
  await settle()
  expect(last()).toBe(frame(9, 'restored'))
})
