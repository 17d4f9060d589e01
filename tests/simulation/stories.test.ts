/** Stories of whole devices and the whole API, each of one rule; no randomness. */
import { beforeEach, describe, expect, it } from 'vitest'
import { ACCOUNT } from './network'
import { type SimDevice, Simulation, type Tab } from './simulation'

let sim: Simulation
let a: SimDevice
let b: SimDevice

const page = (device: SimDevice): Tab['holdfast']['console'] => {
  const tab = device.tabs[0]
  if (tab === undefined) throw new Error('no tab is open')
  return tab.holdfast.console
}
const widgets = (device: SimDevice) => page(device).layout.getState().widgets
const titles = (device: SimDevice) =>
  Object.values(widgets(device))
    .map(({ fields }) => fields.title)
    .sort()

async function opened(): Promise<void> {
  sim = new Simulation(1)
  sim.network.troubled = false
  const [first, second] = sim.devices
  if (first === undefined || second === undefined) throw new Error('a story needs two devices')
  a = first
  b = second
  sim.openTab(a)
  sim.openTab(b)
  await sim.world.advance(100)
}

async function sync(...devices: SimDevice[]): Promise<void> {
  for (const device of devices) {
    const done = page(device).manager.syncNow()
    await sim.world.advance(5)
    await done
  }
}

beforeEach(opened)

describe('a save', () => {
  it('[D5] arrives within 5 s of the server, though nothing but its absence was ever noticed', async () => {
    a.network.offline = true
    page(a).actions.addWidget('note', { title: 'Waited' })
    await sim.world.advance(20 * 60_000)
    expect(page(a).sync.getState().syncStatus).toBe('error')
    a.network.offline = false
    await sim.world.advance(5_000)
    expect(page(a).sync.getState().pendingChanges).toBe(0)
    await sync(b)
    expect(titles(b)).toEqual(['Waited'])
  })

  it('[D2] of more than 900 kB goes as several, and all of it arrives', async () => {
    a.network.offline = true
    const id = page(a).actions.addWidget('note', { title: 'Large' })
    for (let i = 0; i < 120; i++) page(a).actions.editWidget(id, { [`data/part:${i}`]: `${i}`.padEnd(10_000, '.') })
    a.network.offline = false
    await sync(a, b)
    expect(page(a).sync.getState().pendingChanges).toBe(0)
    expect(sim.network.store.layouts.get(ACCOUNT)?.versions.length).toBeGreaterThan(1)
    expect(widgets(b)).toEqual(widgets(a))
  })

  it('[D12] that breaks a limit of the whole layout is set aside, and the others arrive', async () => {
    a.network.offline = true
    for (let i = 0; i < 300; i++) page(a).actions.addWidget('note', { title: `a ${i}` })
    const shared = page(b).actions.addWidget('note', { title: 'b' })
    for (let i = 1; i < 300; i++) page(b).actions.addWidget('note', { title: `b ${i}` })
    await sync(b)
    a.network.offline = false
    await sync(a)
    expect(page(a).sync.getState().pendingChanges).toBe(0)
    expect(Object.keys(widgets(a))).toHaveLength(500)
    const { setAside } = page(a).sync.getState()
    expect(new Set(setAside.map(({ edit }) => (edit as { widget: string }).widget)).size).toBe(100)
    expect(setAside[0]?.reason).toContain('500')
    expect(widgets(a)[shared]?.fields.title).toBe('b')
  })

  it('[S12] of a widget that the server has forgotten brings the whole widget', async () => {
    const id = page(a).actions.addWidget('note', { title: 'Old', 'data/text': 'kept' })
    await sync(a, b)
    a.network.offline = true
    page(a).actions.editWidget(id, { title: 'Edited offline' })
    page(b).actions.removeWidget(id)
    await sync(b)
    const layout = sim.network.store.layouts.get(ACCOUNT)
    layout?.widgets.delete(id)
    if (layout !== undefined) layout.head = { ...layout.head, forgottenUpTo: layout.head.revision }
    page(b).actions.addWidget('note', { title: 'Meanwhile' })
    await sync(b)
    a.network.offline = false
    await sync(a, a, b)
    expect(widgets(a)[id]?.fields).toMatchObject({ type: 'note', title: 'Edited offline', 'data/text': 'kept' })
    expect(widgets(b)).toEqual(widgets(a))
  })

  it('[D5] says after 1 s, 2 s and 4 s in vain that it fails, and is delivered when the network is back', async () => {
    a.network.offline = true
    page(a).actions.addWidget('note', { title: 'Kept' })
    const log: string[] = []
    // Each wait is up to a quarter longer, so that devices do not come back together.
    for (const ms of [900, 1_000, 2_000, 6_000]) {
      await sim.world.advance(ms)
      log.push(page(a).sync.getState().syncStatus)
    }
    expect(log).toEqual(['syncing', 'syncing', 'syncing', 'error'])
    expect(page(a).sync.getState().lastError).toContain('kept on this device')
    a.network.offline = false
    a.tabs[0]?.fake.fire('online')
    await sim.world.advance(10)
    expect(page(a).sync.getState()).toMatchObject({ syncStatus: 'success', pendingChanges: 0, lastError: null })
  })
})

describe('a database restored from a backup', () => {
  it('[S14] gets back what devices have, even after it has grown past them', async () => {
    const early = page(a).actions.addWidget('note', { title: 'Early' })
    await sync(a, b)
    const { layouts } = sim.network.store
    const backup = structuredClone(layouts.get(ACCOUNT))
    page(a).actions.editWidget(early, { title: 'Edited after the backup' })
    page(a).actions.addWidget('note', { title: 'Added after the backup' })
    await sync(a, b)

    if (backup !== undefined) layouts.set(ACCOUNT, backup)
    sim.openTab(sim.devices[2] as SimDevice)
    const c = sim.devices[2] as SimDevice
    await sim.world.advance(100)
    for (let i = 0; i < 6; i++) {
      page(c).actions.addWidget('note', { title: `On the restored one ${i}` })
      await sync(c)
    }
    a.network.offline = true
    page(a).actions.addWidget('note', { title: 'Owed meanwhile' })
    a.network.offline = false
    await sync(a, b, c, a, b, c)
    expect(widgets(a)).toEqual(widgets(c))
    expect(widgets(b)).toEqual(widgets(c))
    expect(titles(a)).toEqual(
      [
        'Added after the backup',
        'Edited after the backup',
        ...Array.from({ length: 6 }, (_, i) => `On the restored one ${i}`),
        'Owed meanwhile',
      ].sort(),
    )
  })
})

describe('the manager', () => {
  it('saveLayout makes edits of what differs, and a revival of what had been removed', async () => {
    const id = page(a).actions.addWidget('note', { title: 'Was here', 'data/text': 'kept' })
    await sync(a)
    const before = widgets(a)
    page(a).actions.removeWidget(id)
    await sync(a)
    const saving = page(a).manager.saveLayout(ACCOUNT, { widgets: Object.values(before) }, 'restore')
    await sim.world.advance(0)
    expect(await saving).toMatchObject({ success: true, status: 'saved' })
    await sync(b)
    expect(widgets(b)).toEqual(before)
  })

  it('executeOptimisticUpdate takes the change back when the operation fails, unless it was changed again', async () => {
    const id = page(a).actions.addWidget('note', { title: 'First' })
    const { executeOptimisticUpdate } = page(a).manager
    const change = { widget: id, field: 'title', value: 'Hoped for' }
    const failing = () => Promise.reject(new Error('no'))
    await expect(executeOptimisticUpdate(failing, change)).rejects.toThrow('no')
    expect(widgets(a)[id]?.fields.title).toBe('First')
    const changedMeanwhile = async () => {
      page(a).actions.editWidget(id, { title: 'Typed meanwhile' })
      throw new Error('no')
    }
    await expect(executeOptimisticUpdate(changedMeanwhile, change)).rejects.toThrow('no')
    expect(widgets(a)[id]?.fields.title).toBe('Typed meanwhile')
  })

  it('cancelPendingSave drops the plan, not the edit', async () => {
    const id = page(a).actions.addWidget('note', { title: 'First' })
    await sync(a)
    page(a).actions.moveWidget(id, { x: 4, y: 4, w: 3, h: 3 })
    expect(page(a).manager.hasPendingSave()).toBe(true)
    page(a).manager.cancelPendingSave()
    expect(page(a).manager.hasPendingSave()).toBe(false)
    await sim.world.advance(5_000)
    expect(page(a).sync.getState().pendingChanges).toBe(1)
    await sync(a, b)
    expect(widgets(b)[id]?.fields.desktop).toEqual({ x: 4, y: 4, w: 3, h: 3 })
  })

  it('answers for no account but the one shown', async () => {
    expect(await page(a).manager.loadLayout('somebody-else')).toBeNull()
    expect(await page(a).manager.syncNow('somebody-else')).toMatchObject({ success: false })
  })
})
