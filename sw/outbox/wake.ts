/**
 * What starts a drain besides a new save (D5), and what pages may ask. Before: outbox-events. After: drain, report.
 * Nothing here runs when the script is evaluated, and nothing in a worker that is not the active one.
 */
import { type Cause, statusOf, triesOver } from '../../core/delivery/schedule'
import { unreachable } from '../../core/unreachable'
import { DRAIN_LOCK, type HeldSave, type Inspection, type WorkerCommand } from '../../core/wire/worker-message'
import type { WorkerEnv } from '../env'
import type { Journal } from '../journal'
import type { Provoke } from '../provoke'
import type { Badge } from './badge'
import type { Drain } from './drain'
import { type HeldEntry, type Hold, isReadable } from './held'
import type { Reporter } from './report'
import type { OutboxState } from './state'

/** A request of the page's that passes by looks after the queue at most this often. */
const PASSING_EVERY_MS = 1_000
/** A person who wants a save out of the queue waits this long for the try that is under way. */
const RELEASE_PATIENCE_MS = 2_000

interface Parts {
  env: WorkerEnv
  hold: Hold
  state: OutboxState
  drain: Drain
  report: Reporter
  journal: Journal
  provoke: Pick<Provoke, 'current' | 'set'>
  badge: Badge
  /** Of this build. */
  version: string
}

export interface Wake {
  /** A page's command, but for SKIP_WAITING. Resolves when it is done; never rejects. */
  command(command: Exclude<WorkerCommand, { type: 'SKIP_WAITING' }>): Promise<void>
  /** The browser's sync event for the queue. Throws an Error while something is left, so that the browser tries again. */
  sync(): Promise<void>
  /** The sync event as such, which Workbox does not hand on: the last chance is remembered and said. */
  syncEvent(lastChance: boolean): void
  /** The server allows no trouble on purpose any more: what was held back for it goes now. */
  troubleEnded(): Promise<void>
  /** The worker's own `online` event. */
  online(): Promise<void>
  /**
   * Another API call went by: the page is there and may reach the server.
   * @param account that the page shows, where the call names it (a pull does); null: it does not
   */
  passing(account: string | null): Promise<void>
}

export function createWake({ env, hold, state, drain, report, journal, provoke, badge, version }: Parts): Wake {
  let syncing = 0
  let hasJustPassed = false

  /** After a trigger in vain, the browser should have the save on its list for the time after the last page is closed. */
  async function registerIfHeld(): Promise<void> {
    // While a sync event runs, registering would fire the next one at once, with no pause in between.
    if (syncing === 0 && (await drain.hopes())) await hold.registerSync()
  }

  async function nudge(cause: Cause): Promise<void> {
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
    const entryOf = { id, save: entry.key, bytes, heldSince }
    if (save === undefined) {
      return { ...entryOf, account: '', device: '', body: null, attempts: 0, nextTryAt: null, lastError: 'unreadable' }
    }
    const { account, device } = save
    const { attempts, nextTryAt, lastError } = statusOf(account, await state.delivery(account), false)
    return { ...entryOf, account, device, body, attempts, nextTryAt, lastError, sending: drain.sending() === id }
  }

  const showAll = async () => Promise.all((await hold.look()).map(show))

  async function inspect(): Promise<Inspection> {
    const [held, untaken, events, provoked] = await Promise.all([
      // A queue that cannot be read holds nothing that could be shown.
      showAll().catch(() => []),
      state.learned(),
      state.journal(),
      provoke.current(),
    ])
    return { version, held, untaken: untaken.length, journal: events, provoked }
  }

  /** Under the lock of the drain, so that nothing is taken out that is on its way at this moment. */
  async function release(id: number): Promise<'released' | 'gone' | 'busy'> {
    const outcome = await env.exclusively(DRAIN_LOCK, RELEASE_PATIENCE_MS, async () => {
      const entries = await hold.look()
      const entry = entries.find((one) => one.id === id)
      if (entry === undefined) return 'gone'
      await hold.delete(id)
      journal.note('released', { entry: id }, entry.key)
      const account = entry.save?.account
      const others = entries.some((one) => one.id !== id && one.save?.account === account)
      if (account !== undefined && !others) await holdsNothing(account)
      return 'released'
    })
    return outcome === 'taken' ? 'busy' : outcome
  }

  async function forgetAccount(account: string): Promise<void> {
    for (const { id, save } of await hold.look()) if (save?.account === account) await hold.delete(id)
    await holdsNothing(account)
  }

  /** Taken out without an acknowledgement: who has something for that account yet still waits as long as the server asked (D5). */
  async function holdsNothing(account: string): Promise<void> {
    await state.setDelivery(account, triesOver(await state.delivery(account), env.now()))
    report.empty(account)
  }

  async function carryOut(command: Parameters<Wake['command']>[0]): Promise<void> {
    switch (command.type) {
      case 'drain':
        journal.note('nudge', { reason: command.reason })
        drain.shows(command.account ?? null)
        // A page has come into sight, or gone out of it.
        void badge.update()
        return nudge(command.reason)
      case 'hello':
        if (command.account !== undefined) drain.shows(command.account)
        void badge.update()
        await sayAll()
        if (command.id !== undefined) report.reply({ type: 'said-all', id: command.id })
        return
      case 'taken':
        return state.forget(command.id)
      case 'moved':
        return forgetAccount(command.account)
      case 'forget-journal':
        return state.forgetJournal()
      case 'outbox':
        return report.reply({ type: 'outbox-reply', id: command.id, held: await showAll() })
      case 'inspect':
        return report.reply({ type: 'inspection', id: command.id, inspection: await inspect() })
      case 'release':
        return report.reply({ type: 'released', id: command.id, outcome: await release(command.entry) })
      case 'provoke': {
        const outcome = await provoke.set(command.provoked)
        journal.note('provoked', { outcome, ...command.provoked })
        report.reply({ type: 'provoked', id: command.id, outcome })
        // What was held back goes now.
        return nudge('retry')
      }
      default:
        return unreachable(command)
    }
  }

  return {
    async command(command) {
      try {
        await carryOut(command)
      } catch (error) {
        journal.note('command-failed', { type: command.type, error: String(error) })
      }
    },
    async sync() {
      syncing += 1
      try {
        await drain.run('sync')
        const inVain = await drain.hopes()
        journal.note(inVain ? 'sync-in-vain' : 'sync-done')
        if (inVain) throw new Error('still held')
      } finally {
        syncing -= 1
      }
    },
    troubleEnded() {
      journal.note('provoked', { outcome: 'ended' })
      return nudge('retry')
    },
    syncEvent: (lastChance) => journal.note('sync', { lastChance }),
    online() {
      journal.note('online')
      return nudge('online')
    },
    async passing(account) {
      if (account !== null) drain.shows(account)
      // Whose page this is must be known, for another's save to stay (D13): what the one before was told ended with it.
      if (!drain.mayHold() || !drain.knowsShown() || hasJustPassed) return
      hasJustPassed = true
      env.after(PASSING_EVERY_MS, () => {
        hasJustPassed = false
      })
      await drain.run('timer')
    },
  }
}
