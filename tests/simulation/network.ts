/**
 * The way from a page to the real API routes over a store in memory, and all that goes wrong on it: no network, errors,
 * answers lost after the commit, somebody else's answers.
 */
import { Hono } from 'hono'
import type { AppEnv } from '../../server/routes/app-env'
import { layoutRoutes } from '../../server/routes/layout'
import type { FakeFetch, FakeWorld } from '../fakes/fake-world'
import { createMemoryStore, type MemoryStore } from '../server/layouts/memory-store'
import type { Random } from './random'

export const ACCOUNT = 'account1'
const COOKIE = 'x-session'

export interface Network {
  store: MemoryStore
  /** Requests fail in every way until this is false. */
  troubled: boolean
  /** The way of one browser profile, with its session. */
  fetchOf(profile: { offline: boolean }): FakeFetch
}

export function createNetwork(world: FakeWorld, random: Random): Network {
  const store = createMemoryStore()
  let tags = 0
  const app = new Hono<AppEnv>()
  app.route(
    '/',
    layoutRoutes({
      store,
      now: world.now,
      newTag: () => `t${++tags}`,
      pause: async () => {},
      sessionOf: async ({ headers }) => {
        const session = headers.get(COOKIE)
        return session === null ? null : { account: ACCOUNT, session }
      },
      notifier: { publish() {} },
      saveLimit: { take: () => ({ kind: 'go' }) },
    }),
  )

  const network: Network = {
    store,
    troubled: true,
    fetchOf: (profile) => async (path, init) => {
      if (profile.offline) throw new TypeError('no network')
      if (path === '/readyz') return Response.json({ status: 'ready' })
      if (path === '/api/account') return Response.json({ id: ACCOUNT, email: 'a@example.com' })
      const headers = new Headers(init?.headers)
      headers.set(COOKIE, 'session1')
      const { signal: _, keepalive: __, ...rest } = init ?? {}
      const request = () => app.request(path, { ...rest, headers })
      if (!network.troubled || !random.chance(0.35)) return request()
      switch (random.below(4)) {
        case 0:
          throw new TypeError('connection reset before the request')
        case 1:
          await request()
          throw new TypeError('the answer was lost after the commit')
        case 2:
          return new Response('<h1>Sign in to this hotel</h1>', { headers: { 'content-type': 'text/html' } })
        default:
          return Response.json({ type: 'about:blank', title: 'Bad gateway', status: 502 }, { status: 502 })
      }
    },
  }
  return network
}
