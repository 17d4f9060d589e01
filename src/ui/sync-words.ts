/** What the indicator says for a state of the sync store. Never more than is true (D10). Pure. */

import { unreachable } from '../../core/unreachable'
import type { HoldReason, SyncState } from '../store/sync-store'

export type Tone = 'calm' | 'busy' | 'waiting' | 'trouble'

export interface SyncWords {
  label: string
  tone: Tone
  /** What the person can do about it from here. */
  offer: 'retry' | 'sign-in' | null
}

/** "1 change", "3 changes". */
export const changes = (n: number): string => (n === 1 ? '1 change' : `${n} changes`)

/** Why what is owed is not sent. */
const HOLD_WORDS: Record<HoldReason, string> = {
  'sign-in': 'sign in to send',
  forbidden: 'this account may not send them',
  'newer-than-server': 'waiting for the server to be updated',
}

/** The label, its tone and what to offer. */
export function syncWords(state: SyncState): SyncWords {
  const owed = state.pendingChanges > 0
  // With none of its storages working, the page's memory is all there is.
  const kept = state.keptHere ? 'Saved on this device' : 'Not sent yet'
  const tone = (usual: Tone): Tone => (state.storageProblem === null ? usual : 'trouble')

  if (state.hold !== null) {
    const label = owed ? `${kept} · ${HOLD_WORDS[state.hold]}` : 'Not in sync · sign in to go on'
    return { label, tone: 'trouble', offer: state.hold === 'sign-in' ? 'sign-in' : null }
  }
  switch (state.syncStatus) {
    case 'syncing':
      if (owed && state.isUnanswered) return { label: `${kept} · no answer yet`, tone: tone('waiting'), offer: 'retry' }
      return { label: owed ? 'Saving…' : 'Syncing…', tone: tone('busy'), offer: null }
    case 'offline':
      return owed
        ? { label: `${kept} · ${changes(state.pendingChanges)} will be sent`, tone: tone('waiting'), offer: null }
        : { label: 'Offline · nothing left to send', tone: tone('waiting'), offer: null }
    case 'error':
      return owed
        ? { label: `${kept} · could not reach the server`, tone: 'trouble', offer: 'retry' }
        : { label: 'Could not reach the server', tone: 'trouble', offer: 'retry' }
    case 'conflict':
      return { label: `${owed ? kept : 'Saved'} · merged with another device`, tone: tone('calm'), offer: null }
    case 'success':
      return { label: owed ? kept : 'Saved', tone: tone(owed ? 'waiting' : 'calm'), offer: null }
    case 'idle':
      if (owed) return { label: kept, tone: tone('waiting'), offer: null }
      return { label: state.lastSyncedAt === null ? 'Ready' : 'Saved', tone: tone('calm'), offer: null }
    default:
      return unreachable(state.syncStatus)
  }
}
