/** What the indicator says for a state of the sync store. Never more than is true (D10). Pure but for the language. */
import { unreachable } from '../../core/unreachable'
import type { SyncState } from '../store/sync-store'
import { savingWords } from '../words/en/saving'

export type Tone = 'calm' | 'busy' | 'waiting' | 'trouble'

export interface SyncWords {
  label: string
  tone: Tone
  /** What the person can do about it from here. */
  offer: 'retry' | 'sign-in' | null
}

/** The label, its tone and what to offer. */
export function syncWords(state: SyncState): SyncWords {
  const words = savingWords()
  const owed = state.pendingChanges > 0
  // With none of its storages working, the page's memory is all there is.
  const kept = state.keptHere ? words.keptHere : words.notSent
  const tone = (usual: Tone): Tone => (state.storageProblem === null ? usual : 'trouble')

  if (state.hold !== null) {
    const label = owed ? `${kept} · ${words.waitsFor[state.hold]}` : words.outOfSync
    return { label, tone: 'trouble', offer: state.hold === 'sign-in' ? 'sign-in' : null }
  }
  switch (state.syncStatus) {
    case 'syncing':
      if (owed && state.isUnanswered) {
        return { label: `${kept} · ${words.noAnswer}`, tone: tone('waiting'), offer: 'retry' }
      }
      return { label: owed ? words.saving : words.syncing, tone: tone('busy'), offer: null }
    case 'offline': {
      const label = owed ? `${kept} · ${words.willBeSent(state.pendingChanges)}` : words.nothingLeft
      return { label, tone: tone('waiting'), offer: null }
    }
    case 'error': {
      const label = owed ? `${kept} · ${words.notReached}` : words.serverNotReached
      return { label, tone: 'trouble', offer: 'retry' }
    }
    case 'conflict':
      return { label: `${owed ? kept : words.saved} · ${words.merged}`, tone: tone('calm'), offer: null }
    case 'success':
      return { label: owed ? kept : words.saved, tone: tone(owed ? 'waiting' : 'calm'), offer: null }
    case 'idle':
      if (owed) return { label: kept, tone: tone('waiting'), offer: null }
      return { label: state.lastSyncedAt === null ? words.ready : words.saved, tone: tone('calm'), offer: null }
    default:
      return unreachable(state.syncStatus)
  }
}
