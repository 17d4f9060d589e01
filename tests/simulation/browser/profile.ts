/**
 * One browser profile, and so one device: its storages, cookie, clock, locks and channel, its tabs and its service worker,
 * and the ways in which they end. Before: world. After: tab, service-worker, network.
 */
import type { ChannelMessage } from '../../../core/wire/worker-message'
import type { DeviceDb } from '../../../src/store/device-db'
import { copyRows, createDeviceDbRows, type DeviceDbRows } from '../../fakes/device-db-rows'
import { createMemoryDeviceDb, deleteRows } from '../../fakes/memory-device-db'
import { copyRows as copyOutboxRows, createOutboxRows, type OutboxRows } from '../../fakes/memory-outbox'
import { createLink, type Link } from '../network/link'
import type { World } from '../world'
import type { Life } from './life'
import { LocalStorage } from './local-storage'
import { Locks } from './locks'
import { ServiceWorkerHost, type SyncWishes } from './service-worker'
import { openTab, type Tab } from './tab'

/** refuses: every call rejects · full: nothing can be put · hangs: nothing is answered until it works again. */
export type DatabaseTrouble = 'none' | 'refuses' | 'full' | 'hangs'

export interface ProfileOptions {
  /** How far its clock is ahead, ms. */
  skewMs: number
  /** Whether it has a service worker at all (D6), and Background Sync. */
  worker: 'with sync' | 'without sync' | 'none'
}

/** What a browser profile has on its disk: all of it that a copy takes along. */
export interface Disk {
  local: ReadonlyMap<string, string>
  db: DeviceDbRows
  outbox: OutboxRows
  cookie: string | null
  sync: SyncWishes
}

export class Profile {
  readonly local: LocalStorage
  readonly rows: DeviceDbRows
  readonly outboxRows: OutboxRows
  readonly locks = new Locks()
  readonly link: Link = createLink()
  readonly worker: ServiceWorkerHost | null
  readonly tabs: Tab[] = []
  cookie: string | null
  skewMs: number
  isOnline = true
  databaseTrouble: DatabaseTrouble = 'none'
  /** The worker's queue takes nothing. */
  isQueueFull = false
  #dbReadyAt = 0
  #saidUntil = 0
  #hanging: (() => void)[] = []
  readonly #listeners = new Map<Life, Set<(message: ChannelMessage) => void>>()

  constructor(
    readonly world: World,
    /** 0 for the first device. */
    readonly index: number,
    readonly options: ProfileOptions,
    disk?: Disk,
  ) {
    this.local = new LocalStorage(world.time, world.random, disk?.local)
    this.rows = disk === undefined ? createDeviceDbRows() : copyRows(disk.db)
    this.outboxRows = disk === undefined ? createOutboxRows() : copyOutboxRows(disk.outbox)
    this.cookie = disk?.cookie ?? null
    this.skewMs = options.skewMs
    this.worker = options.worker === 'none' ? null : new ServiceWorkerHost(this, options.worker === 'with sync')
    if (disk !== undefined) this.worker?.installAlready(disk.sync)
  }

  /** The device's clock, ms since 1970. */
  now(): number {
    return Math.round(this.world.serverNow() + this.skewMs)
  }

  name(): string {
    return `device ${this.index + 1}`
  }

  disk(): Disk {
    return {
      local: this.local.onDisk(),
      db: this.rows,
      outbox: this.outboxRows,
      cookie: this.cookie,
      sync: this.worker?.syncWishes() ?? { isSyncRegistered: false, hasGivenUp: false },
    }
  }

  openTab(): Tab {
    const tab = openTab(this)
    this.tabs.push(tab)
    tab.life.onEnd(() => {
      this.tabs.splice(this.tabs.indexOf(tab), 1)
      this.world.watch.tabEnded(tab)
    })
    this.worker?.browserStarted()
    this.world.watch.tabOpened(tab)
    return tab
  }

  /** A tab ends without a word: it crashed, or its process was killed. */
  endTab(tab: Tab): void {
    tab.life.end()
  }

  /** A person closes it: the page is told, and what it then asks for is still sent. */
  closeTab(tab: Tab, then: () => void = () => {}): void {
    tab.fire('hidden')
    // Its handlers, and what needs no time after them, still run.
    this.world.time.after(this.world.random.between(0, 20), () => {
      this.endTab(tab)
      then()
    })
  }

  reloadTab(tab: Tab): void {
    this.closeTab(tab, () => this.openTab())
  }

  /** All of the browser is gone in one moment. */
  kill(): void {
    for (const tab of [...this.tabs]) this.endTab(tab)
    this.worker?.browserEnded()
    this.local.killed()
    this.#hanging = []
  }

  goOffline(): void {
    this.isOnline = false
    this.world.network.cut(this)
    this.#fireAll('offline')
  }

  goOnline(): void {
    this.isOnline = true
    this.#fireAll('online')
    this.worker?.online()
  }

  /** A tab that ends by what it is told leaves the list, and the next one is told all the same. */
  #fireAll(event: 'online' | 'offline'): void {
    for (const tab of [...this.tabs]) tab.fire(event)
  }

  healDatabase(): void {
    this.databaseTrouble = 'none'
    for (const fn of this.#hanging.splice(0)) fn()
  }

  /** Somebody deletes IndexedDB beneath the pages. */
  deleteDatabase(): void {
    deleteRows(this.rows)
  }

  /** IndexedDB as one tab has it: every call takes a moment, in the order in which they were made. */
  databaseOf(life: Life): DeviceDb {
    const rows = createMemoryDeviceDb(this.rows)
    const { world } = this
    const call = <T>(effect: () => Promise<T>, writes: boolean): Promise<T> => {
      // Begun when it works again, by whoever is there to hear of it then: what a life asked for that has ended goes nowhere.
      if (this.databaseTrouble === 'hangs')
        return new Promise((resolve) => this.#hanging.push(() => resolve(call(effect, writes))))
      const begin = Math.max(world.time.now(), this.#dbReadyAt)
      this.#dbReadyAt = begin + world.random.between(0.1, 4)
      return life.call(this.#dbReadyAt - world.time.now(), () => {
        if (this.databaseTrouble === 'refuses') throw new DOMException('no', 'UnknownError')
        if (this.databaseTrouble === 'full' && writes) throw new DOMException('no room', 'QuotaExceededError')
        return effect()
      })
    }
    return {
      who: () => call(() => rows.who(), false),
      addWho: (who) => call(() => rows.addWho(who), true),
      setWho: (who) => call(() => rows.setWho(who), true),
      load: (account) => call(() => rows.load(account), false),
      putEdits: (account, writer, added, dropped) =>
        call(() => rows.putEdits(account, writer, added, dropped), added.length > 0),
      takeOver: (account, taken) =>
        call(() => {
          world.watch.takesOver(this, account, taken)
          return rows.takeOver(account, taken)
        }, true),
      setAside: (entries) => call(() => rows.setAside(entries), true),
      dropSetAside: (key) =>
        call(() => {
          world.watch.clearsSetAside(life, this, key)
          return rows.dropSetAside(key)
        }, false),
      dropConflicts: (account, seen) => call(() => rows.dropConflicts(account, seen), false),
      forget: (account) =>
        call(() => {
          world.watch.forgets(life, this, account)
          return rows.forget(account)
        }, false),
      putBack: (held) => call(() => rows.putBack(held), true),
      onLost: (fn) => rows.onLost(() => life.hear(fn)),
    }
  }

  /** Says it to everybody of this profile but the one who says it. */
  say(from: Life, message: ChannelMessage): void {
    if (!from.step()) return
    const hearers = [...this.#listeners].filter(([life]) => life !== from)
    if (hearers.length === 0) return
    // What is said later is heard later.
    const { time, random } = this.world
    this.#saidUntil = Math.max(this.#saidUntil, time.now() + random.between(0, 4))
    time.after(this.#saidUntil - time.now(), () => {
      for (const [life, hearing] of hearers) {
        life.hear(() => {
          for (const hear of hearing) hear(message)
        })
      }
    })
  }

  listen(life: Life, hear: (message: ChannelMessage) => void): () => void {
    const hearing = this.#listeners.get(life) ?? new Set()
    if (hearing.size === 0) life.onEnd(() => this.#listeners.delete(life))
    this.#listeners.set(life, hearing.add(hear))
    return () => hearing.delete(hear)
  }
}
