/** `widgetSyncManager` as the specification names it: what callers may rely on. Implemented by ./manager. */
import type { SaveTrigger } from '../../core/edits/edit'
import type { Layout, Widget } from '../../core/layout/model'
import type { SyncOptions } from './debounce'
import type { WidgetLayoutChange } from './optimistic'
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
