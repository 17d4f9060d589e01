import { expect, it, vi } from 'vitest'
import type { Device } from '../../../src/store/device-contract'
import { createSession } from '../../../src/sync/session'
import { createFakeWorld } from '../../fakes/fake-world'

/** A page that shows nobody's layout, on a server that says these things in turn. */
function open(...answers: object[]) {
  const fetch = async () => {
    const answer = answers.shift()
    return answer instanceof Response ? answer : Response.json(answer)
  }
  const { env } = createFakeWorld().newProfile(fetch).openTab()
  const device = {
    account: () => ({ id: 'local', email: null }),
    leave: vi.fn(async () => {}),
    switchTo: vi.fn(async () => {}),
    handOver: vi.fn(async () => {}),
  }
  const changed = vi.fn()
  const session = createSession(env, device as unknown as Device, { changed, moved() {} })
  return { device, session, changed }
}

const NOBODY = { id: null, email: null, guest: false }

it('[D13] a new guest gets what nobody had made', async () => {
  const { device, session } = open(NOBODY, { user: { id: 'guest', email: null } })
  expect(await session.ensure(true)).toBe(true)
  expect(device.handOver).toHaveBeenCalledWith({ id: 'guest', email: null }, 'edits')
})

it('[D13] who signs in while a guest is being made gets nothing of it', async () => {
  const { device, session } = open(NOBODY, { user: { id: 'ada', email: 'ada@example.com' } })
  expect(await session.ensure(true)).toBe(true)
  expect(device.handOver).not.toHaveBeenCalled()
  expect(device.switchTo).toHaveBeenCalledWith({ id: 'ada', email: 'ada@example.com' })
})

it('[D3] [D13] credentials that the server refuses do not keep from sending what the account owes that was found on the way', async () => {
  const taken = Response.json({ detail: 'It is taken.' }, { status: 409 })
  const { device, session, changed } = open({ id: 'ada', email: 'ada@example.com' }, taken)
  expect(await session.addCredentials('ada@example.com', 'correct horse')).toBe('It is taken.')
  expect(device.switchTo).toHaveBeenCalledWith({ id: 'ada', email: 'ada@example.com' })
  expect(changed).toHaveBeenCalledOnce()
})

it('[D13] nobody is signed out where the server has not done it', async () => {
  const away = Response.json({ detail: 'The database is away.' }, { status: 503 })
  const { device, session, changed } = open(away, { status: 'ok' })
  expect(await session.signOut()).toContain('Nothing was changed')
  expect(await session.signOut()).toContain('Nothing was changed')
  expect(device.leave).not.toHaveBeenCalled()
  expect(changed).not.toHaveBeenCalled()
})

it('[D13] who signs out is shown nothing any more', async () => {
  const { device, session } = open({ success: true })
  expect(await session.signOut()).toBeNull()
  expect(device.leave).toHaveBeenCalledWith('local')
})

it('[D10] nobody is said to be signed in by an answer that names nobody', async () => {
  const { session, changed } = open({ status: 'ok' })
  expect(await session.signIn('ada@example.com', 'correct horse')).toContain('Nothing was changed')
  expect(changed).not.toHaveBeenCalled()
})

it('[D13] a session that came by a code shows whose it is, and leaves what a guest had; without an answer nothing is shown [D10]', async () => {
  const { device, session, changed } = open(new Response('<h1>Portal</h1>'), { id: 'ada', email: 'ada@example.com' })
  expect(await session.arrived()).toBe(false)
  expect(changed).not.toHaveBeenCalled()
  expect(await session.arrived()).toBe(true)
  expect(device.switchTo).toHaveBeenCalledWith({ id: 'ada', email: 'ada@example.com' })
  expect(device.handOver).not.toHaveBeenCalled()
  expect(changed).toHaveBeenCalledOnce()
})
