/**
 * Says in toasts what the sync store shows (D10): words never say more than is true. Before: sync/manager. After: the toaster. A
 * toast that has gone says nothing of who has seen it: conflicts stay in the bar until the person has (D11, ./conflicts-bar).
 */
import type { SyncState, SyncStore } from '../store/sync-store'
import { announceWords } from '../words/en/announce'
import type { Toasts } from './toasts'

/** Keys of the toasts that lead to the review. */
export const CONFLICT_TOAST = 'conflict'
export const BOTH_KEPT_TOAST = 'both-kept'

export interface AnnounceParts {
  sync: SyncStore
  toasts: Toasts
  retry(): void
  /** Shows what was merged. */
  review(): void
}

/** From now on. */
export function announce({ sync, toasts, retry, review }: AnnounceParts): void {
  /** lastSyncedAt when the trouble began; undefined: there is none. */
  let troubledSince: number | null | undefined

  function tellStatus(state: SyncState): void {
    const words = announceWords()
    if (state.syncStatus === 'offline' && state.pendingChanges > 0) {
      troubledSince ??= state.lastSyncedAt
      toasts.push({ kind: 'info', key: 'sync', text: state.keptHere ? words.savedHere : words.notSent })
    } else if (state.syncStatus === 'error' && state.hold === null) {
      troubledSince ??= state.lastSyncedAt
      const text = words.failed(state.keptHere ? (state.lastError ?? words.kept) : words.notKept)
      toasts.push({ kind: 'error', key: 'sync', text, action: { label: words.retry, run: retry } })
    } else if (
      troubledSince !== undefined &&
      state.pendingChanges === 0 &&
      (state.syncStatus === 'success' || state.syncStatus === 'conflict')
    ) {
      // What was set aside or discarded is owed no more, and not saved.
      const isSaved = state.lastSyncedAt !== troubledSince
      troubledSince = undefined
      if (isSaved) toasts.push({ kind: 'success', key: 'sync', text: words.saved })
    }
  }

  function tellConflicts({ conflicts }: SyncState): void {
    const words = announceWords()
    const text = words.merged(conflicts.length)
    toasts.push({ kind: 'info', key: CONFLICT_TOAST, text, action: { label: words.review, run: review } })
  }

  /** Once, and in no bar: nobody has to do anything about it. */
  function tellBothKept(): void {
    const words = announceWords()
    const action = { label: words.review, run: review }
    toasts.push({ kind: 'info', key: BOTH_KEPT_TOAST, text: words.bothKept, action })
  }

  sync.subscribe((state, before) => {
    const changed = state.syncStatus !== before.syncStatus || state.pendingChanges !== before.pendingChanges
    if (changed) tellStatus(state)
    if (state.bothKept.length > before.bothKept.length) tellBothKept()
    if (state.conflicts.length > before.conflicts.length) tellConflicts(state)
    // Seen, maybe in another tab: nothing is left to review.
    else if (state.conflicts.length === 0 && before.conflicts.length > 0) toasts.dismiss(CONFLICT_TOAST)
  })
}
