/**
 * Goes back to a version, says so, and offers to take that back, which is a restore of the revision before it. Before: ./restore-dialog.
 * After: sync/history-calls. Outlives the screen, for the offer does.
 */
import { unreachable } from '../../../core/unreachable'
import type { HistoryCalls, Restored } from '../../sync/history-calls'
import type { Services } from '../../ui/services'
import type { Toasts } from '../../ui/toasts'
import { historyWords } from '../../words/en/history'

/** A save on a slow line; then the person decides again. */
const SEND_MS = 20_000

/** Sends what is owed; true once nothing is, false where that takes longer. */
export async function sendFirst({ sync, syncNow }: Pick<Services, 'sync' | 'syncNow'>): Promise<boolean> {
  const isSent = () => sync.getState().pendingChanges === 0
  await syncNow()
  if (isSent()) return true
  return new Promise((done) => {
    const end = () => {
      stop()
      clearTimeout(timer)
      done(isSent())
    }
    const stop = sync.subscribe(() => isSent() && end())
    const timer = setTimeout(end, SEND_MS)
  })
}

interface Parts {
  calls: Pick<HistoryCalls, 'restore'>
  toasts: Toasts
}

interface Wish {
  /** Whose: another one may be shown by the time that it is taken back (D13). */
  account: string
  revision: number
  /** Of when it was, in words. */
  when: string
}

/** null: it is done, and said in a toast; else why not, as a sentence. */
export async function restoreVersion(parts: Parts, { account, revision, when }: Wish): Promise<string | null> {
  const { calls, toasts } = parts
  const words = historyWords()
  const restored = await calls.restore(account, revision)
  if (restored.kind !== 'restored') return whyNot(restored)
  const { undoBy, isSame } = restored
  toasts.push({
    kind: 'success',
    key: 'restored',
    text: isSame ? words.restoredSame : revision === 0 ? words.restoredBeginning : words.restored(when),
    ...(undoBy !== null && { action: { label: words.undo, run: () => void takeBack(parts, account, undoBy) } }),
  })
  return null
}

/** The dashboard of `account` as it was at revision `undoBy`; a toast says how that went. */
export async function takeBack(parts: Parts, account: string, undoBy: number): Promise<void> {
  const words = historyWords()
  const problem = await restoreVersion(parts, { account, revision: undoBy, when: words.asBefore })
  if (problem !== null) parts.toasts.push({ kind: 'error', key: 'restored', text: problem })
}

function whyNot({ kind }: Exclude<Restored, { kind: 'restored' }>): string {
  const words = historyWords()
  switch (kind) {
    case 'owed':
      return words.stillOwed
    case 'unreachable':
      return words.noAnswer
    case 'signed-out':
      return words.restoreSignedOut
    case 'not-kept':
      return words.restoreNotKept
    case 'busy':
      return words.restoreBusy
    case 'refused':
      return words.restoreRefused
    default:
      return unreachable(kind)
  }
}
