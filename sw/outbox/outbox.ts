/**
 * Puts the outbox's parts together, on whatever world and whatever storages they are given. Before: ../outbox-events hands it
 * a worker's events. After: each part for itself. Decides nothing and listens to nothing.
 */
import type { WorkerEnv } from '../env'
import { createJournal, type Journal } from '../journal'
import type { MakeProvoke } from '../provoke'
import { type Badge, createBadge } from './badge'
import { createDrain, type Drain } from './drain'
import type { Hold } from './held'
import { createIntercept } from './intercept'
import { createReporter } from './report'
import type { OutboxState } from './state'
import { createWaiters } from './waiters'
import { createWake, type Wake } from './wake'

/** What an outbox stands on. */
export interface OutboxParts {
  env: WorkerEnv
  /** Makes the queue, once; `onSync` is for every sync event of its tag, and an Error of it is for the browser. */
  hold(onSync: () => Promise<void>): Hold
  state: OutboxState
  /** What becomes of a page's wish for trouble on purpose. */
  makeProvoke: MakeProvoke
  /** Of this build. */
  version: string
}

export interface Outbox {
  /** Takes a page's save. */
  intercept: ReturnType<typeof createIntercept>
  /** Takes a trigger or a page's command. */
  wake: Wake
  drain: Drain
  journal: Journal
}

/** The outbox of one life of a worker. Sends nothing and reads nothing until one of its functions is called. */
export function createOutbox({ env: real, hold: makeHold, state, makeProvoke, version }: OutboxParts): Outbox {
  const journal = createJournal(real, state.note)
  const provoke = makeProvoke(real, () => void wake.troubleEnded())
  const env = { ...real, fetch: provoke.fetch }
  const report = createReporter(env)
  const waiters = createWaiters(env)
  const queue = provoke.hold(makeHold(() => wake.sync()))
  const badge = createBadge(env, queue, state)
  const hold = env.badge === null ? queue : badged(queue, badge)
  const isPaused = async () => (await provoke.confirmed()).paused
  const drain = createDrain({ env, hold, state, waiters, report, journal, isPaused })
  const wake: Wake = createWake({ env, hold, state, drain, report, journal, provoke, badge, version })
  const intercept = createIntercept({ env, hold, journal, drain, waiters })
  return { intercept, wake, drain, journal }
}

/** Whatever is put in or taken out may change the number on the icon, which nobody waits for. */
function badged(hold: Hold, badge: Badge): Hold {
  const then = async (done: Promise<void>) => {
    await done
    void badge.update()
  }
  return { ...hold, put: (request, key) => then(hold.put(request, key)), delete: (id) => then(hold.delete(id)) }
}
