/**
 * The hub of stations 4, 5 and 11 to 13, and `widgetSyncManager` of the specification: decides when to send and to pull,
 * and tells the person how it stands. How a save is sent is save-all's, what is held is the device's.
 */

import { QUICK_RETRIES, RETRY_MAX_MS } from '../../core/delivery/backoff'
import { afterTry, type DeliveryState, FRESH } from '../../core/delivery/schedule'
import { type Change, diff } from '../../core/edits/diff'
import type { Strategy } from '../../core/edits/edit'
import type { Layout, Widget } from '../../core/layout/model'
import type { RevisionEvent } from '../../core/wire/event'
import type { Learned, OutboxStatus } from '../../core/wire/worker-message'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import type { HoldReason, SyncStore } from '../store/sync-store'
import { LOCAL_ACCOUNT } from '../store/who'
import { createDebounce, type SyncOptions } from './debounce'
import { createLive } from './live'
import { optimisticUpdate } from './optimistic'
import type { Posted } from './post'
import { acknowledged, pull, type SyncResult, saveAll, setAsideNamed } from './save-all'
import { createServerReturn } from './server-return'
import { createSession, type Session } from './session'
import { statusState } from './status'
import type { WidgetSyncManager } from './widget-sync-manager'
import type { WorkerLink } from './worker-link'

export interface ManagerParts {
  env: Env
  device: Device
  layout: LayoutStore
  sync: SyncStore
  link: Pick<WorkerLink, 'controlled' | 'send' | 'onReport' | 'ask' | 'outbox'>
  strategy(): Strategy
}

export interface Manager {
  widgetSyncManager: WidgetSyncManager
  session: Session
  /** From now on: sends what an earlier life left, listens, pulls. */
  start(): Promise<void>
}

export function createManager({ env, device, layout, sync, link, strategy }: ManagerParts): Manager {
  /** Tries of this page itself; the worker keeps its own and reports them. */
  let own: DeliveryState = FRESH
  let worker: OutboxStatus | null = null
  let hold: HoldReason | null = null
  let sending = false
  /** The page is being hidden or closed: requests should outlive it. */
  let leaving = false
  /** Until start() has sent or pulled by itself. */
  let starting = true
  /** What the device holds has been read from both storages. */
  let ready: Promise<void> | undefined
  let hinted: RevisionEvent | null = null
  /** What the worker holds already, by the numbers it reaches: no need to hand it over again. */
  let handedOver = ''
  let stopTimer: (() => void) | null = null
  let live: ReturnType<typeof createLive> | null = null

  function show(): void {
    const state = sync.getState()
    const failing = own.attempts > QUICK_RETRIES
    const underWay = (own.attempts > 0 && !failing) || worker?.state === 'sending' || worker?.state === 'waiting'
    const facts = {
      pending: state.pendingChanges,
      // A save may still be on its way though a pull has settled all it carries: nobody waits for that one.
      sending: sending || (state.pendingChanges > 0 && underWay),
      online: env.isOnline(),
      failing: failing || worker?.state === 'failing',
      hold: hold ?? (worker?.state === 'held' ? (worker.why ?? null) : null),
      unseenConflicts: state.conflicts.length,
      everSynced: state.lastSyncedAt !== null,
    }
    sync.setState(statusState(facts, own.lastError ?? worker?.lastError ?? null))
    serverReturn.watch(
      facts.pending > 0 && facts.hold === null ? (own.lastErrorKind ?? worker?.lastErrorKind ?? null) : null,
    )
  }

  function heard(posted: Posted): void {
    const at = env.now()
    if (posted.kind === 'queued') return
    own = afterTry(own, posted, at, env.random())
    hold = posted.kind === 'hold' ? posted.why : null
    if (posted.kind === 'acknowledged') sync.setState({ lastSyncedAt: at })
    planRetry()
    show()
  }

  /** The page's timer, the one trigger that every browser has: its own next try, or the worker's. */
  function planRetry(): void {
    stopTimer?.()
    stopTimer = null
    const now = env.now()
    if (own.nextTryAt !== null) stopTimer = env.after(Math.max(0, own.nextTryAt - now), () => void send())
    else if (worker?.nextTryAt != null) {
      stopTimer = env.after(Math.max(0, worker.nextTryAt - now), () => {
        link.send({ type: 'drain', reason: 'timer' })
        // A worker that says no more must not be the end of it.
        stopTimer = env.after(RETRY_MAX_MS, () => void send())
      })
    }
  }

  const saveParts = {
    env,
    device,
    layout,
    strategy,
    heard,
    sessionLost: async () => {
      const back = await session.lost()
      if (back) hold = null
      return back
    },
  }

  async function flush(): Promise<SyncResult> {
    await ready
    if (device.owed().length === 0) {
      own = FRESH
      return { success: true, status: 'nothing', revision: device.replica().revision }
    }
    sending = true
    show()
    try {
      if (device.account().id === LOCAL_ACCOUNT && !(await session.ensure(true))) {
        heard({ kind: 'retry', why: NO_SERVER_YET, errorKind: 'network' })
        return { success: false, status: 'failed', revision: 0, error: NO_SERVER_YET }
      }
      listenLive()
      // As it was before: what is edited while the request is under way is not in the worker's hands.
      const reached = reach(device)
      const result = await saveAll(saveParts, leaving)
      handedOver = result.status === 'queued' ? reached : ''
      return result
    } catch (error) {
      // A bug must not be the end of sending: it is said, and tried again like a server's trouble.
      heard({ kind: 'retry', why: SOMETHING_BROKE, errorKind: 'server' })
      console.error(error)
      return { success: false, status: 'failed', revision: device.replica().revision, error: SOMETHING_BROKE }
    } finally {
      sending = false
      // What was heard meanwhile and lies before what the answer brought is old news.
      if (hinted !== null && hinted.revision < device.replica().revision) hinted = null
      show()
      void pullIfHinted()
    }
  }

  const debounce = createDebounce<SyncResult>(env, () => flush())
  const send = () => debounce.now()

  let pulling: Promise<void> | null = null
  /** One pull at a time; a hint during one makes another. */
  function pullNow(): Promise<void> {
    pulling ??= pull({ env, device })
      .then(async (came) => {
        if (came === 'came') {
          hold = null
          if (device.owed().length === 0) own = FRESH
          sync.setState({ lastSyncedAt: env.now() })
        } else if (came === 'signed-out' && !(await session.lost())) hold = 'sign-in'
      })
      .finally(() => {
        pulling = null
        show()
        // New edits may have come of it (S12, S14).
        if (device.owed().length > 0 && reach(device) !== handedOver && !sending && !debounce.isPlanned()) void send()
      })
    return pulling
  }

  /** A queue that was deleted with the site's data holds nothing any more, and its worker does not know. */
  async function sendIfNotHeld(): Promise<void> {
    const held = await link.outbox()
    if (held.some(({ account }) => account === device.account().id)) return
    // What the worker has just delivered is said a moment later.
    env.after(TAKEN_WITHIN_MS, () => {
      if (device.owed().length > 0 && reach(device) === handedOver && !sending) void send()
    })
  }

  async function pullIfHinted(): Promise<void> {
    if (hinted === null || sending) return
    if (pulling !== null) await pulling
    const { revision, tag } = device.replica()
    if (hinted === null || (hinted.revision === revision && hinted.tag === tag)) return
    hinted = null
    await pullNow()
  }

  function listenLive(): void {
    if (live !== null || device.account().id === LOCAL_ACCOUNT) return
    live = createLive(env, (event) => {
      hinted = event
      void pullIfHinted()
    })
    live.start()
  }

  let lookingAfterGone = false
  /** What a tab owed that ended without a word (a crash) is sent by whichever tab is left and looks first. */
  function lookAfterGone(): void {
    if (lookingAfterGone || device.owed().length === 0) return
    lookingAfterGone = true
    env.after(GONE_TAB_MS * (1 + env.random()), async () => {
      const seenTo = sending || debounce.isPlanned() || own.nextTryAt !== null || reach(device) === handedOver
      if (!seenTo && hold === null && (await device.owesForGoneTab())) await send()
      lookingAfterGone = false
      lookAfterGone()
    })
  }

  /** Sends what is owed, or nudges the worker that holds it already; with nothing owed, pulls. */
  function wake(reason: 'online' | 'visible' | 'hidden'): void {
    show()
    if (starting && reason !== 'hidden') return
    if (device.owed().length === 0) {
      if (reason !== 'hidden' && device.account().id !== LOCAL_ACCOUNT) void pullNow()
    } else if (link.controlled() && reach(device) === handedOver) {
      link.send({ type: 'drain', reason })
      if (reason !== 'hidden') void sendIfNotHeld()
    } else if (reason === 'hidden') {
      // One that is under way may hang; what is only planned goes out now instead.
      leaving = true
      void (sending ? flush() : send()).finally(() => {
        leaving = false
      })
    } else void send()
  }

  /** The network is back, or the server is. */
  function reachable(): void {
    live?.restart()
    wake('online')
  }
  const serverReturn = createServerReturn(env, () => {
    if (own.notBefore === null || env.now() >= own.notBefore) reachable()
  })

  async function learn(learned: Learned): Promise<void> {
    if (learned.account === device.account().id) {
      if (learned.kind === 'acknowledged') {
        const { base, tag } = learned.asked
        const asked = { account: learned.account, base, tag }
        if (await acknowledged({ env, device }, learned.answer, asked, learned.sent)) {
          heard({ kind: 'acknowledged', answer: learned.answer })
        }
      } else if (learned.kind === 'refused') {
        if (await setAsideNamed({ device, layout }, learned.problem)) void send()
      } else void pullNow()
    }
    link.send({ type: 'taken', id: learned.id })
  }

  let learning: Promise<unknown> = Promise.resolve()
  /** What the worker learned while no page was open comes before a start sends anything: mostly nothing is left to send then. */
  async function catchUp(): Promise<void> {
    if (!link.controlled()) return link.send({ type: 'hello' })
    const patience = new Promise<void>((done) => env.after(CATCH_UP_MS, done))
    await Promise.race([link.ask({ type: 'hello' }, 'said-all'), patience])
    await learning
  }

  const session = createSession(env, device, {
    changed() {
      hold = null
      own = FRESH
      handedOver = ''
      live?.restart()
      link.send({ type: 'drain', reason: 'signed-in' })
      if (device.owed().length > 0) void send()
      else if (device.account().id !== LOCAL_ACCOUNT) void pullNow()
      listenLive()
      show()
    },
    moved: (account) => link.send({ type: 'moved', account }),
  })

  device.onOwed((trigger) => {
    void debounce.plan(trigger, planned)
    show()
  })
  /** Options of a saveLayout call under way. */
  let planned: SyncOptions | undefined

  const isShown = (userId: string | undefined) =>
    userId === undefined || userId === '' || userId === device.account().id
  const notShown = (): SyncResult => ({
    success: false,
    status: 'failed',
    revision: device.replica().revision,
    error: 'That account is not the one shown on this device. Nothing was changed.',
  })

  return {
    session,

    widgetSyncManager: {
      async saveLayout(userId, { widgets }, trigger, options) {
        if (!isShown(userId)) return notShown()
        const after = Array.isArray(widgets)
          ? Object.fromEntries((widgets as readonly Widget[]).map((widget) => [widget.id, widget]))
          : (widgets as Layout)
        const shown = layout.getState().widgets
        const back = Object.keys(after).filter((id) => !shown[id] && device.replica().widgets[id] !== undefined)
        const changes = [...back.map((widget): Change => ({ widget, revive: true })), ...diff(shown, after)]
        planned = options
        device.record(changes, { trigger })
        planned = undefined
        return debounce.plan(trigger, options)
      },
      async syncNow(userId) {
        if (!isShown(userId)) return notShown()
        own = { ...own, nextTryAt: null }
        if (device.owed().length > 0) return send()
        await session.ensure(false)
        if (device.account().id !== LOCAL_ACCOUNT) await pullNow()
        const revision = device.replica().revision
        return hold === null
          ? { success: true, status: 'nothing', revision }
          : { success: false, status: 'held', revision }
      },
      async loadLayout(userId) {
        await device.reload()
        return isShown(userId) ? { widgets: layout.getState().widgets } : null
      },
      cancelPendingSave() {
        debounce.cancel({ success: true, status: 'cancelled', revision: device.replica().revision })
      },
      hasPendingSave: () => debounce.isPlanned() || sending,
      executeOptimisticUpdate: (operation, change, onSuccess, onError) =>
        optimisticUpdate({ device, layout }, operation, change, onSuccess, onError),
    },

    async start() {
      env.on('online', () => {
        reachable()
        // It is said a moment before connections succeed, and a first try in vain would wait for a second.
        env.after(ONLINE_SETTLES_MS, () => {
          if (device.owed().length > 0) wake('online')
        })
      })
      env.on('offline', show)
      env.on('visible', () => {
        void device.reload().then(() => wake('visible'))
      })
      env.on('hidden', () => wake('hidden'))
      link.onReport((report) => {
        if (report.type === 'status') {
          worker =
            report.status.account === device.account().id || report.status.account === null ? report.status : worker
          planRetry()
          show()
        } else if (report.type === 'learned') learning = Promise.all([learning, learn(report.learned)])
      })
      sync.subscribe((state, before) => {
        if (state.pendingChanges !== before.pendingChanges || state.conflicts !== before.conflicts) show()
        if (state.pendingChanges > 0) lookAfterGone()
      })
      ready = device.reload()
      await ready
      show()
      const caughtUp = catchUp()
      await session.ensure(device.owed().length > 0)
      await caughtUp
      starting = false
      listenLive()
      if (device.owed().length > 0) await send()
      else if (device.account().id !== LOCAL_ACCOUNT) await pullNow()
    },
  }
}

const ONLINE_SETTLES_MS = 300
/** A worker that takes longer to start is not waited for. */
const CATCH_UP_MS = 1_000
/** An answer that the worker has is taken over by then. */
const TAKEN_WITHIN_MS = 3_000

/** Longer than a living tab needs to send its edits (D3). */
const GONE_TAB_MS = 3_000
const SOMETHING_BROKE =
  'Something went wrong on this page. Your changes are kept on this device and will be sent again; reloading may help.'
const NO_SERVER_YET =
  'The server could not be reached. Your changes are kept on this device and will be sent when it can be.'

/** How far each writer's owed edits reach: equal when the same edits are owed. */
function reach(device: Device): string {
  return device
    .owed()
    .map(({ writer, edits }) => `${writer}:${edits.map(({ n }) => n).join(',')}`)
    .sort()
    .join(' ')
}
