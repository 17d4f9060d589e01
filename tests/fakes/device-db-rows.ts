/**
 * What one browser profile holds in the page's IndexedDB, as rows in memory: put there and read by memory-device-db, copied
 * where a profile is copied or is to be as it was. Only the containers are ever changed, never what is in them.
 */
import type { OwedEdit } from '../../core/edits/edit'
import type { KeptConflict } from '../../core/merge/text-conflict'
import type { ConflictId } from '../../core/wire/answer'
import type { StoredReplica, Who } from '../../src/store/stored-shapes'
import type { SetAsideEdit } from '../../src/store/sync-store'

/** What is forgotten together. Whether a row makes sense is asked where it is read, as in IndexedDB. */
export interface AccountRows {
  /** writer -> n -> the edit */
  edits: Map<string, Map<number, OwedEdit>>
  /** writer -> the greatest acknowledged n */
  settled: Map<string, number>
  replica: StoredReplica | null
  /** By conflictKey. */
  conflicts: Map<string, KeptConflict>
}

export interface DeviceDbRows {
  who: Who | null
  accounts: Map<string, AccountRows>
  /** By SetAsideEdit.key, whosever they are. */
  setAside: Map<string, SetAsideEdit>
}

/** Of a profile in which nobody was yet. */
export function createDeviceDbRows(): DeviceDbRows {
  return { who: null, accounts: new Map(), setAside: new Map() }
}

/** A copied browser profile, or a snapshot to go back to. */
export function copyRows({ who, accounts, setAside }: DeviceDbRows): DeviceDbRows {
  const copies = [...accounts].map(([id, account]) => [id, copyOfAccount(account)] as const)
  return { who, accounts: new Map(copies), setAside: new Map(setAside) }
}

function copyOfAccount({ edits, settled, replica, conflicts }: AccountRows): AccountRows {
  return {
    edits: new Map([...edits].map(([writer, byN]) => [writer, new Map(byN)])),
    settled: new Map(settled),
    replica,
    conflicts: new Map(conflicts),
  }
}
/** The rows of `account`, made where there are none. */
export function rowsOf({ accounts }: DeviceDbRows, account: string): AccountRows {
  const found = accounts.get(account)
  if (found !== undefined) return found
  const made: AccountRows = { edits: new Map(), settled: new Map(), replica: null, conflicts: new Map() }
  accounts.set(account, made)
  return made
}

/** The edits of `writer`, made where there are none. */
export function editsOf({ edits }: AccountRows, writer: string): Map<number, OwedEdit> {
  const found = edits.get(writer)
  if (found !== undefined) return found
  const made = new Map<number, OwedEdit>()
  edits.set(writer, made)
  return made
}

/** A restore is one edit with many conflicts, each of a field of its own. */
export const conflictKey = ({ writer, n, widget, field }: ConflictId) =>
  JSON.stringify([writer, n, widget, field ?? ''])

/** As IndexedDB orders text and numbers. */
export const inOrder = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)

/** As IndexedDB orders conflicts. */
export const conflictsInOrder = (a: ConflictId, b: ConflictId) =>
  inOrder(a.writer, b.writer) || a.n - b.n || inOrder(a.widget, b.widget) || inOrder(a.field ?? '', b.field ?? '')
