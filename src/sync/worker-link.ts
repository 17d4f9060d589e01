/**
 * The page's side of the service worker: commands to it, reports from it, and taking a new version over (D9). Knows
 * neither layouts nor saves: the manager's POST reaches the worker by itself. Before: manager, main. After: sw/outbox/wake.
 * Where there is no service worker (D6) nothing is ever controlled and everything else does nothing.
 */
import type { ChannelMessage, HeldSave, WorkerCommand, WorkerReport } from '../../core/wire/worker-message'
import type { Env } from '../env'

/** What a browser's service worker container does for the page; bound to the real one in ./workbox-port. */
export interface WorkerPort {
  /** The worker that controls this page, only to be compared; null: none. */
  controller(): object | null
  /** Registers once the page has loaded; rejects where the browser refuses. */
  register(): Promise<void>
  /** To the active worker, starting it if it is stopped; waits until there is one. */
  post(command: WorkerCommand): void
  hasWaiting(): boolean
  /** Tells the waiting worker to take over; nothing happens when there is none. */
  skipWaiting(): void
  /** Looks for a new version; never rejects. */
  checkForUpdate(): Promise<void>
  onWaiting(fn: () => void): void
  /** Another worker took the page over; some browsers do not always say so. */
  onControlling(fn: () => void): void
  reload(): void
  /** Never rejects. */
  facts(): Promise<WorkerFacts>
}

/** What the browser says of the worker; see also Inspection, which the worker says itself. */
export interface WorkerFacts {
  /** As in the browser's own words: 'activated', 'activating'; null: there is none. */
  active: string | null
  installing: boolean
  waiting: boolean
  sync: {
    supported: boolean
    /** 'unknown': this browser does not say. */
    permission: PermissionState | 'unknown'
    /** What is registered to be sent in the background. */
    tags: string[]
  }
}

/** A command that is answered, by a report with the same id. */
type Question = Extract<WorkerCommand, { type: 'hello' | 'outbox' | 'inspect' | 'release' | 'provoke' }>
type Unasked<Q> = Q extends unknown ? Omit<Q, 'id'> : never
type ReplyType = 'said-all' | 'outbox-reply' | 'inspection' | 'released' | 'provoked'
type Reply<T extends ReplyType> = Extract<WorkerReport, { type: T }>

export interface WorkerLinkOptions {
  env: Pick<Env, 'now' | 'after' | 'uuid' | 'channel' | 'on' | 'isVisible'>
  /** null: this browser or this address has no service worker. */
  port: WorkerPort | null
  /** True while something is dragged or typed: a reload waits until it is over. */
  busy: () => boolean
}

export interface WorkerLink {
  /** Whether a POST of this page passes through the worker's outbox. */
  controlled(): boolean
  send(command: Exclude<WorkerCommand, { type: 'SKIP_WAITING' }>): void
  /** Hears everything the worker says; the returned function ends it. */
  onReport(fn: (report: WorkerReport) => void): () => void
  /** What the worker holds; [] where there is none or it does not answer in time. */
  outbox(): Promise<HeldSave[]>
  /** Asks the worker something; null where there is none or it does not answer in time. */
  ask<T extends ReplyType>(question: Unasked<Question>, reply: T): Promise<Reply<T> | null>
  /** What the browser says of the worker; null where there can be none (D6). */
  facts(): Promise<WorkerFacts | null>
  /** A new version takes over at this moment: what can wait should, because it would start the old worker again. */
  isTakingOver(): boolean
  update: {
    /** A new version waits for a yes. */
    isWaiting(): boolean
    /** Called when one begins to wait; at once when one does already. */
    onWaiting(fn: () => void): () => void
    /** The person's yes: the new version takes over and the page reloads, once. */
    apply(): void
  }
}

/** A browser that does not say that the new worker took over is reloaded all the same, once none waits any more. */
export const RELOAD_ANYWAY_MS = 3_000
/** A worker that still waits after a yes is waited for so long (Chromium gives the old one 5 minutes); then the page is reloaded. */
export const TAKE_OVER_MAX_MS = 360_000
/** How often a reload that waits looks whether the person is done. */
export const BUSY_POLL_MS = 250
export const REPLY_MS = 3_000
/** From the yes until the new version has taken over, mostly: the old worker gets a second to stand down. */
const TAKE_OVER_MS = 5_000
export const UPDATE_CHECK_MS = 3_600_000
/** Coming back to a tab looks for a new version, but not more often than this. */
export const UPDATE_CHECK_MIN_MS = 600_000

/** Registers the worker and stays in touch with it for the life of the page. */
export function createWorkerLink({ env, port, busy }: WorkerLinkOptions): WorkerLink {
  if (port === null) return NO_WORKER
  const reports = new Set<(report: WorkerReport) => void>()
  const told = new Set<() => void>()
  let waiting = false
  let accepted = false
  let reloading = false
  let stopQuiet: (() => void) | null = null
  let checkedAt = env.now()
  let controller = port.controller()

  function noticeWaiting(): void {
    if (waiting || !port?.hasWaiting()) return
    waiting = true
    for (const tell of told) tell()
  }

  /** Where a worker was in control and another one is now, somebody said yes, here or in another tab (D9). */
  function noticeController(): void {
    const now = port?.controller() ?? null
    if (now === null || now === controller) return
    if (controller !== null) reload()
    controller = now
  }

  function reload(): void {
    if (reloading) return
    reloading = true
    reloadWhenFree()
  }
  function reloadWhenFree(): void {
    if (busy()) env.after(BUSY_POLL_MS, reloadWhenFree)
    else port?.reload()
  }

  /**
   * Reloading while it still waits would show the old version once more, and be followed by another reload. It is not told
   * again either: that starts the old worker, which keeps the new one waiting.
   */
  function reloadAnyway(waitedMs = RELOAD_ANYWAY_MS): void {
    env.after(RELOAD_ANYWAY_MS, () => {
      if (port?.hasWaiting() && waitedMs < TAKE_OVER_MAX_MS) reloadAnyway(waitedMs + RELOAD_ANYWAY_MS)
      else reload()
    })
  }

  function check(): void {
    checkedAt = env.now()
    void port?.checkForUpdate().then(noticeWaiting)
  }
  function hourly(): void {
    env.after(UPDATE_CHECK_MS, () => {
      if (env.isVisible()) check()
      hourly()
    })
  }

  // In every tab and before anything else, so that no change of hands is missed.
  port.onControlling(noticeController)
  port.onWaiting(noticeWaiting)
  const isTakingOver = () => stopQuiet !== null
  /** By a timer, because a clock may be set back. */
  function beQuiet(): void {
    stopQuiet?.()
    stopQuiet = env.after(TAKE_OVER_MS, () => {
      stopQuiet = null
    })
  }
  env.channel.listen((message) => {
    if (message.type === 'taking-over') beQuiet()
    if (!isReport(message)) return
    for (const hear of reports) hear(message)
  })
  env.on('visible', () => {
    noticeController()
    noticeWaiting()
    const sinceCheck = env.now() - checkedAt
    if (sinceCheck < 0 || sinceCheck >= UPDATE_CHECK_MIN_MS) check()
  })
  port.register().then(
    () => {
      noticeWaiting()
      hourly()
    },
    // Refused (private mode, policy): the page goes on by itself (D6).
    () => {},
  )

  function ask<T extends ReplyType>(question: Unasked<Question>, reply: T): Promise<Reply<T> | null> {
    const id = env.uuid()
    return new Promise((resolve) => {
      const finish = (answer: Reply<T> | null) => {
        cancel()
        reports.delete(hear)
        resolve(answer)
      }
      const hear = (report: WorkerReport) => {
        if (report.type === reply && 'id' in report && report.id === id) finish(report as Reply<T>)
      }
      const cancel = env.after(REPLY_MS, () => finish(null))
      reports.add(hear)
      port?.post({ ...question, id } as Question)
    })
  }

  return {
    controlled: () => port.controller() !== null,
    send(command) {
      // A nudge that is dropped is made up for by the start of the page, which is near.
      if (command.type !== 'drain' || !isTakingOver()) port.post(command)
    },
    onReport(fn) {
      reports.add(fn)
      return () => reports.delete(fn)
    },
    outbox: async () => (await ask({ type: 'outbox' }, 'outbox-reply'))?.held ?? [],
    ask,
    facts: () => port.facts(),
    isTakingOver,
    update: {
      isWaiting: () => waiting,
      onWaiting(fn) {
        told.add(fn)
        if (waiting) fn()
        return () => told.delete(fn)
      },
      apply() {
        if (!waiting || accepted) return
        accepted = true
        beQuiet()
        env.channel.post({ type: 'taking-over' })
        port.skipWaiting()
        reloadAnyway()
      },
    },
  }
}

/** Everything else on the channel is what pages say to each other. */
const REPORTS: Record<WorkerReport['type'], true> = {
  status: true,
  learned: true,
  journal: true,
  'said-all': true,
  'outbox-reply': true,
  inspection: true,
  released: true,
  provoked: true,
}
const isReport = (message: ChannelMessage): message is WorkerReport => Object.hasOwn(REPORTS, message.type)

const nothing = () => {}
const NO_WORKER: WorkerLink = {
  controlled: () => false,
  send: nothing,
  onReport: () => nothing,
  outbox: async () => [],
  ask: async () => null,
  facts: async () => null,
  isTakingOver: () => false,
  update: { isWaiting: () => false, onWaiting: () => nothing, apply: nothing },
}
