/**
 * The hub of stations 4, 5 and 11 to 13: sends and pulls, one at a time. What starts it is an edit, or one of ./triggers; how a
 * save is sent is save-all's, when it is tried again ./tries', how it stands ./indicator's, what is held the device's.
 */
import type { Strategy } from '../../core/edits/edit'
import type { RevisionEvent } from '../../core/wire/event'
import type { WorkerCommand } from '../../core/wire/worker-message'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import type { SyncStore } from '../store/sync-store'
import { LOCAL_ACCOUNT } from '../store/who'
import { deliveryWords } from '../words/en/delivery'
import { whyInVain } from '../words/why-in-vain'
import { createDebounce } from './debounce'
import { createIndicator } from './indicator'
import { createLearnedNews } from './learned'
import { createLive } from './live'
import type { Posted } from './post'
import { createPulls } from './pulls'
import { type SyncResult, saveAll } from './save-all'
import { createSession, type Session } from './session'
import { createSessionNews } from './session-news'
import { SILENT_AFTER_MS } from './silence'
import { createTries } from './tries'
import { createTriggers } from './triggers'
import { createWidgetSyncManager, type WidgetSyncManager } from './widget-sync-manager'
import type { WorkerLink } from './worker-link'

export interface ManagerParts {
  env: Env
  device: Device
  layout: LayoutStore
  sync: SyncStore
  link: Pick<WorkerLink, 'controlled' | 'send' | 'onReport' | 'ask' | 'outbox' | 'isTakingOver'>
  strategy(): Strategy
}

export interface Manager {
  widgetSyncManager: WidgetSyncManager
  session: Session
  /** From now on: sends what an earlier life left, listens, pulls. */
  start(): Promise<void>
}

export function createManager({ env, device, layout, sync, link, strategy }: ManagerParts): Manager {
  /** Saves under way, by what ends the wait for their answers; two where a page that is left sends once more. */
  const sendings = new Set<AbortController>()
  const isSending = () => sendings.size > 0
  /** How many tries of this page have come to something, be it nothing. */
  let answered = 0
  /** The page is being hidden or closed: requests should outlive it. */
  let leaving = false
  /** Until start() has sent or pulled by itself. */
  let starting = true
  /** What the device holds has been read from both storages. */
  let ready: Promise<void> | undefined
  const untilReady = async () => ready
  /** What the worker holds already, by the numbers it reaches: no need to hand it over again. */
  let handedOver = ''
  let live: ReturnType<typeof createLive> | null = null

  const nudge = (reason: Extract<WorkerCommand, { type: 'drain' }>['reason']) =>
    link.send({ type: 'drain', reason, account: device.account().id })

  const tries = createTries({
    env,
    account: () => device.account().id,
    send: () => void send(),
    nudge: () => nudge('timer'),
  })
  const indicator = createIndicator({ env, device, sync, tries, isSending, inVain: (kind) => triggers.inVain(kind) })
  const { show } = indicator

  function heard(posted: Posted): void {
    tries.heard(posted)
    if (posted.kind === 'queued') return
    if (posted.kind === 'acknowledged') sync.setState({ lastSyncedAt: env.now() })
    show()
  }

  /** What waited for a plan, and did not arrive with the save that ended it, can go now. */
  function sendLeft(): void {
    if (tries.endedPlan() && device.owed().length > 0) void send()
  }

  const saveParts = {
    env,
    device,
    layout,
    strategy,
    heard(posted: Posted) {
      answered += 1
      if (posted.kind === 'acknowledged') pulls.came()
      heard(posted)
    },
    isPutOff: tries.isPutOff,
    sessionLost: async () => {
      const end = await session.lost()
      if (end === 'there') tries.hold(null)
      return end
    },
  }

  async function flush(): Promise<SyncResult> {
    await ready
    if (device.owed().length === 0) {
      tries.over()
      return { success: true, status: 'nothing', revision: device.replica().revision }
    }
    // A worker keeps the server's Retry-After itself. Without one, or where its queue is broken, it is kept here, whatever
    // asks to send (D5).
    if (tries.isPutOff()) {
      const { revision } = device.replica()
      const { lastError } = tries.own()
      return { success: false, status: 'failed', revision, ...(lastError !== null && { error: whyInVain(lastError) }) }
    }
    const giveUp = new AbortController()
    sendings.add(giveUp)
    show()
    try {
      if (device.account().id === LOCAL_ACCOUNT && !(await session.ensure(true))) {
        heard({ kind: 'retry', why: 'no-answer', errorKind: 'network' })
        return { success: false, status: 'failed', revision: 0, error: whyInVain('no-answer') }
      }
      // As it was before: what is edited while the request is under way is not in the worker's hands.
      const reached = reach(device)
      const result = await saveAll(saveParts, { leaving, giveUp: giveUp.signal })
      handedOver = result.status === 'queued' ? reached : ''
      return result
    } catch (error) {
      // A bug must not be the end of sending: it is said, and tried again like a server's trouble.
      const why = deliveryWords().somethingBroke
      heard({ kind: 'retry', why, errorKind: 'server' })
      console.error(error)
      return { success: false, status: 'failed', revision: device.replica().revision, error: why }
    } finally {
      sendings.delete(giveUp)
      // What another one carries has arrived with this one: nothing is waited for any more.
      if (device.owed().length === 0) for (const other of sendings) other.abort()
      show()
      pulls.sent()
      sendLeft()
    }
  }

  const debounce = createDebounce<SyncResult>(env, () => flush())
  const send = () => debounce.now()

  const pulls = createPulls({
    env,
    device,
    ready: untilReady,
    isSending,
    async ended(kind) {
      if (kind === 'came') {
        tries.hold(null)
        const told = tries.worker()
        // Refused as nobody's before that, and nobody who signs in may be left to say it.
        if (told?.state === 'held' && told.why !== 'newer-than-server') nudge('signed-in')
        if (device.owed().length === 0) tries.over()
        sync.setState({ lastSyncedAt: env.now() })
      } else if (kind === 'signed-out') {
        // Where somebody is signed in, here or as another account, that one's layout is to come; where nobody can say, that
        // comes first. A guest has nothing to sign in with: it becomes the next one as soon as a server makes one.
        if ((await session.lost()) !== 'over') return 'again'
        tries.hold('sign-in')
      }
      return 'done'
    },
    idle() {
      show()
      // New edits may have come of it (S12, S14).
      if (device.owed().length > 0 && !isHandedOver() && !isSending() && !debounce.isPlanned()) void send()
    },
  })

  /** Who is told of a revision is signed in, whoever did that: where that is waited for, a pull finds it out. */
  function hearsOfRevision(event: RevisionEvent): void {
    if (tries.whyHeld() === 'sign-in') void pulls.now()
    else pulls.hint(event)
  }

  function listenLive(): void {
    if (live !== null || device.account().id === LOCAL_ACCOUNT) return
    live = createLive(
      env,
      () => device.account().id,
      hearsOfRevision,
      () => void pulls.now(),
    )
    live.start()
  }

  const isHandedOver = () => reach(device) === handedOver
  const triggers = createTriggers({
    env,
    device,
    link,
    manager: {
      isStarting: () => starting,
      isHandedOver,
      isSending,
      retryHanging,
      isSeenTo: () => debounce.isPlanned() || tries.isPlanned() || tries.held() !== null,
      isAskedToWait: tries.isAskedToWait,
      send,
      async sendLeaving() {
        leaving = true
        // One that is under way may hang; what is only planned goes out now instead.
        await (isSending() ? flush() : send())
        leaving = false
      },
      pull: pulls.now,
      listenAnew: () => live?.restart(),
      show,
    },
  })
  /** The worker delivered an older save than the one that this page had planned to send by itself, which can go now. */
  function heardOfWorker(posted: Posted): void {
    heard(posted)
    sendLeft()
  }
  const news = createLearnedNews({
    env,
    device,
    layout,
    link,
    ready: untilReady,
    heard: heardOfWorker,
    send,
    pull: pulls.now,
    pulled: pulls.came,
  })

  /**
   * What was tried for the account shown before says nothing about this one, and the worker holds back what is another's from
   * now on (D13): at once, because a tab that was frozen may just have sent what it holds of the one before.
   */
  function switched(): void {
    tries.switched()
    handedOver = ''
    live?.restart()
    nudge('signed-in')
  }
  device.onBehind(pulls.hint)
  device.onToldAccount(() => {
    if (device.owed().length > 0) void send()
    show()
  })

  const sessionNews = createSessionNews({ env, device, sync, look: () => void pulls.now() })
  const session = createSession(env, device, {
    changed() {
      switched()
      sessionNews.begun()
      if (device.owed().length > 0) void send()
      else void pulls.now()
      show()
    },
    moved: (account) => link.send({ type: 'moved', account }),
  })

  /**
   * What is under way gives way to another try: now where it has had no answer for a while, or as soon as none has come for so
   * long. In the worker's hands, or in this page's own.
   */
  function retryHanging(reason: 'online' | 'retry'): void {
    const underWay = [...sendings]
    const before = answered
    const giveWay = () => {
      for (const giveUp of underWay) giveUp.abort()
    }
    if (link.controlled()) nudge(reason)
    else if (indicator.isSilent()) giveWay()
    env.after(link.controlled() ? HELD_WITHIN_MS : SILENT_AFTER_MS, () => {
      if (answered === before) giveWay()
    })
  }

  async function syncNow(): Promise<SyncResult> {
    if (isSending()) retryHanging('retry')
    if (!tries.isAskedToWait()) tries.dropPlan()
    if (device.owed().length > 0) return send()
    await session.ensure(false)
    await pulls.now()
    const revision = device.replica().revision
    return tries.held() === null
      ? { success: true, status: 'nothing', revision }
      : { success: false, status: 'held', revision }
  }

  const widgetSyncManager = createWidgetSyncManager({ device, layout, debounce, isSending, syncNow })
  device.onOwed(show)

  return {
    session,

    widgetSyncManager,

    async start() {
      triggers.start()
      sessionNews.start()
      link.onReport((report) => {
        if (report.type === 'status') {
          tries.told(report.status)
          if (tries.mustLook()) void pulls.now()
          if (report.status.state === 'empty' && tries.worker() === report.status) triggers.workerIsEmpty()
          show()
        } else if (report.type === 'learned') news.take(report.learned)
      })
      layout.subscribe(({ account }, before) => {
        if (account === before.account) return
        switched()
        // Whoever found out: an edit, a person who signed in here or pressed Retry, or another tab.
        if (!starting) listenLive()
      })
      sync.subscribe((state, before) => {
        if (state.pendingChanges !== before.pendingChanges || state.conflicts !== before.conflicts) show()
        if (state.pendingChanges > 0) triggers.owes()
      })
      ready = device.reload()
      await ready
      show()
      const caughtUp = news.catchUp()
      await session.ensure(device.owed().length > 0)
      await caughtUp
      starting = false
      listenLive()
      if (device.owed().length > 0) await send()
      else await pulls.now()
    },
  }
}

/** The worker answers by then what it holds (sw/outbox/intercept). What its queue did not take hangs like a page's own. */
const HELD_WITHIN_MS = 14_000

/** How far each writer's owed edits reach: equal when the same edits are owed. */
function reach(device: Device): string {
  return device
    .owed()
    .map(({ writer, edits }) => `${writer}:${edits.map(({ n }) => n).join(',')}`)
    .sort()
    .join(' ')
}
