/** Why a storage of this browser could not be used, in one word of ours. Pure. Used by local-copy and db-writer. */

/** missing: disabled, or it refuses · full: no room · corrupt: not readable · newer: written by a newer version. */
export type StorageTrouble = 'missing' | 'full' | 'corrupt' | 'newer'

/** What an exception of local storage or IndexedDB means. */
export function troubleOf(error: unknown): StorageTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'QuotaExceededError' || name === 'NS_ERROR_DOM_QUOTA_REACHED') return 'full'
  return name === 'VersionError' ? 'newer' : 'missing'
}
