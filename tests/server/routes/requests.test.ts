import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOurs } from '../../../server/routes/security'
import { startTestServer, type TestServer } from '../../support/server'
import { waitFor } from '../../support/wait-for'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer('pglite')
})
afterAll(() => server?.close())

const problem = (name: string, status: number) => ({
  status,
  body: { type: `https://holdfast.app/problems/${name}`, status, title: expect.any(String) },
})

describe('every refusal is application/problem+json with a type of this API', () => {
  it('an unknown path is 404, whatever the method', async () => {
    const client = server.client()
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await client.call(method, '/api/nope')
      expect(answer).toMatchObject(problem('not-found', 404))
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
    expect(await client.get('/api/auth/error')).toMatchObject(problem('not-found', 404))
  })

  it('another method on a path that exists is 405, and says which are allowed', async () => {
    const answer = await server.client().call('PUT', '/api/layout')
    expect(answer).toMatchObject(problem('method-not-allowed', 405))
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST'])
  })

  it('what is not JSON is 400, what does not say that it is JSON is 415, what is too large is 413', async () => {
    const client = server.client()
    await client.guest()
    const path = '/api/account/credentials'
    expect(await client.post(path, '{"email":')).toMatchObject(problem('not-json', 400))
    expect(await client.post(path, '{}', { 'content-type': 'text/plain' })).toMatchObject(
      problem('unsupported-media-type', 415),
    )
    const large = await client.post(path, `"${'x'.repeat(1024 * 1024)}"`)
    expect(large).toMatchObject(problem('too-large', 413))
    expect(large).toMatchObject({ body: { errors: [{ path: '', message: 'must be at most 1048576 bytes' }] } })
  })

  it('a refusal waits for the whole body, so that a slow line hears it', async () => {
    const { port } = server
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk
    })
    const half = '"'.padEnd(100_000, 'x')
    socket.write(
      `POST /api/layout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n${half}`,
    )
    // Longer than the adapter waits for what nobody reads.
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(heard).toBe('')
    socket.write(half)
    await waitFor(() => expect(heard).toMatch(/^HTTP\/1.1 401[\s\S]*unauthenticated/))
    socket.destroy()
  })

  it('without a session it is 401', async () => {
    const client = server.client()
    for (const path of ['/api/layout', '/api/events']) {
      expect(await client.get(path)).toMatchObject(problem('unauthenticated', 401))
    }
  })

  it('an error of the server is 500 and tells nothing of its insides', async () => {
    // The route needs a socket, and this request has none.
    const answer = await server.app.request('/api/events', { headers: { cookie: await signedIn() } })
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).toContain('/internal')
    expect(text).not.toContain('socket')
  })

  async function signedIn(): Promise<string> {
    const client = server.client()
    await client.guest()
    return client.cookie ?? ''
  }
})

describe('requests of other sites', () => {
  it('may not change anything: 403, also at sign-in', async () => {
    const evil = { origin: 'https://evil.example' }
    expect(await server.client().post('/api/auth/sign-in/anonymous', {}, evil)).toMatchObject(
      problem('cross-origin', 403),
    )
    expect(await server.client().post('/api/layout', {}, evil)).toMatchObject(problem('cross-origin', 403))
  })

  it('are told from those of our page and of programs by Origin, else by Sec-Fetch-Site', () => {
    const ours = 'https://holdfast.example'
    expect(isOurs(ours, ours, 'same-origin')).toBe(true)
    expect(isOurs(ours, undefined, undefined)).toBe(true)
    expect(isOurs(ours, undefined, 'none')).toBe(true)
    expect(isOurs(ours, undefined, 'same-site')).toBe(false)
    expect(isOurs(ours, undefined, 'cross-site')).toBe(false)
    expect(isOurs(ours, 'null', undefined)).toBe(false)
    expect(isOurs(ours, 'http://holdfast.example', undefined)).toBe(false)
    expect(isOurs(ours, 'https://holdfast.example.evil', undefined)).toBe(false)
  })

  it('of the same machine under its other names are ours, on the same port only', () => {
    expect(isOurs('http://localhost:8787', 'http://127.0.0.1:8787', 'same-origin')).toBe(true)
    expect(isOurs('http://localhost:8787', 'http://[::1]:8787', 'same-origin')).toBe(true)
    expect(isOurs('http://localhost:8787', 'http://localhost:5173', undefined)).toBe(false)
    expect(isOurs('http://localhost:8787', 'http://evil.example:8787', undefined)).toBe(false)
  })
})

describe('every answer', () => {
  it('has a policy: of a page, that nothing comes in but our own files; of data, nothing at all', async () => {
    const data = await server.client().get('/api/layout')
    expect(data.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(data.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(data.headers.get('x-content-type-options')).toBe('nosniff')
    for (const path of ['/healthz', '/', '/nope', '/apis']) {
      const { headers } = await server.client().get(path)
      const policy = headers.get('content-security-policy')?.split('; ') ?? []
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy.join()).not.toMatch(/unsafe|\*|http/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('has a request id, a given one when it is plain', async () => {
    const given = await server.client().get('/healthz', { 'x-request-id': 'abcdefgh-1' })
    expect(given.headers.get('x-request-id')).toBe('abcdefgh-1')
    const odd = await server.client().get('/api/nope', { 'x-request-id': '"><script>' })
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('limits of tries', () => {
  it('sign-ins from one address are 429 with Retry-After, guests have a limit of their own', async () => {
    const strict = await startTestServer('pglite', { rateLimits: { signIn: 2, guests: 1, pairing: 0, saves: 0 } })
    const client = strict.client()
    const tryOnce = () => client.post('/api/auth/sign-in/email', { email: 'a@example.org', password: 'wrong-word' })
    expect([(await tryOnce()).status, (await tryOnce()).status]).toEqual([401, 401])
    // A made-up header does not get around it.
    const third = await client.post('/api/auth/sign-in/email', {}, { 'x-forwarded-for': '192.0.2.9' })
    expect(third).toMatchObject(problem('too-many-requests', 429))
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await strict.client().post('/api/auth/sign-in/anonymous')).status).toBe(200)
    expect((await strict.client().post('/api/auth/sign-in/anonymous')).status).toBe(429)
    await strict.close()
  })
})
