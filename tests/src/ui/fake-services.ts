/** Services in memory: real stores, actions that change the layout at once and remember what they were called with. */

import type { Seen } from '../../../core/edits/edit'
import type { Json, Layout } from '../../../core/layout/model'
import { createInstallOffer } from '../../../src/install/install'
import { createPreferences } from '../../../src/preferences/preferences'
import type { LayoutActions } from '../../../src/store/layout-actions'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createSyncStore } from '../../../src/store/sync-store'
import type { Services } from '../../../src/ui/services'
import { newborn } from './newborn'

export interface FakeServices extends Services {
  /** Every action in the order of calls: name, then arguments. */
  calls: [name: string, ...args: unknown[]][]
  /** What `seen` answers. */
  held: Seen
  /** Where somebody types now, as `<widget> <field>`. */
  typedIn: Set<string>
  /** A change from another device: no action, no undo. */
  remote(id: string, fields: Record<string, Json | undefined>): void
}

export function createFakeServices(widgets: Layout = {}): FakeServices {
  const layout = createLayoutStore({ account: 'local', widgets, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const calls: FakeServices['calls'] = []
  const held = { revision: 7, epoch: 0 }
  const typedIn = new Set<string>()
  const past: Layout[] = []
  const future: Layout[] = []
  let count = 0
  const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`

  const show = (next: Layout) =>
    layout.setState({ widgets: next, canUndo: past.length > 0, canRedo: future.length > 0 })
  const change = (next: Layout) => {
    past.push(layout.getState().widgets)
    future.length = 0
    show(next)
  }
  const withFields = (id: string, fields: Record<string, Json | undefined>): Layout => {
    const { widgets: all } = layout.getState()
    const next: Record<string, Json> = {}
    for (const [field, value] of Object.entries({ ...all[id]?.fields, ...fields })) {
      if (value !== undefined) next[field] = value
    }
    return { ...all, [id]: { id, fields: next } }
  }

  const actions: LayoutActions = {
    seen: () => ({ ...held }),
    typing(id, field) {
      typedIn.add(`${id} ${field}`)
      return () => void typedIn.delete(`${id} ${field}`)
    },
    addWidget(type, fields = {}) {
      const id = uuid()
      calls.push(['addWidget', type, fields])
      const all = layout.getState().widgets
      change({ ...all, [id]: { id, fields: { ...newborn(type, all), ...fields, type } } })
      return id
    },
    addWidgets(added) {
      calls.push(['addWidgets', added])
      let all = layout.getState().widgets
      const ids = added.map(({ type, fields = {} }) => {
        const id = uuid()
        all = { ...all, [id]: { id, fields: { ...newborn(type, all), ...fields, type } } }
        return id
      })
      change(all)
      return ids
    },
    moveWidgets(boxes, options = {}) {
      calls.push(['moveWidgets', boxes, options])
      const all = { ...layout.getState().widgets }
      for (const [id, box] of Object.entries(boxes)) {
        all[id] = { id, fields: { ...all[id]?.fields, [options.grid ?? 'desktop']: { ...box } } }
      }
      change(all)
    },
    moveWidget(id, box, options = {}) {
      calls.push(['moveWidget', id, box, options])
      change(withFields(id, { [options.grid ?? 'desktop']: { ...box } }))
    },
    resizeWidget(id, size, options = {}) {
      calls.push(['resizeWidget', id, size, options])
      const grid = options.grid ?? 'desktop'
      const old = layout.getState().widgets[id]?.fields[grid] as Record<string, Json>
      change(withFields(id, { [grid]: { ...old, ...size } }))
    },
    editWidget(id, fields, options = {}) {
      calls.push(['editWidget', id, fields, options])
      change(withFields(id, fields))
    },
    removeWidget(id) {
      calls.push(['removeWidget', id])
      const { [id]: _, ...rest } = layout.getState().widgets
      change(rest)
    },
    removeWidgets(ids) {
      calls.push(['removeWidgets', ids])
      change(Object.fromEntries(Object.entries(layout.getState().widgets).filter(([id]) => !ids.includes(id))))
    },
    undo() {
      calls.push(['undo'])
      const before = past.pop()
      if (before === undefined) return
      future.push(layout.getState().widgets)
      show(before)
    },
    redo() {
      calls.push(['redo'])
      const after = future.pop()
      if (after === undefined) return
      past.push(layout.getState().widgets)
      show(after)
    },
  }

  const unexpected = () => Promise.reject(new Error('no component calls this'))
  const called =
    (name: string) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args])
      return null
    }
  return {
    layout,
    sync,
    actions,
    calls,
    held,
    typedIn,
    uuid,
    remote: (id, fields) => show(withFields(id, fields)),
    manager: {
      saveLayout: unexpected,
      loadLayout: unexpected,
      executeOptimisticUpdate: unexpected,
      syncNow: async () => {
        calls.push(['syncNow'])
        return { success: true, status: 'nothing', revision: held.revision }
      },
      cancelPendingSave: () => void calls.push(['cancelPendingSave']),
      hasPendingSave: () => false,
    },
    preferences: createPreferences(null),
    install: createInstallOffer({ storage: null, now: () => 0 }),
    transfer: { takeIn: unexpected },
    strategy: { get: () => 'merge', set: (strategy) => void calls.push(['strategy', strategy]) },
    account: {
      current: () => ({ account: 'local', email: null }),
      addCredentials: called('addCredentials'),
      signIn: called('signIn'),
      signOut: called('signOut'),
    },
    version: 'test',
    deviceName: 'Test device',
    inspector: unexpected,
    devices: unexpected,
    syncNow: called('syncNow'),
    applyUpdate: () => void calls.push(['applyUpdate']),
    leftBehind: {
      list: async () => [],
      add: async (account) => void calls.push(['add', account]),
      discard: async (account) => void calls.push(['discard', account]),
      exportAll: async () => '{}',
    },
    setAside: {
      retry: async (key) => void calls.push(['retry', key]),
      discard: async (key) => void calls.push(['discard', key]),
      exportAll: async () => '[]',
    },
    storage: {
      exportAll: () => '{}',
      seen: () => void calls.push(['seen']),
      use: async () => null,
    },
    lostInConflicts: async () => ({ conflicts: [], next: null }),
    dismissConflicts: (seen) =>
      sync.setState(({ conflicts }) => ({
        conflicts: seen === undefined ? [] : conflicts.filter((one) => !seen.includes(one)),
      })),
    history: unexpected,
  }
}
