import { expect, it, vi } from 'vitest'
import type { Device } from '../../../src/store/device-contract'
import { createSession } from '../../../src/sync/session'
import { createFakeWorld } from '../../fakes/fake-world'

/** A page that shows nobody's layout, on a server that says these things in turn. */
function open(...answers: object[]) {
  const fetch = async () => Response.json(answers.shift())
  const { env } = createFakeWorld().newProfile(fetch).openTab()
  const device = {
    account: () => ({ id: 'local', email: null }),
    switchTo: vi.fn(async () => {}),
    handOver: vi.fn(async () => {}),
  }
  const session = createSession(env, device as unknown as Device, { changed() {}, switched() {}, moved() {} })
  return { device, session }
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
