/** What one file of scenarios stands on: a server, and devices that are reported when their test fails and closed when it ends. */
import { afterAll, afterEach, beforeAll, describe, onTestFinished } from 'vitest'
import { ApiClient, type Credentials } from './api'
import { type Device, type DeviceOptions, openDevice } from './device'
import { CHROMIUM } from './profile'
import { type RunningServer, type ServerOptions, startServer } from './server'
import { tellFailure } from './tell-failure'
import { until } from './until'

/** `describe`, skipped where there is no Chromium. */
export const inChromium = describe.skipIf(CHROMIUM === null)

export interface Person {
  credentials: Credentials
  /** Another device of this person that has no browser: to look at what the server holds. */
  api: ApiClient
}

export interface World {
  server: RunningServer
  /** A new full account. */
  person(): Promise<Person>
  /** A device of that person, signed in with a session of its own; without a person, a first visit. */
  device(name: string, person?: Person | null, options?: Partial<DeviceOptions>): Promise<Device>
}

/**
 * Call at the top of a file; the world is there from the first test on.
 * @param options `installs`: each device installs the app, because what is tested has to do with that
 */
export function useWorld({ installs = false, ...options }: ServerOptions & { installs?: boolean } = {}): World {
  let server: RunningServer | undefined
  const running = () => {
    if (server === undefined) throw new Error('the server did not start')
    return server
  }
  beforeAll(async () => {
    server = await startServer(options)
  })
  afterEach(async () => {
    server?.gate.failAll(null)
    await server?.gate.up()
  })
  afterAll(async () => {
    await server?.close()
  })
  return {
    get server() {
      return running()
    },
    person: async () => {
      const api = new ApiClient(running().origin)
      return { credentials: await api.signUp(), api }
    },
    device: async (name, person = null, more = {}) => {
      const { origin, gate } = running()
      const cookies =
        person === null ? {} : { cookies: (await new ApiClient(origin).signIn(person.credentials)).cookies() }
      const device = await openDevice({ name, origin, gate, installs, ...cookies, ...more })
      onTestFinished(async ({ task }) => {
        await tellFailure(task, device)
        await device.close()
      })
      if (person !== null) {
        await until(`${name} shows its person's layout`, async () => (await device.account()) === person.api.account)
      }
      return device
    },
  }
}
