/** Which two versions are compared, and which of them came first. Pure. Before: ./compare-with asks. After: ./version-view. */
import type { ListedVersion } from '../../../core/wire/version-list'
import { momentText } from '../../ui/moment'
import { historyWords } from '../../words/en/history'

/** What a version is compared with; a number: that revision. */
export type Other = 'before' | 'now' | 'nothing' | number

/** In order of time, whichever is chosen. */
export interface Pair {
  before: number | 'now'
  after: number | 'now'
  chosen: 'before' | 'after'
}

/**
 * The revision that is meant, or `now`; null: none, or not read yet.
 * @param versions newest first; before the oldest there is the empty layout, if it is the first revision
 */
export function otherOf(versions: readonly ListedVersion[], revision: number, wish: Other): number | 'now' | null {
  if (wish === 'nothing' || (wish === 'before' && revision === 0)) return null
  if (wish !== 'before') return wish
  const older = versions.find((one) => one.revision < revision)
  if (older !== undefined) return older.revision
  return revision === 1 ? 0 : null
}

export function pairOf(revision: number, other: number | 'now' | null): Pair | null {
  if (other === null) return null
  return other === 'now' || other > revision
    ? { before: revision, after: other, chosen: 'before' }
    : { before: other, after: revision, chosen: 'after' }
}

/** "today at 14:03"; of what is not in the list, its number. */
export function whenWas(version: ListedVersion | undefined, revision: number): string {
  if (version !== undefined) return momentText(version.at, Date.now())
  return revision === 0 ? historyWords().beginning : historyWords().numbered(revision)
}
