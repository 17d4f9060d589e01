/** Says in toasts what the sync store shows (D10): words never say more than is true. Before: sync/manager. After: the toaster. */

import type { LayoutStore } from '../store/layout-store'
import type { SyncState, SyncStore } from '../store/sync-store'
import { describeConflict } from '../words/describe'
import type { Toasts } from './toasts'

/** How long a merged conflict stays on screen; then it counts as seen. */
const CONFLICT_MS = 10_000

const SAVED_HERE = 'Saved on this device. It will be sent when the connection is back.'
/** Where every storage fails, the page's memory is all there is: then nothing is promised. */
const NOT_SENT = 'Not sent yet: there is no connection. Keep this page open until there is one.'

const NOT_KEPT = 'This browser stores nothing: keep this page open until your changes are sent.'

export interface AnnounceParts {
  sync: SyncStore
  layout: LayoutStore
  toasts: Toasts
  retry(): void
  conflictsSeen(): void
  after(ms: number, fn: () => void): () => void
  isVisible(): boolean
}

/** From now on. */
export function announce({ sync, layout, toasts, retry, conflictsSeen, after, isVisible }: AnnounceParts): void {
  /** lastSyncedAt when the trouble began; undefined: there is none. */
  let troubledSince: number | null | undefined
  /** Each conflict is on screen for its time, however soon after another it is told. */
  let stopSeeing = () => {}

  function tellStatus(state: SyncState): void {
    if (state.syncStatus === 'offline' && state.pendingChanges > 0) {
      troubledSince ??= state.lastSyncedAt
      toasts.push({ kind: 'info', key: 'sync', text: state.keptHere ? SAVED_HERE : NOT_SENT })
    } else if (state.syncStatus === 'error' && state.hold === null) {
      troubledSince ??= state.lastSyncedAt
      const kept = state.lastError ?? 'Everything is kept on this device.'
      const text = `Sync failed. ${state.keptHere ? kept : NOT_KEPT}`
      toasts.push({ kind: 'error', key: 'sync', text, action: { label: 'Retry', run: retry } })
    } else if (
      troubledSince !== undefined &&
      state.pendingChanges === 0 &&
      (state.syncStatus === 'success' || state.syncStatus === 'conflict')
    ) {
      // What was set aside or discarded is owed no more, and not saved.
      const isSaved = state.lastSyncedAt !== troubledSince
      troubledSince = undefined
      if (isSaved) toasts.push({ kind: 'success', key: 'sync', text: 'Changes saved' })
    }
  }

  /** A hidden page has shown nothing to anybody. */
  function seenOnceVisible(): void {
    if (isVisible()) conflictsSeen()
    else stopSeeing = after(CONFLICT_MS, seenOnceVisible)
  }

  function tellConflicts({ conflicts }: SyncState): void {
    const [first, ...others] = conflicts
    if (first === undefined) return
    const more = others.length === 0 ? '' : ` And ${others.length} more.`
    const text = `${describeConflict(layout.getState().widgets, first)}${more}`
    toasts.push({ kind: 'info', key: 'conflict', text, forMs: CONFLICT_MS })
    stopSeeing()
    stopSeeing = after(CONFLICT_MS, seenOnceVisible)
  }

  sync.subscribe((state, before) => {
    const changed = state.syncStatus !== before.syncStatus || state.pendingChanges !== before.pendingChanges
    if (changed) tellStatus(state)
    if (state.conflicts.length > before.conflicts.length) tellConflicts(state)
  })
}
