/** /api/devices of a whole server: what is listed, named and removed, and what a removed device meets. */

import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PullAnswer } from '../../../core/wire/answer'
import { type Device, deviceListSchema } from '../../../core/wire/device-list'
import { forgetRemovals } from '../../../server/layouts/forget'
import { onBothDatabases } from '../../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../../support/server'

const PASSWORD = 'correct horse battery'

onBothDatabases((kind) => {
  let server: TestServer
  const clock = { ahead: 0 }
  beforeAll(async () => {
    server = await startTestServer(kind, {}, { now: () => Date.now() + clock.ahead })
  })
  afterAll(() => server?.close())

  /** One browser profile that has saved once. */
  async function save(client: TestClient, device: string, deviceName?: string) {
    const { body } = await client.get('/api/account')
    const edits = [{ n: 1, widget: randomUUID(), field: 'type', value: 'note', at: 1 }]
    const streams = [{ writer: randomUUID(), edits }]
    const account = (body as { id: string }).id
    const sentAt = Date.now()
    const name = deviceName === undefined ? {} : { deviceName }
    return client.post('/api/layout', {
      ...{ schema: 1, account, device, ...name, base: 0, tag: null, trigger: 'add', sentAt, streams },
    })
  }

  /** An account with a phone and a laptop, each signed in on its own. */
  async function twoDevices() {
    const [phone, laptop] = [server.client(), server.client()]
    const email = `${randomUUID()}@example.org`
    await phone.post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD })
    await laptop.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    const ids = { phone: randomUUID(), laptop: randomUUID() }
    await save(phone, ids.phone, 'Pixel 9')
    clock.ahead += 1_000
    await save(laptop, ids.laptop)
    return { phone, laptop, ids, email }
  }

  const list = async (client: TestClient): Promise<Device[]> =>
    v.parse(deviceListSchema, (await client.get('/api/devices')).body).devices

  it('lists the devices of the account, the last heard of first, and says which one asks', async () => {
    const { phone, laptop, ids } = await twoDevices()
    const [first, second] = await list(phone)
    expect([first, second]).toMatchObject([
      { id: ids.laptop, name: null, ownName: null, lastRevision: 0, current: false, signedIn: true },
      { id: ids.phone, name: 'Pixel 9', ownName: 'Pixel 9', lastRevision: 0, current: true, signedIn: true },
    ])
    expect((first?.lastSeen ?? 0) - (second?.lastSeen ?? 0)).toBeGreaterThanOrEqual(1_000)
    expect((await list(laptop)).map(({ current }) => current)).toEqual([true, false])
    await laptop.post('/api/auth/sign-out')
    expect((await list(phone)).map(({ signedIn }) => signedIn)).toEqual([false, true])
    const stranger = server.client()
    expect((await stranger.get('/api/devices')).status).toBe(401)
    await stranger.guest()
    expect(await stranger.get('/api/devices')).toMatchObject({ status: 200, body: { devices: [] } })
  })

  it('a given name goes before its own, also after the next save, until it is taken away', async () => {
    const { phone, laptop, ids } = await twoDevices()
    const name = (given: unknown, client = laptop) => client.call('PATCH', `/api/devices/${ids.phone}`, { name: given })
    expect(await name('  Kitchen ')).toMatchObject({ status: 200, body: { id: ids.phone, name: 'Kitchen' } })
    await save(phone, ids.phone, 'Pixel 10')
    expect(await list(phone)).toContainEqual(expect.objectContaining({ name: 'Kitchen', ownName: 'Pixel 10' }))
    expect(await name('x'.repeat(100))).toMatchObject({ status: 200 })
    expect(await name(null)).toMatchObject({ status: 200, body: { name: 'Pixel 10', current: false, signedIn: true } })
    for (const bad of ['', '   ', 'x'.repeat(101), 'a\u0000b', 'half \ud800', 7, undefined]) {
      const answer = await name(bad)
      expect(answer, JSON.stringify(bad)).toMatchObject({ status: 422, body: { errors: [{ path: 'name' }] } })
    }
    const stranger = server.client()
    await stranger.guest()
    expect(await name('mine', stranger)).toMatchObject({ status: 404 })
    expect(await list(phone)).toContainEqual(expect.objectContaining({ name: 'Pixel 10' }))
  })

  it('a removed device is signed out at once, with every session it used; the others stay', async () => {
    const { phone, laptop, ids, email } = await twoDevices()
    const before = server.client()
    before.cookie = phone.cookie
    await phone.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect(phone.cookie).not.toBe(before.cookie)
    await save(phone, ids.phone)
    const stream = await fetch(`${server.url}/api/events`, { headers: { cookie: phone.cookie ?? '' } })
    const removed = await laptop.call('DELETE', `/api/devices/${ids.phone}`)
    expect(removed).toMatchObject({ status: 200, body: { id: ids.phone, signedOut: false } })
    for (const client of [phone, before]) expect((await client.get('/api/layout')).status).toBe(401)
    // Whether its first event was before that is a race; that it ends is not.
    expect(stream.status).toBe(200)
    await stream.text()
    expect((await list(laptop)).map(({ id }) => id)).toEqual([ids.laptop])
    expect(await laptop.call('DELETE', `/api/devices/${ids.phone}`)).toMatchObject({
      status: 404,
      body: { type: expect.stringMatching(/not-found$/) },
    })
    // What it owes is refused until it is signed in again; then it is a device once more.
    expect((await save(phone, ids.phone)).status).toBe(401)
    await phone.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    expect((await save(phone, ids.phone)).status).toBe(200)
    expect(await list(laptop)).toHaveLength(2)
  })

  it('a device may remove itself: it is signed out and its cookie is gone', async () => {
    const { phone, laptop, ids } = await twoDevices()
    const copied = server.client()
    copied.cookie = phone.cookie
    const removed = await phone.call('DELETE', `/api/devices/${ids.phone}`)
    expect(removed).toMatchObject({ status: 200, body: { signedOut: true } })
    expect(removed.headers.get('set-cookie')).toMatch(
      /^holdfast\.session_token=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax/i,
    )
    expect(phone.cookie).toBeNull()
    expect((await copied.get('/api/layout')).status).toBe(401)
    expect(await list(laptop)).toHaveLength(1)
  })

  it('a copied browser profile shares its session: both ask as the current one, and both are signed out together', async () => {
    const { phone, laptop, ids } = await twoDevices()
    const [copy, copyId] = [server.client(), randomUUID()]
    copy.cookie = phone.cookie
    await save(copy, copyId)
    const current = (await list(phone)).filter((device) => device.current)
    expect(current.map(({ id }) => id).sort()).toEqual([ids.phone, copyId].sort())
    await laptop.call('DELETE', `/api/devices/${copyId}`)
    expect((await phone.get('/api/layout')).status).toBe(401)
    expect(await list(laptop)).toContainEqual(expect.objectContaining({ id: ids.phone, signedIn: false }))
  })

  it('knows no device of another account, and none with another kind of id', async () => {
    const { phone, ids } = await twoDevices()
    const stranger = server.client()
    await stranger.guest()
    for (const id of [ids.phone, ids.phone.toUpperCase(), randomUUID(), 'phone', '%00', "'"]) {
      expect(await stranger.call('DELETE', `/api/devices/${id}`), id).toMatchObject({ status: 404 })
      expect(await stranger.call('PATCH', `/api/devices/${id}`, { name: 'x' }), id).toMatchObject({ status: 404 })
    }
    expect((await server.client().call('DELETE', `/api/devices/${ids.phone}`)).status).toBe(401)
    expect((await phone.get('/api/layout')).status).toBe(200)
    const crossOrigin = { origin: 'https://elsewhere.example' }
    const refused = await phone.call('DELETE', `/api/devices/${ids.phone}`, undefined, crossOrigin)
    expect(refused).toMatchObject({ status: 403 })
  })

  it('a device that only looks is listed too, and removed with the session that it looks with', async () => {
    const { phone, laptop, ids, email } = await twoDevices()
    const [tablet, tabletId] = [server.client(), randomUUID()]
    await tablet.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    const look = (client: TestClient, device: string, more = '') => client.get(`/api/layout?device=${device}${more}`)
    expect((await look(tablet, tabletId, '&deviceName=Galaxy%20Tab')).status).toBe(200)
    expect(await list(tablet)).toContainEqual(
      expect.objectContaining({ id: tabletId, name: 'Galaxy Tab', current: true, signedIn: true }),
    )
    // The phone signs in anew, and only looks from then on.
    await phone.post('/api/auth/sign-out')
    await phone.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    await look(phone, ids.phone)
    expect(await list(laptop)).toContainEqual(
      expect.objectContaining({ id: ids.phone, name: 'Pixel 9', signedIn: true }),
    )
    for (const id of [tabletId, ids.phone]) await laptop.call('DELETE', `/api/devices/${id}`)
    for (const client of [tablet, phone]) expect((await client.get('/api/layout')).status).toBe(401)
    expect(await look(phone, ids.phone)).toMatchObject({ status: 401 })
    expect(await list(laptop)).toHaveLength(1)
  })

  it('refuses a device in the query that is none, and notes nothing of a refused pull', async () => {
    const { laptop, ids } = await twoDevices()
    expect(await laptop.get('/api/layout?device=PHONE&deviceName=')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'device' }, { path: 'deviceName' }] },
    })
    expect(await laptop.get(`/api/layout?device=${randomUUID()}&since=7&tag=unknown`)).toMatchObject({ status: 409 })
    expect(await laptop.get(`/api/layout?device=${randomUUID()}&since=x`)).toMatchObject({ status: 400 })
    expect((await list(laptop)).map(({ id }) => id)).toEqual([ids.laptop, ids.phone])
  })

  it('[S11] a removed device is waited for no more; it comes back, is answered whole, and loses nothing', async () => {
    const { phone, laptop, ids, email } = await twoDevices()
    const held = (await phone.get('/api/layout')).body as PullAnswer
    const { id: account } = (await laptop.get('/api/account')).body as { id: string }
    const removal = [{ n: 1, widget: held.widgets[0]?.id, remove: true, at: 1 }]
    const body = { schema: 1, account, device: ids.laptop, base: held.revision, tag: held.tag, trigger: 'remove' }
    const streams = [{ writer: randomUUID(), edits: removal }]
    const { revision, tag } = (await laptop.post('/api/layout', { ...body, sentAt: Date.now(), streams }))
      .body as PullAnswer
    clock.ahead += 3_600_000
    await laptop.get(`/api/layout?since=${revision}&tag=${tag}`)
    const forget = () => forgetRemovals(server.database.prisma, Date.now() + clock.ahead)
    expect(await forget(), 'the phone has not seen the removal').toBe(0)
    await laptop.call('DELETE', `/api/devices/${ids.phone}`)
    expect(await forget()).toBe(1)

    await phone.post('/api/auth/sign-in/email', { email, password: PASSWORD })
    const back = await phone.get(`/api/layout?since=${held.revision}&tag=${held.tag}`)
    expect(back).toMatchObject({ status: 200, body: { full: true, revision } })
    expect((back.body as PullAnswer).widgets).toHaveLength(1)
    expect((await save(phone, ids.phone)).status).toBe(200)
  })
})
