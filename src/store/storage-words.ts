/**
 * What is wrong with this browser's storage, in one sentence for a person: what happened, what is kept, what to do (D8).
 * Pure. Used by storages; src/ui/storage-bar shows it beside a button that exports.
 */
import type { StorageTrouble } from './storage-trouble'

/** Whether what is done here outlives this tab: one storage is enough. */
export function isKeptHere(local: StorageTrouble | null, database: StorageTrouble | null): boolean {
  return database === null || local === null || local === 'corrupt'
}

/**
 * null when nothing is wrong.
 * @param local what is wrong with local storage
 * @param database why IndexedDB refused last
 */
export function storageProblem(local: StorageTrouble | null, database: StorageTrouble | null): string | null {
  if (local === 'newer' || database === 'newer') {
    return 'A newer version of Holdfast was used here: what it stored is left as it is, and what you change now is sent; reload to get that version.'
  }
  const refuses = local === 'full' || local === 'missing'
  if (refuses && database !== null) {
    const why =
      local === 'full' || database === 'full'
        ? 'This browser’s storage is full'
        : 'This browser lets Holdfast store nothing'
    return `${why}: changes are kept only until this tab closes and are sent as soon as possible, so export a copy before you close it.`
  }
  if (local === 'full' || database === 'full') {
    return 'This browser’s storage is full: changes are still kept and sent, but may not show at once after a restart; free some space, or export a copy.'
  }
  if (refuses || database !== null) {
    return 'Part of this browser’s storage cannot be used: changes are still kept and sent; allow this site to store data, or export a copy to be safe.'
  }
  if (local === 'corrupt') {
    return 'Part of what this browser stored could not be read and was left out: the rest is kept and what the server has is safe; an exported copy has the unreadable part too.'
  }
  return null
}
