import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestServer } from '../../support/server'

onBothDatabases((kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server?.close())

  const PASSWORD = 'correct horse battery'
  let made = 0
  const newEmail = () => `ada-${++made}@example.org`

  it('makes a guest with a session that lasts, and the same guest when asked again', async () => {
    const client = server.client()
    const first = await client.post('/api/auth/sign-in/anonymous')
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(first.headers.get('set-cookie')).toMatch(/SameSite=Lax/)
    expect(first.headers.get('set-cookie')).toMatch(/Max-Age=34560000/)
    const { id } = (first.body as { user: { id: string } }).user
    expect((await client.get('/api/account')).body).toEqual({ id, email: null, guest: true })
    expect(await client.guest()).toBe(id)
    const again = await client.call('POST', '/api/auth/sign-in/anonymous')
    expect(again.body, 'without a body').toEqual({ user: { id, email: null } })
    expect(await server.client().guest()).not.toBe(id)
  })

  it('a guest becomes a full account: the id and the other sessions stay, and a second device can sign in', async () => {
    const [client, other, second] = [server.client(), server.client(), server.client()]
    const id = await client.guest()
    other.cookie = client.cookie
    const email = newEmail()
    const added = await client.post('/api/account/credentials', {
      email: ` ${email.toUpperCase()}`,
      password: PASSWORD,
    })
    expect(added).toMatchObject({ status: 200, body: { id, email, guest: false } })
    expect((await other.get('/api/account')).body).toEqual({ id, email, guest: false })
    const signedIn = await second.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect(signedIn).toMatchObject({ status: 200, body: { user: { id } } })
    expect((await second.get('/api/account')).body).toEqual({ id, email, guest: false })
    // Who asks to be a guest all the same stays who they are, and hears so.
    expect((await second.post('/api/auth/sign-in/anonymous')).body).toEqual({ user: { id, email } })
  })

  it('credentials sent again after a lost answer are no error; others are', async () => {
    const client = server.client()
    const id = await client.guest()
    const email = newEmail()
    await client.post('/api/account/credentials', { email, password: PASSWORD })
    const again = await client.post('/api/account/credentials', { email, password: PASSWORD })
    expect(again).toMatchObject({ status: 200, body: { id } })
    const others = await client.post('/api/account/credentials', { email, password: `${PASSWORD}!` })
    expect(others).toMatchObject({ status: 400, body: { type: expect.stringContaining('/bad-request') } })
  })

  it('an address that is taken is 409, and the guest stays a guest', async () => {
    const email = newEmail()
    await server.client().post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })
    const client = server.client()
    const id = await client.guest()
    const refused = await client.post('/api/account/credentials', { email, password: PASSWORD })
    expect(refused).toMatchObject({ status: 409, body: { type: expect.stringContaining('/email-taken') } })
    expect((await client.get('/api/account')).body).toEqual({ id, email: null, guest: true })
    const again = await server.client().post('/api/auth/sign-up/email', { name: 'Eve', email, password: PASSWORD })
    expect(again).toMatchObject({ status: 409, body: { type: expect.stringContaining('/email-taken') } })
  })

  it('a bad address and a short password are 422 with their paths', async () => {
    const client = server.client()
    await client.guest()
    const { status, body } = await client.post('/api/account/credentials', { email: 'nobody', password: 'short' })
    expect(status).toBe(422)
    expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual(['email', 'password'])
  })

  it('a wrong password is 401, the same for an address that nobody has', async () => {
    const email = newEmail()
    await server.client().post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })
    const wrong = await server.client().post('/api/auth/sign-in/email', { email, password: 'not the password' })
    const nobody = await server.client().post('/api/auth/sign-in/email', { email: newEmail(), password: PASSWORD })
    expect(wrong).toMatchObject({ status: 401, body: { type: expect.stringContaining('/unauthenticated') } })
    expect(nobody.body).toEqual(wrong.body)
  })

  it('signing out ends this session at once, and no other', async () => {
    const [client, other] = [server.client(), server.client()]
    const email = newEmail()
    await client.post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })
    await other.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    const copied = server.client()
    copied.cookie = client.cookie
    // A page takes nothing else for it.
    expect(await client.post('/api/auth/sign-out')).toMatchObject({ status: 200, body: { success: true } })
    expect((await copied.get('/api/layout')).status).toBe(401)
    expect((await other.get('/api/layout')).status).toBe(200)
  })

  it('a cookie that was not signed here is no session', async () => {
    const client = server.client()
    await client.guest()
    client.cookie = (client.cookie ?? '').replace(/=./, (start) => (start === '=x' ? '=y' : '=x'))
    expect((await client.get('/api/layout')).status).toBe(401)
    client.cookie = 'holdfast.session_token=nonsense'
    expect((await client.get('/api/account')).body).toMatchObject({ id: null })
  })

  it('nobody can make themselves a guest or somebody else at sign-up', async () => {
    const client = server.client()
    const body = { name: 'Eve', email: newEmail(), password: PASSWORD, guest: true, id: 'mine' }
    await client.post('/api/auth/sign-up/email', body)
    expect((await client.get('/api/account')).body).toMatchObject({ email: body.email, guest: false })
  })
})
