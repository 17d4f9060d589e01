/** What the person is told about saving (CONTRACT section 5). A vanilla Zustand store; written by sync/. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeptConflict } from '../../core/merge/text-conflict'

export type SyncStatus = 'idle' | 'syncing' | 'success' | 'error' | 'offline' | 'conflict'

/** Why trying goes on without hope, or waits for a person. */
export type HoldReason = 'sign-in' | 'forbidden' | 'newer-than-server'

/** An edit the server refused, in the set-aside store (D12). */
export interface SetAsideEdit {
  key: string
  account: string
  /** In words: "Note 'Shopping': title". */
  words: string
  /** What the server said. */
  reason: string
  edit: unknown
  /** ms since 1970. */
  refusedAt: number
}

export interface SyncState {
  syncStatus: SyncStatus
  isSyncing: boolean
  /** What is being sent has had no answer for a while: it may have arrived, or not. */
  isUnanswered: boolean
  isOnline: boolean
  /** Number of owed edits of this device. */
  pendingChanges: number
  /** A sentence for a person; null when nothing is wrong. */
  lastError: string | null
  /** ms since 1970; null: not since this page was opened or this account is shown. */
  lastSyncedAt: number | null
  /** With `error`, when what is owed is tried again by itself, ms since 1970; null: that is left to the triggers. */
  nextTryAt: number | null
  /** Until when the server asked to wait (Retry-After), ms since 1970: a person asks in vain before. null: it did not ask. */
  notBefore: number | null
  hold: HoldReason | null
  /** Kept for showing until the person has seen them (D11). Newest first. */
  conflicts: KeptConflict[]
  /** Those of texts whose lines may be merged: until that is decided they are no news to anybody. Newest first. */
  mergeable: KeptConflict[]
  /** Those of which both texts were kept, in this tab. Newest first. */
  bothKept: KeptConflict[]
  setAside: SetAsideEdit[]
  /** What is wrong with this device's own storage (D8); null: nothing. */
  storageProblem: string | null
  /** What is wrong is that there is no room. */
  storageFull: boolean
  /** What is done here outlives this tab, though a storage may be in trouble. */
  keptHere: boolean
  /** What is wrong is that something could not be read: nothing more comes of it once the person has seen that. */
  storageUnreadable: boolean
  /** Whether this browser keeps what is stored until the person deletes it; null: it does not say. */
  storagePersisted: boolean | null
  /** A new version waits for a yes (D9). */
  updateWaiting: boolean
}
export type SyncStore = StoreApi<SyncState>

export const INITIAL_SYNC: SyncState = {
  syncStatus: 'idle',
  isSyncing: false,
  isUnanswered: false,
  isOnline: true,
  pendingChanges: 0,
  lastError: null,
  lastSyncedAt: null,
  nextTryAt: null,
  notBefore: null,
  hold: null,
  conflicts: [],
  mergeable: [],
  bothKept: [],
  setAside: [],
  storageProblem: null,
  storageFull: false,
  keptHere: true,
  storageUnreadable: false,
  storagePersisted: null,
  updateWaiting: false,
}

export function createSyncStore(): SyncStore {
  return createStore(() => INITIAL_SYNC)
}
