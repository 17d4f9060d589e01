/** The whole of Holdfast in one process: pages on devices, the API, and a world in which everything can fail. */
import type { OwedEdit } from '../../core/edits/edit'
import type { Layout } from '../../core/layout/model'
import { createHoldfast, type Holdfast } from '../../src/holdfast'
import type { DeviceDb } from '../../src/store/device-db'
import { createWorkerLink } from '../../src/sync/worker-link'
import { createFakeWorld, type FakeProfile, type FakeTab, type FakeWorld } from '../fakes/fake-world'
import { createMemoryDeviceDb } from '../fakes/memory-device-db'
import { ACCOUNT, createNetwork, type Network } from './network'
import { createRandom, type Random } from './random'

const DEVICES = 3
const TABS = 2

export interface Tab {
  fake: FakeTab
  holdfast: Holdfast
}

/** One browser profile, its tabs, and local storage as it was brought to disk last. */
export interface SimDevice {
  network: { offline: boolean }
  profile: FakeProfile
  db: DeviceDb
  /** IndexedDB refuses now, or did since everything was last put back. */
  database: { refuses: boolean; refused: boolean }
  tabs: Tab[]
  onDisk: Map<string, string>
}

/** Every edit that was made anywhere, as its tab recorded it. */
export type Made = OwedEdit & { writer: string }

export class Simulation {
  readonly world: FakeWorld
  readonly random: Random
  readonly network: Network
  readonly devices: SimDevice[] = []
  readonly made = new Map<string, Made>()

  constructor(seed: number) {
    this.random = createRandom(seed)
    this.world = createFakeWorld(1_790_000_000_000, this.random.next)
    this.network = createNetwork(this.world, this.random)
    for (let i = 0; i < DEVICES; i++) {
      const network = { offline: false }
      const profile = this.world.newProfile(this.network.fetchOf(network))
      const who = {
        device: `00000000-0000-4000-9000-00000000000${i}`,
        account: { id: ACCOUNT, email: 'a@example.com' },
        guests: [],
        since: 1,
      }
      profile.storage.set('holdfast:who', JSON.stringify({ format: 1, data: who }))
      const database = { refuses: false, refused: false }
      const db = refusing(createMemoryDeviceDb(), database)
      this.devices.push({ network, profile, db, database, tabs: [], onDisk: new Map(profile.storage) })
    }
  }

  openTab(device: SimDevice): void {
    const fake = device.profile.openTab()
    // No browser has a worker here (D6): the page saves by itself.
    const link = createWorkerLink({ env: fake.env, port: null, busy: () => false })
    const holdfast = createHoldfast(fake.env, link, { version: 'test', db: device.db })
    device.tabs.push({ fake, holdfast })
    const post = fake.env.channel.post
    // What a tab tells the others it owes is what it has made.
    fake.env.channel.post = (message) => {
      if (message.type === 'owed') for (const edit of message.edits) this.note(message.writer, edit)
      post(message)
    }
    void holdfast.start()
  }

  note(writer: string, edit: OwedEdit): void {
    this.made.set(`${writer} ${edit.n}`, { ...edit, writer })
  }

  async step(): Promise<void> {
    const { random } = this
    const device = random.pick(this.devices)
    if (device === undefined) return
    switch (random.below(14)) {
      case 0:
        device.network.offline = !device.network.offline
        for (const { fake } of device.tabs) fake.fire(device.network.offline ? 'offline' : 'online')
        break
      case 1:
        if (device.tabs.length < TABS) this.openTab(device)
        break
      case 2: {
        const gone = device.tabs.splice(random.below(device.tabs.length), 1)
        for (const { fake } of gone) fake.close()
        break
      }
      case 3:
        await this.putBack(device)
        this.killBrowser(device)
        break
      case 4:
        device.onDisk = new Map(device.profile.storage)
        break
      case 5:
        random.pick(device.tabs)?.fake.fire(random.chance(0.5) ? 'visible' : 'hidden')
        break
      case 6:
        // What IndexedDB does not have now is nowhere else than here.
        await this.putBack(device)
        device.profile.storage.clear()
        break
      case 7:
        // With neither storage nobody could know whose edits these are (D13).
        if (!device.database.refuses && !device.profile.storage.has('holdfast:who')) break
        device.database.refuses = !device.database.refuses
        device.database.refused = true
        break
      default: {
        if (device.tabs.length === 0) this.openTab(device)
        // Who this is may be known to IndexedDB alone: what is made before that is read is nobody's (D13).
        if (!device.profile.storage.has('holdfast:who')) await this.world.advance(10)
        const tab = random.pick(device.tabs)
        if (tab !== undefined) this.edit(tab)
      }
    }
    await this.world.advance(random.pick([1, 10, 300, 2_500, 9_000]) ?? 1)
  }

  /** IndexedDB works again, for long enough that a tab has put everything back. */
  async putBack(device: SimDevice): Promise<void> {
    if (!device.database.refused) return
    device.database.refuses = false
    if (device.tabs.length === 0) this.openTab(device)
    await this.world.advance(120_000)
    device.database.refused = false
  }

  /** Every tab is gone at once, and local storage falls back to what had reached the disk. */
  killBrowser(device: SimDevice): void {
    for (const { fake } of device.tabs) fake.close()
    device.tabs = []
    device.profile.storage.clear()
    for (const [key, value] of device.onDisk) device.profile.storage.set(key, value)
  }

  edit({ holdfast }: Tab): void {
    const { random } = this
    const { actions, layout } = holdfast.console
    const ids = Object.keys(layout.getState().widgets)
    const id = random.pick(ids)
    const roll = random.below(10)
    if (id === undefined || roll === 0) actions.addWidget('note', { title: `new ${random.below(1000)}` })
    else if (roll === 1) actions.removeWidget(id)
    else if (roll === 2) actions.undo()
    else if (roll === 3) actions.redo()
    else if (roll === 4) actions.moveWidget(id, { x: random.below(6), y: random.below(20), w: 3, h: 2 })
    else if (roll === 5)
      actions.editWidget(id, { [`data/item:${random.below(3)}`]: random.chance(0.4) ? undefined : random.below(99) })
    else actions.editWidget(id, { title: `title ${random.below(100_000)}` })
  }

  /** The network works, every device has a tab open, and each saves and pulls until nothing is owed. */
  async settle(): Promise<void> {
    this.network.troubled = false
    for (const device of this.devices) {
      device.network.offline = false
      device.database.refuses = false
      if (device.tabs.length === 0) this.openTab(device)
    }
    await this.world.advance(400_000)
    for (let round = 0; round < 3; round++) {
      for (const { tabs } of this.devices) {
        for (const { holdfast } of tabs) {
          await holdfast.services.syncNow()
          await this.world.advance(1_000)
        }
      }
    }
    for (const { tabs } of this.devices) {
      await tabs[0]?.holdfast.console.manager.syncNow()
      await this.world.settle()
    }
  }

  server(): Layout {
    const layout: Layout = {}
    for (const [id, { presence, fields }] of this.network.store.layouts.get(ACCOUNT)?.widgets ?? []) {
      if (presence.removed) continue
      const live = [...fields].flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value] as const]))
      layout[id] = { id, fields: Object.fromEntries(live) }
    }
    return layout
  }
}

/** A database that rejects every call while it refuses. */
function refusing(db: DeviceDb, state: { refuses: boolean }): DeviceDb {
  return new Proxy(db, {
    get(target, name: keyof DeviceDb) {
      if (!state.refuses || name === 'onLost') return target[name]
      return () => Promise.reject(new DOMException('no', 'UnknownError'))
    },
  })
}
