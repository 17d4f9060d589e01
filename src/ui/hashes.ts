/** Where screens are that take the dashboard's place, as the part of the address after `#`. ../app draws them. */

export const INSPECTOR_HASH = '#/inspector'
export const SETTINGS_HASH = '#/settings'
export const DEVICES_HASH = '#/devices'
/** Alone, or with a code after a slash. */
export const JOIN_HASH = '#/join'

/** The history; with `/12` after it, the version 12. */
export const HISTORY_HASH = '#/history'
/** What was merged, and what is still to be seen of it. */
export const CONFLICTS_HASH = '#/conflicts'

export const versionHash = (revision: number): string => `${HISTORY_HASH}/${revision}`

/** The version that the address names; null: none, the list is shown. */
export function versionIn(hash: string): number | null {
  const found = /^#\/history\/(\d{1,10})$/.exec(hash)
  return found === null ? null : Number(found[1])
}

export const isJoinHash = (hash: string): boolean => hash === JOIN_HASH || hash.startsWith(`${JOIN_HASH}/`)
