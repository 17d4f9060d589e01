/** The devices of an account in memory: what screens are given, and what they were called with. */
import type { Device } from '../../../core/wire/device-list'
import type { Asked } from '../../../src/devices/ask'
import type { Devices } from '../../../src/devices/devices'
import type { JoinState } from '../../../src/devices/join'
import type { HostState } from '../../../src/devices/pairing-host'
import { createFakeServices, type FakeServices } from '../ui/fake-services'

export const NOW = 1_790_000_000_000

export const device = (more: Partial<Device>): Device => ({
  id: '00000000-0000-4000-8000-00000000000a',
  name: 'Pixel 9',
  ownName: 'Pixel 9',
  lastSeen: NOW - 7_200_000,
  lastRevision: 1,
  current: false,
  signedIn: true,
  ...more,
})

export interface FakeDevices {
  services: FakeServices
  calls: unknown[][]
  /** What the list answers next. */
  answers(list: Device[] | Exclude<Asked<never>, { kind: 'done' }>['why']): void
  /** What the pairing of the first device comes to. */
  hosts(state: HostState): void
  /** What joining comes to. */
  joins(state: JoinState): void
}

export function createFakeDevices(list: Device[] = []): FakeDevices {
  const calls: unknown[][] = []
  let answer: Asked<Device[]> = { kind: 'done', value: list }
  let hear: (state: HostState) => void = () => {}
  let hearJoin: (state: JoinState) => void = () => {}
  const devices: Devices = {
    list: async () => answer,
    async rename(id, name) {
      calls.push(['rename', id, name])
      return { kind: 'done', value: device({ id, name }) }
    },
    async remove(id) {
      calls.push(['remove', id])
      return { kind: 'done', value: { signedOut: false, wrong: null } }
    },
    host(heard) {
      hear = heard
      return {
        begin: () => void calls.push(['begin']),
        decide: (admit) => void calls.push(['decide', admit]),
        withdraw: () => void calls.push(['withdraw']),
        stop: () => void calls.push(['stop']),
      }
    },
    join(code, heard) {
      calls.push(['join', code])
      hearJoin = heard
      heard({ kind: 'sending', silent: false })
      return () => void calls.push(['stop'])
    },
    now: () => NOW,
  }
  const services = createFakeServices()
  services.layout.setState({ account: 'ada' })
  services.devices = async () => devices
  return {
    services,
    calls,
    answers(next) {
      answer = typeof next === 'string' ? { kind: 'not-done', why: next, afterMs: 0 } : { kind: 'done', value: next }
    },
    hosts: (state) => hear(state),
    joins: (state) => hearJoin(state),
  }
}
