/** What the indicator says for a state of the sync store. Never more than is true (D10). Pure but for the language. */
import { unreachable } from '../../core/unreachable'
import type { HoldReason, SyncState } from '../store/sync-store'
import { savingWords } from '../words/en/saving'

export type Tone = 'calm' | 'busy' | 'waiting' | 'trouble'

/** What is told apart, each by an icon (./sync-icons) and words of its own. */
export type SyncCase =
  | 'ready'
  | 'kept'
  | 'will-sync'
  | 'offline'
  | 'syncing'
  | 'no-answer'
  | 'synced'
  | 'merged'
  | 'failing'
  | HoldReason
  | 'storage-full'

/** What the person can do about it from here. */
export type SyncOffer = 'retry' | 'sign-in' | 'export'

/** A time that the words go on with; how they say it changes by itself (./sync-moment). ms since 1970. */
export type SyncMoment = { kind: 'next-try'; at: number } | { kind: 'synced'; at: number }

export interface SyncWords {
  case: SyncCase
  /** What is so, and after " · " what else there is to know. Stays as it is while the case does. */
  label: string
  tone: Tone
  offers: readonly SyncOffer[]
  moment: SyncMoment | null
}

/** What is said, in which tone, and what to offer. */
export function syncWords(state: SyncState): SyncWords {
  const usual = usualWords(state)
  if (!state.storageFull) return usual
  return {
    ...usual,
    case: 'storage-full',
    label: `${savingWords().storageFull} · ${usual.label}`,
    tone: 'trouble',
    offers: [...usual.offers, 'export'],
  }
}

/** As if there were room. */
function usualWords(state: SyncState): SyncWords {
  const words = savingWords()
  const owed = state.pendingChanges > 0
  // With none of its storages working, the page's memory is all there is.
  const kept = state.keptHere ? words.keptHere : words.notSent
  const tone = (usual: Tone): Tone => (state.storageProblem === null ? usual : 'trouble')
  const silent = { offers: [], moment: null }
  const saved = {
    ...silent,
    moment: state.lastSyncedAt === null ? null : ({ kind: 'synced', at: state.lastSyncedAt } as const),
  }
  const isKept: SyncWords = { ...silent, case: 'kept', label: kept, tone: tone('waiting') }

  if (state.hold !== null) {
    const isLost = owed && !state.keptHere
    const waits = words.waitsFor[state.hold]
    const comfort = state.hold === 'sign-in' && !isLost ? `, ${words.nothingLost}` : ''
    return {
      ...silent,
      case: state.hold,
      label: `${owed ? kept : words.outOfSync} · ${waits}${comfort}`,
      tone: 'trouble',
      offers: state.hold === 'sign-in' ? ['sign-in'] : [],
    }
  }
  switch (state.syncStatus) {
    case 'syncing': {
      if (owed && state.isUnanswered) {
        const label = `${kept} · ${words.noAnswer}`
        return { ...silent, case: 'no-answer', label, tone: tone('waiting'), offers: ['retry'] }
      }
      return { ...silent, case: 'syncing', label: owed ? words.saving : words.syncing, tone: tone('busy') }
    }
    case 'offline': {
      if (!owed) return { ...silent, case: 'offline', label: words.nothingLeft, tone: tone('waiting') }
      const label = `${kept} · ${words.willBeSent(state.pendingChanges)}`
      return { ...silent, case: 'will-sync', label, tone: tone('waiting') }
    }
    case 'error': {
      const why = state.notBefore === null ? words.notReached : words.asksToWait
      return {
        case: 'failing',
        label: owed ? `${kept} · ${why}` : words.serverNotReached,
        tone: 'trouble',
        offers: ['retry'],
        moment: state.nextTryAt === null ? null : { kind: 'next-try', at: state.nextTryAt },
      }
    }
    case 'conflict': {
      const label = `${owed ? kept : words.saved} · ${words.merged}`
      return { ...silent, case: 'merged', label, tone: tone('calm') }
    }
    case 'success':
      return owed ? isKept : { ...saved, case: 'synced', label: words.saved, tone: tone('calm') }
    case 'idle':
      if (owed) return isKept
      if (state.lastSyncedAt === null) return { ...silent, case: 'ready', label: words.ready, tone: tone('calm') }
      return { ...saved, case: 'synced', label: words.saved, tone: tone('calm') }
    default:
      return unreachable(state.syncStatus)
  }
}
