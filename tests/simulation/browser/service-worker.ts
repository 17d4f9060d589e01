/**
 * The service worker of one browser profile, and what the browser does around it: starts it for an event, stops it when it is
 * idle or for no reason, lets a new version wait, and fires Background Sync. What runs inside is the real outbox.
 * Before: tab hands it saves and commands. After: worker-ports, sw/outbox.
 */
import type { WorkerCommand } from '../../../core/wire/worker-message'
import type { WorkerPort } from '../../../src/sync/worker-link'
import { neverProvoked } from '../../../sw/never-provoked'
import { createOutbox, type Outbox } from '../../../sw/outbox/outbox'
import { createMemoryHold, type MemoryHold } from '../../fakes/memory-outbox'
import { Life } from './life'
import type { Profile } from './profile'
import type { Tab } from './tab'
import { clientIdOf, envOf, holdOf, requestOf, stateOf } from './worker-ports'

/** Chromium stops a worker that has had nothing to do for so long … */
const IDLE_MS = 30_000
/** … and one whose event takes longer than this. */
const LONGEST_EVENT_MS = 300_000
/** Chromium tries a sync event three times, with pauses like these in between. */
const SYNC_PAUSES_MS = [300_000, 900_000]
/** From the first try on; by then all of them are over. */
export const SYNC_MAX_MS = SYNC_PAUSES_MS.reduce((sum, ms) => sum + ms + LONGEST_EVENT_MS, LONGEST_EVENT_MS)
/** From STAND_DOWN to the take-over (sw/outbox-events). */
const QUIET_MS = 1_000

/** One life of the worker's script. */
interface Running {
  life: Life
  outbox: Outbox
  /** Hears Background Sync. */
  queue: MemoryHold
  /** Events under way. */
  busy: number
  idleSince: number
  /** What the pages' requests that it has in hand get when it ends. */
  failures: Set<() => void>
}

/** `hasGivenUp`: the last sync event was in vain. */
export interface SyncWishes {
  isSyncRegistered: boolean
  hasGivenUp: boolean
}

export class ServiceWorkerHost {
  #running: Running | null = null
  /** The active version; what controls a page is compared by this object. */
  #active: { version: number } | null = null
  #waiting: { version: number } | null = null
  /** What the server serves now. */
  #served = 1
  #isBrowserOpen = false
  #isSyncRegistered = false
  #isSyncing = false
  #syncTries = 0
  /** The last sync event was in vain: the browser fires no more until it is asked to again. */
  #hasGivenUp = false
  #askedUntil = 0
  #wasCutOff = false
  readonly #ports = new Map<Tab, { controlling(): void; waiting(): void }>()

  constructor(
    private readonly profile: Profile,
    private readonly hasSync: boolean,
  ) {}

  version(): string {
    return `v${this.#active?.version ?? this.#served}`
  }

  /** A profile that was copied: the worker is there already, with what the browser was asked for. */
  installAlready(wishes: SyncWishes): void {
    this.#active = { version: this.#served }
    this.#isSyncRegistered = wishes.isSyncRegistered
    this.#hasGivenUp = wishes.hasGivenUp
  }

  /** What a browser keeps of Background Sync on the disk. */
  syncWishes(): SyncWishes {
    return { isSyncRegistered: this.#isSyncRegistered, hasGivenUp: this.#hasGivenUp }
  }

  controllerOfNewTab(): object | null {
    // Nobody is left to be surprised: the version that waits becomes the active one (D9).
    if (this.#waiting !== null && this.profile.tabs.length === 0) {
      this.#end()
      this.#active = this.#waiting
      this.#waiting = null
    }
    return this.#active
  }

  isRunning(): boolean {
    return this.#running !== null
  }

  /** It was stopped in the middle of an event once, which nobody finishes. */
  wasCutOff(): boolean {
    return this.#wasCutOff
  }

  /** Whether what it holds goes without any page: the browser is open, has Background Sync, and has tries left. */
  sendsAlone(): boolean {
    return this.hasSync && this.#isBrowserOpen && this.#active !== null && !this.#hasGivenUp
  }

  /** The browser stops it now, whatever it is doing. */
  kill(): void {
    this.#end()
  }

  /** The same, at the `steps`th await from now. */
  killIn(steps: number): void {
    const running = this.#running
    if (running === null) return
    running.life.onEnd(() => {
      if (this.#running === running) this.#end()
    })
    running.life.endIn(steps)
  }

  browserStarted(): void {
    this.#isBrowserOpen = true
    if (this.#isSyncRegistered) this.#planSync(1_000)
  }

  browserEnded(): void {
    this.#isBrowserOpen = false
    this.#end()
  }

  /** The connection is back. */
  online(): void {
    if (this.#running !== null) this.#dispatch((outbox) => outbox.wake.online())
    if (this.#isSyncRegistered) this.#planSync(500)
  }

  /** A newer app is on the server from now on. */
  serveNewer(): void {
    this.#served += 1
  }

  hasWaiting(): boolean {
    return this.#waiting !== null
  }

  /** The page's other request goes by. */
  passing(account: string | null): void {
    this.#dispatch((outbox) => outbox.wake.passing(account))
  }

  /** A page's POST of a save; its answer, or a network error where the worker is stopped meanwhile. */
  takeSave(tab: Tab, path: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (!tab.life.step()) return
      const fail = () => tab.life.hear(() => reject(new TypeError('Failed to fetch')))
      const giveUp = () => reject(new DOMException('given up', 'AbortError'))
      init.signal?.addEventListener('abort', giveUp)
      this.profile.world.watch.hands(this.profile, init.body as string)
      this.#after(() => {
        this.#dispatch(async (outbox, running) => {
          running.failures.add(fail)
          const { response, done } = outbox.intercept(requestOf(path, init), clientIdOf(tab))
          const answer = await response.catch(() => Response.error())
          running.failures.delete(fail)
          // respondWith(Response.error()) is a network error to the page.
          if (answer.type === 'error') fail()
          else tab.life.hear(() => resolve(answer))
          await done
        })
      })
    })
  }

  portOf(tab: Tab, events: { controlling: () => void; waiting: () => void }): WorkerPort {
    const { life } = tab
    life.onEnd(() => this.#ports.delete(tab))
    this.#ports.set(tab, {
      controlling: () => life.hear(events.controlling),
      waiting: () => life.hear(events.waiting),
    })
    return {
      controller: () => tab.controller,
      register: () => life.call(this.#aMoment(), () => this.#registered()),
      post: (command) => {
        if (life.step()) this.#command(command)
      },
      hasWaiting: () => this.#waiting !== null,
      skipWaiting: () => {
        if (life.step()) this.#takeOver()
      },
      checkForUpdate: () => life.call(this.#aMoment(), () => this.#look()),
      onWaiting: (fn) => {
        events.waiting = fn
      },
      onControlling: (fn) => {
        events.controlling = fn
      },
      reload: () => {
        if (!life.isOver()) this.profile.reloadTab(tab)
      },
      facts: async () => ({
        active: 'activated',
        installing: false,
        waiting: this.#waiting !== null,
        sync: { supported: this.hasSync, permission: 'granted', tags: [] },
      }),
    }
  }

  #aMoment(): number {
    return this.profile.world.random.between(1, 60)
  }

  /** A moment later, in the order of asking. */
  #after(fn: () => void): void {
    const { time, random } = this.profile.world
    this.#askedUntil = Math.max(this.#askedUntil, time.now() + random.between(0, 3))
    time.after(this.#askedUntil - time.now(), fn)
  }

  /** The script was fetched: a first visit has an active worker soon, which takes its pages over. */
  #registered(): void {
    if (this.#active !== null) {
      this.#look()
      return
    }
    if (!this.profile.isOnline) throw new TypeError('no network')
    this.#active = { version: this.#served }
    this.#controls(this.#active)
  }

  /** From now on it controls every page. One that ends by what it does then leaves the list. */
  #controls(active: { version: number }): void {
    for (const tab of [...this.profile.tabs]) {
      tab.controller = active
      this.#ports.get(tab)?.controlling()
    }
  }

  #look(): void {
    if (!this.profile.isOnline || this.#active === null) return
    if ((this.#waiting ?? this.#active).version === this.#served) return
    this.#waiting = { version: this.#served }
    for (const port of this.#ports.values()) port.waiting()
  }

  /** The person said yes: the old one stands down, and the new one has the pages a moment later. */
  #takeOver(): void {
    const next = this.#waiting
    if (next === null) return
    this.#running?.outbox.drain.stop()
    this.profile.world.time.after(QUIET_MS, () => {
      if (this.#waiting !== next) return
      this.profile.world.watch.updated(this.profile)
      this.#end()
      this.#active = next
      this.#waiting = null
      this.#controls(next)
    })
  }

  #command(command: WorkerCommand): void {
    // Where there is none yet, the browser hands it over when there is one.
    if (command.type === 'SKIP_WAITING') this.#takeOver()
    else this.#after(() => this.#dispatch((outbox) => outbox.wake.command(command)))
  }

  #planSync(ms: number): void {
    if (!this.hasSync) return
    this.profile.world.time.after(this.profile.world.random.between(0, ms), () => this.#sync())
  }

  /** The browser's sync event; one that fails is fired again later, and the third time is the last. */
  #sync(): void {
    const isPossible = this.#isBrowserOpen && this.profile.isOnline && this.#active !== null
    if (!isPossible || !this.#isSyncRegistered || this.#isSyncing) return
    this.#isSyncing = true
    const pause = SYNC_PAUSES_MS[this.#syncTries]
    const ended = (inVain: boolean) => {
      if (!this.#isSyncing) return
      this.#isSyncing = false
      if (!inVain || pause === undefined) {
        this.#hasGivenUp = inVain
        this.#isSyncRegistered = false
        this.#syncTries = 0
      } else {
        this.#syncTries += 1
        this.profile.world.time.after(pause, () => this.#sync())
      }
    }
    const isBegun = this.#dispatch(async (outbox, running) => {
      running.failures.add(() => ended(true))
      outbox.wake.syncEvent(pause === undefined)
      await running.queue.syncEvent(pause === undefined).then(
        () => ended(false),
        () => ended(true),
      )
    })
    if (!isBegun) this.#isSyncing = false
  }

  /** Runs an event, in a worker that is started for it where none runs; false: there is no worker. */
  #dispatch(event: (outbox: Outbox, running: Running) => Promise<unknown>): boolean {
    if (this.#active === null || !this.#isBrowserOpen) return false
    const { time } = this.profile.world
    this.#running ??= this.#start()
    const running = this.#running
    running.busy += 1
    const stopLimit = time.after(LONGEST_EVENT_MS, () => {
      if (this.#running === running) this.#end()
    })
    const over = () => {
      stopLimit()
      running.busy -= 1
      running.idleSince = time.now()
    }
    event(running.outbox, running).then(over, over)
    return true
  }

  #start(): Running {
    const { profile } = this
    const { time } = profile.world
    const life = new Life(time)
    profile.locks.follow(life)
    let queue: MemoryHold | undefined
    const outbox = createOutbox({
      env: envOf(this.profile, life),
      hold: (onSync) => {
        queue = this.#queue(onSync)
        return holdOf(this.profile, life, queue)
      },
      state: stateOf(profile, life),
      makeProvoke: neverProvoked,
      version: this.version(),
    })
    const running: Running = {
      life,
      outbox,
      queue: queue as unknown as MemoryHold,
      busy: 0,
      idleSince: time.now(),
      failures: new Set(),
    }
    const lookIfIdle = () => {
      if (this.#running !== running) return
      if (running.busy === 0 && time.now() - running.idleSince >= IDLE_MS) this.#end()
      else time.after(IDLE_MS, lookIfIdle)
    }
    time.after(IDLE_MS, lookIfIdle)
    return running
  }

  #end(): void {
    const running = this.#running
    if (running === null) return
    this.#running = null
    this.#wasCutOff ||= running.busy > 0
    running.life.end()
    for (const fail of running.failures) fail()
  }

  #queue(onSync: () => Promise<void>): MemoryHold {
    const { profile } = this
    const registerSync = () => {
      if (!this.hasSync || this.#isSyncRegistered) return
      this.#isSyncRegistered = true
      this.#syncTries = 0
      this.#hasGivenUp = false
      this.#planSync(500)
    }
    return createMemoryHold(profile.outboxRows, { now: () => profile.now(), registerSync, onSync })
  }
}
