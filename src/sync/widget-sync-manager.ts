/**
 * `widgetSyncManager` as the specification names it: what callers may rely on, and how it maps to what manager does. Before:
 * components and the console. After: device records, manager sends.
 */
import { type Change, diff } from '../../core/edits/diff'
import type { SaveTrigger } from '../../core/edits/edit'
import type { Layout, Widget } from '../../core/layout/model'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import { deliveryWords } from '../words/en/delivery'
import type { Debounce, SyncOptions } from './debounce'
import { optimisticUpdate, type WidgetLayoutChange } from './optimistic'
import type { SyncResult } from './save-all'

/** A layout as callers give and get it: widgets by id, or as a list. */
export interface DashboardLayoutWithWidgets {
  widgets: Layout | readonly Widget[]
}

/** The specification's low-level manager. `userId` is the account shown; left out or empty, that is meant. */
export interface WidgetSyncManager {
  /** Makes edits of what differs from the layout shown, and saves as `trigger` says. Resolves when that save came to an end. */
  saveLayout(
    userId: string | undefined,
    layout: DashboardLayoutWithWidgets,
    trigger: SaveTrigger,
    options?: SyncOptions,
  ): Promise<SyncResult>
  /** Sends everything owed now and pulls. */
  syncNow(userId?: string): Promise<SyncResult>
  /** The layout as this device has it, owed edits included; null for an account that is not shown. */
  loadLayout(userId?: string): Promise<{ widgets: Layout } | null>
  /** Drops the planned save. What was edited stays on this device and goes with the next one. */
  cancelPendingSave(userId?: string): void
  hasPendingSave(userId?: string): boolean
  executeOptimisticUpdate<T>(
    operation: () => Promise<T>,
    change: WidgetLayoutChange,
    onSuccess?: (result: T) => void,
    onError?: (error: Error) => void,
  ): Promise<T>
}

interface Parts {
  device: Device
  layout: LayoutStore
  debounce: Debounce<SyncResult>
  isSending(): boolean
  /** Sends what is owed, or pulls. */
  syncNow(): Promise<SyncResult>
}

export function createWidgetSyncManager({ device, layout, debounce, isSending, syncNow }: Parts): WidgetSyncManager {
  /** Options of a saveLayout call under way. */
  let planned: SyncOptions | undefined
  device.onOwed((trigger) => void debounce.plan(trigger, planned))

  const isShown = (userId: string | undefined) =>
    userId === undefined || userId === '' || userId === device.account().id
  const notShown = (): SyncResult => ({
    success: false,
    status: 'failed',
    revision: device.replica().revision,
    error: deliveryWords().accountNotShown,
  })

  return {
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
    syncNow: async (userId) => (isShown(userId) ? syncNow() : notShown()),
    async loadLayout(userId) {
      await device.reload()
      return isShown(userId) ? { widgets: layout.getState().widgets } : null
    },
    cancelPendingSave() {
      debounce.cancel({ success: true, status: 'cancelled', revision: device.replica().revision })
    },
    hasPendingSave: () => debounce.isPlanned() || isSending(),
    executeOptimisticUpdate: (operation, change, onSuccess, onError) =>
      optimisticUpdate({ device, layout }, operation, change, onSuccess, onError),
  }
}
