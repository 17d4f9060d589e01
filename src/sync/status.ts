/** What the indicator says, decided from what is known (D10). Pure. Used by ./indicator. */
import type { HoldReason, SyncState, SyncStatus } from '../store/sync-store'

export interface StatusFacts {
  pending: number
  sending: boolean
  online: boolean
  /** What is being sent has had no answer for a while. */
  silent: boolean
  /** Trying goes on after 1 s, 2 s and 4 s were in vain (D5). */
  failing: boolean
  /** What is owed waits for this. */
  hold: HoldReason | null
  /** This page was told that the session of the account shown has ended. */
  isSignedOut: boolean
  unseenConflicts: number
  everSynced: boolean
  /** When the next try is planned, and until when the server asked to wait for it, ms since 1970; null: not. */
  nextTryAt: number | null
  notBefore: number | null
}

/** What keeps the device from being in step: who is signed out hears of nothing, either, and must not believe that all is well. */
function holdOf({ pending, hold, isSignedOut }: StatusFacts): HoldReason | null {
  if (pending > 0) return hold
  return isSignedOut ? 'sign-in' : null
}

/** The one status of CONTRACT section 5 for what is known. */
export function statusFor(facts: StatusFacts): SyncStatus {
  if (holdOf(facts) !== null) return 'error'
  if (facts.sending && facts.online) return 'syncing'
  if (!facts.online) return 'offline'
  if (facts.pending > 0) return facts.failing ? 'error' : facts.sending ? 'syncing' : 'idle'
  if (facts.unseenConflicts > 0) return 'conflict'
  return facts.everSynced ? 'success' : 'idle'
}

/** The part of the sync store that follows from the facts. */
export function statusState(facts: StatusFacts, lastError: string | null): Partial<SyncState> {
  const syncStatus = statusFor(facts)
  return {
    syncStatus,
    isSyncing: facts.sending,
    isUnanswered: syncStatus === 'syncing' && facts.silent,
    isOnline: facts.online,
    hold: holdOf(facts),
    nextTryAt: syncStatus === 'error' && holdOf(facts) === null ? facts.nextTryAt : null,
    notBefore: syncStatus === 'error' ? facts.notBefore : null,
    lastError: syncStatus === 'error' || syncStatus === 'offline' ? lastError : null,
  }
}
