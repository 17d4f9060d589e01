/**
 * What starts a drain besides a new save (D5), and what pages may ask. Before: the events in sw.ts. After: drain, report.
 * Nothing here runs when the script is evaluated, and nothing in a worker that is not the active one.
 */
import { FRESH, statusOf } from '../../core/delivery/schedule'
import { unreachable } from '../../core/unreachable'
import type { HeldSave, WorkerCommand } from '../../core/wire/worker-message'
import type { WorkerEnv } from '../env'
import type { Drain } from './drain'
import { type HeldEntry, type Hold, isReadable } from './held'
import type { Reporter } from './report'
import type { OutboxState } from './state'

/** A request of the page's that passes by looks after the queue at most this often. */
const PASSING_EVERY_MS = 1_000

interface Parts {
  env: WorkerEnv
  hold: Hold
  state: OutboxState
  drain: Drain
  report: Reporter
}

export interface Wake {
  /** A page's command, but for SKIP_WAITING. Resolves when it is done; never rejects. */
  command(command: Exclude<WorkerCommand, { type: 'SKIP_WAITING' }>): Promise<void>
  /** The browser's sync event for the queue. Throws an Error while something is left, so that the browser tries again. */
  sync(): Promise<void>
  /** The sync event as such, which Workbox does not hand on: the last chance is remembered and said. */
  syncEvent(lastChance: boolean): void
  /** The worker's own `online` event. */
  online(): Promise<void>
  /** Another API call went by: the page is there and may reach the server. */
  passing(): Promise<void>
}

export function createWake({ env, hold, state, drain, report }: Parts): Wake {
  let syncing = 0
  let lastPassing = Number.NEGATIVE_INFINITY

  /** After a trigger in vain, the browser should have the save on its list for the time after the last page is closed. */
  async function registerIfHeld(): Promise<void> {
    // While a sync event runs, registering would fire the next one at once, with no pause in between.
    if (syncing === 0 && (await drain.hopes())) await hold.registerSync()
  }

  async function nudge(cause: Parameters<Drain['run']>[0]): Promise<void> {
    if (!env.isActive()) return
    await drain.run(cause)
    await registerIfHeld()
  }

  async function sayAll(): Promise<void> {
    const entries = await hold.look()
    const accounts = new Set(entries.filter(isReadable).map(({ save }) => save.account))
    for (const account of accounts) report.status(account, await state.delivery(account))
    if (accounts.size === 0) report.empty(null)
    for (const learned of await state.learned()) report.learned(learned)
  }

  async function show(entry: HeldEntry): Promise<HeldSave> {
    const { id, save, body, bytes, heldSince } = entry
    if (save === undefined) {
      const lastError =
        'This entry cannot be read. What it carried is in the dashboard’s own storage and is sent from there.'
      return { id, account: '', device: '', body: null, bytes, heldSince, attempts: 0, nextTryAt: null, lastError }
    }
    const { attempts, nextTryAt, lastError } = statusOf(save.account, await state.delivery(save.account), false)
    return { id, account: save.account, device: save.device, body, bytes, heldSince, attempts, nextTryAt, lastError }
  }

  async function forgetAccount(account: string): Promise<void> {
    for (const { id, save } of await hold.look()) if (save?.account === account) await hold.delete(id)
    await state.setDelivery(account, FRESH)
    report.empty(account)
  }

  async function carryOut(command: Parameters<Wake['command']>[0]): Promise<void> {
    switch (command.type) {
      case 'drain':
        return nudge(command.reason)
      case 'hello':
        return sayAll()
      case 'taken':
        return state.forget(command.id)
      case 'moved':
        return forgetAccount(command.account)
      case 'outbox':
        return report.outbox(command.id, await Promise.all((await hold.look()).map(show)))
      default:
        return unreachable(command)
    }
  }

  return {
    async command(command) {
      try {
        await carryOut(command)
      } catch (error) {
        state.note({ at: env.now(), what: 'command-failed', details: { type: command.type, error: String(error) } })
      }
    },
    async sync() {
      syncing += 1
      try {
        await drain.run('sync')
        if (await drain.hopes()) throw new Error('A save is still held; try again later.')
      } finally {
        syncing -= 1
      }
    },
    syncEvent: (lastChance) => state.note({ at: env.now(), what: 'sync', details: { lastChance } }),
    online: () => nudge('online'),
    async passing() {
      if (!drain.mayHold() || env.now() - lastPassing < PASSING_EVERY_MS) return
      lastPassing = env.now()
      await drain.run('timer')
    },
  }
}
