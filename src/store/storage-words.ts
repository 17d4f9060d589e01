/**
 * What is wrong with this browser's storage, in one sentence for a person: what happened, what is kept, what to do (D8).
 * Pure but for the language. Used by storages; src/ui/storage-bar shows it beside a button that exports.
 */
import { storageWords } from '../words/en/storage'
import type { StorageTrouble } from './storage-trouble'

/** Whether what is done here outlives this tab: one storage is enough. */
export function isKeptHere(local: StorageTrouble | null, database: StorageTrouble | null): boolean {
  return database === null || local === null || local === 'corrupt'
}

/** True where the sentence says that there is no room. */
export function isFull(local: StorageTrouble | null, database: StorageTrouble | null): boolean {
  if (local === 'newer' || database === 'newer') return false
  return local === 'full' || database === 'full'
}

/**
 * null when nothing is wrong.
 * @param local what is wrong with local storage
 * @param database why IndexedDB refused last
 */
export function storageProblem(local: StorageTrouble | null, database: StorageTrouble | null): string | null {
  const words = storageWords()
  if (local === 'newer' || database === 'newer') return words.newer
  const refuses = local === 'full' || local === 'missing'
  const full = isFull(local, database)
  if (refuses && database !== null) return full ? words.fullAndLost : words.nothingKept
  if (full) return words.full
  if (refuses || database !== null) return words.partRefuses
  return local === 'corrupt' ? words.partUnreadable : null
}
