import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, it, vi } from 'vitest'
import type { RevisionEvent } from '../../../core/wire/event'
import { createInProcessNotifier } from '../../../server/events/in-process'
import { createEventStreams, HEARTBEAT_MS } from '../../../server/events/streams'

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
}

function world(current: () => Promise<RevisionEvent> = async () => ({ revision: 12, tag: 'k3f9x2pq' })) {
  const notifier = createInProcessNotifier()
  const watched = new Map<string, () => void>()
  let beat: (() => void) | null = null
  let everyMs = 0
  const streams = createEventStreams({
    notifier,
    current,
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
    notifier,
    watched,
    streams,
    open,
    beat: () => beat?.(),
    isBeating: () => beat !== null,
    everyMs: () => everyMs,
  }
}
const settle = () => vi.waitFor(() => {})
const frame = (revision: number, tag: string) => `event: revision\ndata: {"revision":${revision},"tag":"${tag}"}\n\n`

it('tells where the account stands on opening, then every new revision', async () => {
  const { notifier, open } = world()
  const response = open('ada', 's1')
  await vi.waitFor(() => expect(response.text).toBe(frame(12, 'k3f9x2pq')))
  notifier.publish('ada', { revision: 13, tag: 'w8d1m4zc' })
  notifier.publish('bob', { revision: 99, tag: 'nothere' })
  await vi.waitFor(() => expect(response.text).toBe(frame(12, 'k3f9x2pq') + frame(13, 'w8d1m4zc')))
})

it('sends a comment at least every 25 s, and ends when the session has ended', async () => {
  const { open, beat, watched, everyMs, streams } = world()
  const [stays, goes] = [open('ada', 's1'), open('ada', 's2')]
  await settle()
  expect(HEARTBEAT_MS).toBeLessThanOrEqual(25_000)
  expect(everyMs()).toBe(HEARTBEAT_MS)
  beat()
  expect(stays.text).toMatch(/^: /m)
  watched.get('s2')?.()
  expect([goes.ended, stays.ended, streams.count()]).toEqual([true, false, 1])
  expect([...watched.keys()]).toEqual(['s1'])
})

it('cleans up when the reader goes, when it does not read, and when the server stops', async () => {
  const { notifier, open, streams, isBeating } = world()
  const [gone, stuck, last] = [open('ada', 's1'), open('ada', 's2'), open('ada', 's3')]
  await settle()
  gone.emit('close')
  const before = gone.text
  stuck.writableLength = 1_000_000
  notifier.publish('ada', { revision: 13, tag: 'x' })
  await vi.waitFor(() => expect(stuck.ended).toBe(true))
  expect(gone.text).toBe(before)
  expect(streams.count()).toBe(1)
  streams.closeAll()
  expect([last.ended, streams.count(), isBeating()]).toEqual([true, 0, false])
})

it('ends when the database is away, so that the page comes back and is told then', async () => {
  const { open } = world(() => Promise.reject(new Error('away')))
  const response = open('ada', 's1')
  await vi.waitFor(() => expect(response.ended).toBe(true))
})
