/**
 * Dashboards that somebody made on this device as a guest before signing in to an account (D13): they stay until their
 * widgets are added to that account, or they are discarded. Reads both storages, changes nothing. Used by shown-account.
 */
import { rebase } from '../../core/edits/rebase'
import { EMPTY_REPLICA, type Layout } from '../../core/layout/model'
import type { DeviceDb } from './device-db'
import type { LocalCopy } from './local-copy'
import { createOwed } from './owed'
import { isNewer } from './stored-shapes'
import type { SetAsideEdit } from './sync-store'
import { LOCAL_ACCOUNT } from './who'

export interface LeftBehind {
  account: string
  widgets: Layout
  /** What a server refused of it (D12). */
  setAside: SetAsideEdit[]
  /** False: IndexedDB did not say what it has, nor has local storage all of it, so that there may be more. */
  isWhole: boolean
}

/** Of these accounts, those that have widgets here, owed edits included, or may have some. Never rejects. */
export async function leftBehind(local: LocalCopy, db: DeviceDb, accounts: readonly string[]): Promise<LeftBehind[]> {
  const found = await Promise.all(accounts.map(async (account) => ({ account, ...(await stored(local, db, account)) })))
  return found.filter(({ widgets, setAside, isWhole }) => Object.keys(widgets).length + setAside.length > 0 || !isWhole)
}

async function stored(local: LocalCopy, db: DeviceDb, account: string): Promise<Omit<LeftBehind, 'account'>> {
  const kept = await db.load(account).catch(() => null)
  const owed = createOwed()
  owed.settle(local.settled(account))
  owed.settle(Object.fromEntries(kept?.settled ?? []))
  for (const streams of [local.owed(account), kept?.owed ?? []]) {
    for (const [writer, edits] of streams) owed.add(writer, edits)
  }
  let newest = { replica: EMPTY_REPLICA, epoch: -1 }
  for (const copy of [kept?.replica, local.replica(account)]) if (copy && isNewer(copy, newest)) newest = copy
  // Where a browser has no IndexedDB, local storage is all there is. What it once lost it does not get back while another is shown.
  const isInLocal = account === LOCAL_ACCOUNT ? local.owed(account).size > 0 : local.replica(account) !== null
  const setAside = new Map([...local.setAside(account), ...(kept?.setAside ?? [])].map((entry) => [entry.key, entry]))
  return {
    widgets: rebase(newest.replica, owed.streams()),
    setAside: [...setAside.values()],
    isWhole: kept !== null || isInLocal,
  }
}
