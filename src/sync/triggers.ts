/**
 * What starts a sending or a pull besides an edit (D5): the network or the server is back, the page becomes visible or is
 * left, another tab is gone. Before: the page's events, server-return. After: manager sends or pulls, or the worker is
 * nudged where it holds everything already. Knows no saves.
 */
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import { createServerReturn } from './server-return'
import type { WorkerLink } from './worker-link'

/** A browser says `online` a moment before connections succeed, and a first try in vain would wait for a second. */
const ONLINE_SETTLES_MS = 300
/** An answer that the worker has is taken over by then. */
const TAKEN_WITHIN_MS = 3_000
/** Longer than a living tab needs to send its edits (D3). */
const GONE_TAB_MS = 3_000

/** What triggers can see and start; the manager's. */
export interface Wakeable {
  /** Until the start has sent or pulled by itself. */
  isStarting(): boolean
  /** The worker holds exactly what is owed. */
  isHandedOver(): boolean
  isSending(): boolean
  /** What is being sent and has had no answer for a while is sent anew. */
  retryHanging(reason: 'online'): void
  /** What is owed is planned, waits for its time, or for a person. */
  isSeenTo(): boolean
  /** The server asked to wait (Retry-After), and that is not over. */
  isAskedToWait(): boolean
  send(): Promise<unknown>
  /** The same, from a page that is being hidden or closed. */
  sendLeaving(): Promise<unknown>
  /** See Pulls.now. */
  pull(): Promise<void>
  /** Opens the event stream anew, where there is one. */
  listenAnew(): void
  /** The person is told how it stands. */
  show(): void
}

export interface Triggers {
  /** From now on. */
  start(): void
  /** What the last try was like (see server-return); null: nothing waits for the server. */
  inVain(kind: 'network' | 'server' | 'silence' | null): void
  /** Something is owed: should its tab be gone, this one sends it. */
  owes(): void
  /** The worker says that it holds nothing. */
  workerIsEmpty(): void
}

interface Parts {
  env: Env
  device: Pick<Device, 'account' | 'owed' | 'owesForGoneTab' | 'reload'>
  link: Pick<WorkerLink, 'controlled' | 'send' | 'outbox' | 'isTakingOver'>
  manager: Wakeable
}

export function createTriggers({ env, device, link, manager }: Parts): Triggers {
  const isOwing = () => device.owed().length > 0

  /** Sends what is owed, or nudges the worker that holds it already; with nothing owed, pulls. */
  function wake(reason: 'online' | 'visible' | 'hidden'): void {
    manager.show()
    if (manager.isStarting() && reason !== 'hidden') return
    if (!isOwing()) {
      if (reason !== 'hidden') void manager.pull()
    } else if (link.controlled() && manager.isHandedOver()) {
      link.send({ type: 'drain', reason, account: device.account().id })
      if (reason !== 'hidden') void sendIfNotHeld()
    } else {
      if (reason === 'online' && manager.isSending()) manager.retryHanging(reason)
      void (reason === 'hidden' ? manager.sendLeaving() : manager.send())
    }
  }

  /**
   * What the worker was handed and holds no more is in nobody's hands: the server refused it, its answer went to a tab that
   * is gone, or the queue was deleted with the site's data.
   */
  async function sendIfNotHeld(): Promise<void> {
    const held = await link.outbox()
    if (held.some(({ account }) => account === device.account().id)) return
    // What the worker has just delivered is said a moment later.
    env.after(TAKEN_WITHIN_MS, () => {
      if (isOwing() && manager.isHandedOver() && !manager.isSending()) void manager.send()
    })
  }

  /** The network is back, or the server is. */
  function reachable(): void {
    manager.listenAnew()
    wake('online')
  }
  const serverReturn = createServerReturn(
    env,
    () => {
      if (!manager.isAskedToWait()) reachable()
    },
    () => !link.isTakingOver(),
  )

  let isLooking = false
  /** What a tab owed that ended without a word (a crash) is sent by whichever tab is left and looks first. */
  function lookAfterGone(): void {
    if (isLooking || !isOwing()) return
    isLooking = true
    env.after(GONE_TAB_MS * (1 + env.random()), async () => {
      // Also where it is seen to: a tab that began as the other one ended may not have heard of all of it (D7).
      const isOwed = await device.owesForGoneTab()
      const isLeftAlone = !manager.isSending() && !manager.isSeenTo() && !manager.isHandedOver()
      if (isOwed && isLeftAlone) await manager.send()
      isLooking = false
      lookAfterGone()
    })
  }

  return {
    start() {
      env.on('online', () => {
        reachable()
        env.after(ONLINE_SETTLES_MS, () => {
          if (isOwing()) wake('online')
        })
      })
      env.on('offline', manager.show)
      env.on('visible', () => {
        void device.reload().then(() => wake('visible'))
      })
      env.on('hidden', () => wake('hidden'))
    },
    inVain: serverReturn.watch,
    owes: lookAfterGone,
    workerIsEmpty() {
      if (isOwing() && manager.isHandedOver()) void sendIfNotHeld()
    },
  }
}
