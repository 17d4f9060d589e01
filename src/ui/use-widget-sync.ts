/** `useWidgetSync()` of the specification, for components. Beside: `useWidgetSyncStore`, which holdfast.ts makes. After: manager. */
import type { SaveTrigger } from '../../core/edits/edit'
import type { SyncStatus } from '../store/sync-store'
import type { SyncOptions } from '../sync/debounce'
import type { SyncResult } from '../sync/save-all'
import type { DashboardLayoutWithWidgets, WidgetSyncManager } from '../sync/widget-sync-manager'
import { useServices } from './services'
import { useStore } from './use-store'

export interface WidgetSync {
  saveLayout(layout: DashboardLayoutWithWidgets, trigger: SaveTrigger, options?: SyncOptions): Promise<SyncResult>
  syncNow(): Promise<SyncResult>
  executeOptimisticUpdate: WidgetSyncManager['executeOptimisticUpdate']
  cancelPendingSave(): void
  hasPendingSave(): boolean
  isOnline: boolean
  syncStatus: SyncStatus
  /** A save is under way. */
  isLoading: boolean
  /** undefined: nobody yet; what is edited becomes the guest's (D13). */
  userId: string | undefined
}

/** The manager and its state in a component. `defaults` hold for every saveLayout of it that names no options. */
export function useWidgetSync(defaults?: SyncOptions): WidgetSync {
  const { manager, layout, sync } = useServices()
  const { isOnline, syncStatus, isSyncing } = useStore(sync, (state) => state)
  const account = useStore(layout, (state) => state.account)
  return {
    saveLayout: (next, trigger, options) => manager.saveLayout(account, next, trigger, options ?? defaults),
    syncNow: () => manager.syncNow(account),
    executeOptimisticUpdate: manager.executeOptimisticUpdate,
    cancelPendingSave: () => manager.cancelPendingSave(account),
    hasPendingSave: () => manager.hasPendingSave(account),
    isOnline,
    syncStatus,
    isLoading: isSyncing,
    userId: account === 'local' ? undefined : account,
  }
}
