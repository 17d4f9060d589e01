/** Stories of whole devices and the whole API, each of one rule, told on browsers with and without a service worker (D6). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Profile } from './browser/profile'
import { page, Telling, titlesOf, widgetsOf } from './told-by-hand'

const DAY_MS = 86_400_000

describe.each(['none', 'with sync'] as const)('with the worker: %s', (worker) => {
  let story: Telling
  let a: Profile
  let b: Profile

  const syncState = (device: Profile) => page(device).sync.getState()
  const accountOf = (device: Profile) => page(device).layout.getState().account
  const rows = () => story.world.servers.database.look(accountOf(a))

  beforeEach(async () => {
    story = new Telling()
    a = await story.openDevice(worker)
    b = await story.openDevice(worker)
  })
  afterEach(async () => expect(await story.end(), story.checks.words.join('\n')).toBeNull())

  describe('a save', () => {
    it('[D5] arrives within 5 s of the server, though nothing but its absence was ever noticed', async () => {
      const { servers } = story.world
      for (const process of [...servers.processes]) servers.kill(process)
      page(a).actions.addWidget('note', { title: 'Waited' })
      await story.pass(20 * 60_000)
      expect(syncState(a).syncStatus).toBe('error')
      servers.start()
      await story.pass(5_000)
      expect(syncState(a).pendingChanges).toBe(0)
      await story.sync(b)
      expect(titlesOf(b)).toEqual(['Waited'])
    })

    it('[D2] of more than 900 kB goes as several, and all of it arrives', async () => {
      a.goOffline()
      const id = page(a).actions.addWidget('note', { title: 'Large' })
      for (let i = 0; i < 120; i++) page(a).actions.editWidget(id, { [`data/part:${i}`]: `${i}`.padEnd(10_000, '.') })
      a.goOnline()
      await story.sync(a, b)
      expect(syncState(a).pendingChanges).toBe(0)
      expect(rows().versions.size).toBeGreaterThan(1)
      expect(widgetsOf(b)).toEqual(widgetsOf(a))
    })

    it('[D12] that breaks a limit of the whole layout is set aside, and the others arrive', async () => {
      a.goOffline()
      for (let i = 0; i < 40; i++) page(a).actions.addWidget('note', { title: `a ${i}` })
      const shared = page(b).actions.addWidget('note', { title: 'b' })
      for (let i = 1; i < 480; i++) page(b).actions.addWidget('note', { title: `b ${i}` })
      await story.sync(b)
      a.goOnline()
      await story.sync(a)
      expect(syncState(a).pendingChanges).toBe(0)
      expect(Object.keys(widgetsOf(a))).toHaveLength(500)
      const { setAside } = syncState(a)
      expect(new Set(setAside.map(({ edit }) => (edit as { widget: string }).widget)).size).toBe(20)
      expect(setAside[0]?.reason).toContain('500')
      expect(widgetsOf(a)[shared]?.fields.title).toBe('b')
    })

    it('[S11] [S12] of a widget that the server has forgotten brings the whole widget', async () => {
      const id = page(a).actions.addWidget('note', { title: 'Old', 'data/text': 'kept' })
      await story.sync(a, b)
      a.goOffline()
      page(a).actions.editWidget(id, { title: 'Edited offline' })
      page(b).actions.removeWidget(id)
      await story.sync(b)
      // A device that was not seen for so long does not count any more.
      story.world.sleep(91 * DAY_MS)
      page(b).actions.addWidget('note', { title: 'Meanwhile' })
      await story.sync(b, b)
      expect(story.world.servers.database.forgetRemovals(story.world.serverNow())).toBe(1)
      story.checks.server.forgot()
      a.goOnline()
      await story.sync(a, a, b)
      expect(widgetsOf(a)[id]?.fields).toMatchObject({ type: 'note', title: 'Edited offline', 'data/text': 'kept' })
      expect(widgetsOf(b)).toEqual(widgetsOf(a))
    })

    it('[D5] says after 1 s, 2 s and 4 s in vain that it fails, and is delivered when the network is back', async () => {
      // The connections break, and the browser does not know.
      a.link.lostBefore = 1
      page(a).actions.addWidget('note', { title: 'Kept' })
      const log: string[] = []
      // Each wait is up to a quarter longer, so that devices do not come back together.
      for (const ms of [900, 1_000, 2_000, 6_000]) {
        await story.pass(ms)
        log.push(syncState(a).syncStatus)
      }
      expect(log).toEqual(['syncing', 'syncing', 'syncing', 'error'])
      expect(syncState(a).lastError).toContain('kept on this device')
      a.link.lostBefore = 0
      a.goOnline()
      await story.pass(1_000)
      expect(syncState(a)).toMatchObject({ syncStatus: 'success', pendingChanges: 0, lastError: null })
    })
  })

  describe('a database restored from a backup', () => {
    it('[S14] gets back what devices have, even after it has grown past them', async () => {
      const early = page(a).actions.addWidget('note', { title: 'Early' })
      await story.sync(a, b)
      const c = await story.openDevice(worker)
      story.world.servers.backUp()
      story.checks.history.backedUp()
      page(a).actions.editWidget(early, { title: 'Edited after the backup' })
      page(a).actions.addWidget('note', { title: 'Added after the backup' })
      c.goOffline()
      await story.sync(a, b)

      for (const device of [a, b]) device.goOffline()
      story.world.servers.goBack(true)
      story.checks.wentBack()
      c.goOnline()
      for (let i = 0; i < 6; i++) {
        page(c).actions.addWidget('note', { title: `On the restored one ${i}` })
        await story.sync(c)
      }
      page(a).actions.addWidget('note', { title: 'Owed meanwhile' })
      for (const device of [a, b]) device.goOnline()
      await story.sync(a, b, c, a, b, c)
      expect(widgetsOf(a)).toEqual(widgetsOf(c))
      expect(widgetsOf(b)).toEqual(widgetsOf(c))
      expect(titlesOf(a)).toEqual(
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
      await story.sync(a)
      const before = widgetsOf(a)
      page(a).actions.removeWidget(id)
      await story.sync(a)
      const saving = page(a).manager.saveLayout(accountOf(a), { widgets: Object.values(before) }, 'restore')
      expect(await story.until(saving)).toMatchObject({ success: true, status: 'saved' })
      await story.sync(b)
      expect(widgetsOf(b)).toEqual(before)
    })

    it('executeOptimisticUpdate takes the change back when the operation fails, unless it was changed again', async () => {
      const id = page(a).actions.addWidget('note', { title: 'First' })
      const { executeOptimisticUpdate } = page(a).manager
      const change = { widget: id, field: 'title', value: 'Hoped for' }
      const failing = () => Promise.reject(new Error('no'))
      await expect(executeOptimisticUpdate(failing, change)).rejects.toThrow('no')
      expect(widgetsOf(a)[id]?.fields.title).toBe('First')
      const changedMeanwhile = async () => {
        page(a).actions.editWidget(id, { title: 'Typed meanwhile' })
        throw new Error('no')
      }
      await expect(executeOptimisticUpdate(changedMeanwhile, change)).rejects.toThrow('no')
      expect(widgetsOf(a)[id]?.fields.title).toBe('Typed meanwhile')
    })

    it('cancelPendingSave drops the plan, not the edit', async () => {
      const id = page(a).actions.addWidget('note', { title: 'First' })
      await story.sync(a)
      page(a).actions.moveWidget(id, { x: 4, y: 4, w: 3, h: 3 })
      expect(page(a).manager.hasPendingSave()).toBe(true)
      page(a).manager.cancelPendingSave()
      expect(page(a).manager.hasPendingSave()).toBe(false)
      // Without a look: that it is not sent in time (D3) is what was asked for.
      await story.world.time.pass(5_000)
      expect(syncState(a).pendingChanges).toBe(1)
      await story.sync(a, b)
      expect(widgetsOf(b)[id]?.fields.desktop).toEqual({ x: 4, y: 4, w: 3, h: 3 })
    })

    it('answers for no account but the one shown', async () => {
      const { loadLayout, syncNow } = page(a).manager
      expect(await story.until(loadLayout('somebody-else'))).toBeNull()
      expect(await story.until(syncNow('somebody-else'))).toMatchObject({ success: false })
    })
  })
})
