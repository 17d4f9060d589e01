/** `window.holdfast` as tests use it (CONTRACT section 5). */
import type { Box, Json, Widget } from '../../../core/layout/model'
import type { HeldSave } from '../../../core/wire/worker-message'
import type { Inspector } from '../../../src/inspector/inspector'
import type { SetAsideEdit } from '../../../src/store/sync-store'

export interface SeenSync {
  syncStatus: 'idle' | 'syncing' | 'success' | 'error' | 'offline' | 'conflict'
  isSyncing: boolean
  pendingChanges: number
  lastError: string | null
  lastSyncedAt: number | null
  setAside?: SetAsideEdit[]
  storageProblem?: string | null
}

export interface SeenLayout {
  widgets: Record<string, Widget> | Widget[]
  revision: number
  account: string
}

export interface HoldfastConsole {
  layout: {
    getState(): SeenLayout
    subscribe(fn: (now: SeenLayout, before: SeenLayout) => void): () => void
  }
  sync: { getState(): SeenSync }
  manager: { syncNow(account?: string): Promise<unknown>; hasPendingSave(account: string): boolean }
  actions: {
    addWidget(type: string, fields?: Record<string, Json>): string
    moveWidget(id: string, box: Box): void
    resizeWidget(id: string, size: { w: number; h: number }): void
    editWidget(id: string, fields: Record<string, Json>): void
    removeWidget(id: string): void
    undo(): void
    redo(): void
  }
  outbox(): Promise<HeldSave[]>
  version: string
  inspector(): Promise<Inspector>
}

declare global {
  interface Window {
    holdfast: HoldfastConsole
  }
}
