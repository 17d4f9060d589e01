/**
 * What one life of a worker's script is given of its browser: clock, network, locks, channel, queue and memory, each a moment
 * later, and none of it once that life is over. Before: service-worker starts it. After: sw/outbox.
 */
import type { WorkerReport } from '../../../core/wire/worker-message'
import type { WorkerEnv } from '../../../sw/env'
import type { Hold } from '../../../sw/outbox/held'
import { createMemoryOutboxState } from '../../fakes/memory-outbox'
import type { Life } from './life'
import type { Profile } from './profile'
import type { Tab } from './tab'

export function envOf(profile: Profile, life: Life): WorkerEnv {
  const { world } = profile
  return {
    now: () => profile.now(),
    random: world.random.next,
    uuid: world.random.uuid,
    fetch: (path, init) => world.network.send(profile, life, path, init),
    after: (ms, fn) => life.after(ms, fn),
    exclusively: (name, waitMs, fn) => profile.locks.run(name, life, fn, waitMs),
    post: (report: WorkerReport) => {
      if (report.type !== 'journal') profile.say(life, report)
    },
    isOpen: async (clientId) => profile.tabs.some((tab) => clientIdOf(tab) === clientId),
    badge: null,
    isLookedAt: async () => true,
    isActive: () => true,
  }
}

/** The queue. */
export function holdOf(profile: Profile, life: Life, hold: Hold): Hold {
  const { world } = profile
  const call = <T>(effect: () => Promise<T>) => life.call(world.random.between(0.1, 3), effect)
  return {
    put: (request, key) =>
      call(async () => {
        if (profile.isQueueFull) throw new DOMException('no room', 'QuotaExceededError')
        await hold.put(request, key)
      }),
    look: () => call(() => hold.look()),
    delete: (id) =>
      call(() => {
        world.watch.leavesQueue(profile, id)
        return hold.delete(id)
      }),
    registerSync: () => call(() => hold.registerSync()),
  }
}

/** What the outbox remembers, a moment later each time; the journal is kept by nobody. */
export function stateOf(profile: Profile, life: Life): ReturnType<typeof createMemoryOutboxState> {
  const state = createMemoryOutboxState(profile.outboxRows)
  const call = <T>(effect: () => Promise<T>) => life.call(profile.world.random.between(0.1, 2), effect)
  return {
    delivery: (account) => call(() => state.delivery(account)),
    setDelivery: (account, delivery) => call(() => state.setDelivery(account, delivery)),
    learn: (learned) => call(() => state.learn(learned)),
    learned: () => call(() => state.learned()),
    forget: (id) => call(() => state.forget(id)),
    note() {},
    journal: async () => [],
    forgetJournal: async () => {},
  }
}

export const clientIdOf = (tab: Tab): string => `client-${tab.number}`

/** As much of a Request as the outbox uses. */
export function requestOf(path: string, init: RequestInit): Request {
  const headers = new Headers(init.headers)
  const signal = init.signal ?? new AbortController().signal
  const body = init.body as string
  const arrayBuffer = async () => new TextEncoder().encode(body).buffer
  const request = { url: path, method: init.method, headers, signal, text: async () => body, arrayBuffer }
  return { ...request, clone: () => request } as unknown as Request
}
