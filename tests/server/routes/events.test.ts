import { randomUUID } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import type { SaveBody } from '../../../core/wire/save'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../../support/server'

/** Reads frames from a stream over a real socket. */
async function openStream(server: TestServer, client: TestClient) {
  const response = await fetch(`${server.url}/api/events`, { headers: { cookie: client.cookie ?? '' } })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    response,
    cancel: () => reader.cancel(),
    /** The next frame that is no mere sign of life, which comes at any time; null when the stream has ended. */
    async next(): Promise<string | null> {
      while (!text.includes('\n\n')) {
        const { done, value } = await reader.read()
        if (done) return null
        text += decoder.decode(value)
      }
      const [frame = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      return frame.startsWith(':') ? this.next() : frame
    },
  }
}

function addNote(account: string): SaveBody {
  const edit = { n: 1, base: 0, widget: randomUUID(), field: 'type', value: 'note', at: 1 }
  const streams = [{ writer: randomUUID(), edits: [edit] }]
  return { schema: 1, account, device: randomUUID(), base: 0, tag: null, trigger: 'add', sentAt: 1, streams }
}

onBothDatabases((kind) => {
  let server: TestServer
  afterEach(() => server?.close())

  it('a stream says where the account stands, then each revision that another device saved, and ends with the server', async () => {
    server = await startTestServer(kind)
    const client = server.client()
    const account = await client.guest()
    const stream = await openStream(server, client)
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(stream.response.headers.get('cache-control')).toContain('no-store')
    expect(stream.response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await stream.next()).toBe('event: revision\ndata: {"revision":0,"tag":null}')
    const saved = await client.post('/api/layout', addNote(account))
    const { tag } = saved.body as { tag: string }
    expect(saved).toMatchObject({ status: 200, body: { revision: 1 } })
    expect(await stream.next()).toBe(`event: revision\ndata: {"revision":1,"tag":"${tag}"}`)
    const later = await openStream(server, client)
    expect(await later.next()).toBe(`event: revision\ndata: {"revision":1,"tag":"${tag}"}`)
    await later.cancel()
    const stopped = server.stop()
    expect(await stream.next()).toBeNull()
    await stopped
  })

  it('[D13] a stream for another account than the one that is signed in is refused', async () => {
    server = await startTestServer(kind)
    const client = server.client()
    const account = await client.guest()
    const open = (query: string) =>
      fetch(`${server.url}/api/events${query}`, { headers: { cookie: client.cookie ?? '' } })
    const other = await open('?account=somebody-else')
    expect(other.status).toBe(403)
    expect(await other.json()).toMatchObject({ type: expect.stringMatching(/wrong-account$/) })
    const own = await open(`?account=${account}`)
    expect(own.status).toBe(200)
    await own.body?.cancel()
  })
})
