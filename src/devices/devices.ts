/**
 * The devices of the account shown: who they are, and how one more joins. Loaded when its screens are opened. Before: holdfast.
 * After: the screens of devices and of joining.
 */
import { type Device, deviceListSchema, deviceRemovedSchema, deviceSchema } from '../../core/wire/device-list'
import type { Env } from '../env'
import type { Session } from '../sync/session'
import { type Asked, ask } from './ask'
import { type JoinState, join } from './join'
import { createPairingHost, type HostState, type PairingHost } from './pairing-host'

export interface Devices {
  list(): Promise<Asked<Device[]>>
  /** null: its own name again. */
  rename(device: string, name: string | null): Promise<Asked<Device>>
  /**
   * Ends its sessions. Where that was this one's, it is signed out here, too.
   * `signedOut`: so it is; `wrong`: what the person is to know of that.
   */
  remove(device: string): Promise<Asked<{ signedOut: boolean; wrong: string | null }>>
  /** @param heard called at each change */
  host(heard: (state: HostState) => void): PairingHost
  /**
   * Asks to join by a code. What this device had as a guest stays on it (D13).
   * @param heard called at each change, at once with the first state
   * @returns stops asking
   */
  join(code: string, heard: (state: JoinState) => void): () => void
  /** The device's clock, ms since 1970. */
  now(): number
}

export function createDevices(env: Env, session: Pick<Session, 'ensure' | 'arrived' | 'signOut'>): Devices {
  return {
    async list() {
      const asked = await ask(env, { path: '/api/devices', answer: deviceListSchema })
      return asked.kind === 'done' ? { kind: 'done', value: asked.value.devices } : asked
    },
    rename: (device, name) =>
      ask(env, {
        ...{ method: 'PATCH', path: `/api/devices/${device}`, body: { name } },
        answer: deviceSchema,
      }),
    async remove(device) {
      const asked = await ask(env, {
        ...{ method: 'DELETE', path: `/api/devices/${device}` },
        answer: deviceRemovedSchema,
      })
      if (asked.kind === 'not-done') return asked
      const { signedOut } = asked.value
      return { kind: 'done', value: { signedOut, wrong: signedOut ? await session.signOut() : null } }
    },
    host: (heard) => createPairingHost(env, () => session.ensure(true), heard),
    join: (code, heard) => join({ env, arrived: session.arrived, heard }, code),
    now: env.now,
  }
}
