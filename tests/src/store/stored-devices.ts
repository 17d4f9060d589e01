/**
 * What the released versions of the page left on a device (fixtures/, one file for each pair of formats), for all tests that
 * open them: a new file is taken up by each.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwedEdit } from '../../../core/edits/edit'
import type { Replica } from '../../../core/layout/model'
import type { StoredReplica } from '../../../src/store/stored-shapes'
import type { DatabaseCopy } from '../../support/idb-copy'

export interface StoredDevice {
  /** Key -> what is stored there, as JSON. */
  localStorage: Record<string, { format: number; data: unknown }>
  database: DatabaseCopy
}

export const STORED_FIXTURES = join(import.meta.dirname, 'fixtures')
/** Whose layout a fixture shows, and the tag of the revision that it holds. */
export const STORED_ACCOUNT = 'k7Jd0aQx_9-LocalGuest'
export const STORED_TAG = 'k3f9x2pq'

/** File names. */
export const STORED_DEVICES = readdirSync(STORED_FIXTURES).sort()

/** What is in that file; `account` and `tag`: as a server gave them, in place of the file's own. */
export function storedDevice(name: string, account = STORED_ACCOUNT, tag = STORED_TAG): StoredDevice {
  const text = readFileSync(join(STORED_FIXTURES, name), 'utf8')
  return JSON.parse(text.replaceAll(STORED_ACCOUNT, account).replaceAll(STORED_TAG, tag)) as StoredDevice
}

const rowsOf = ({ database }: StoredDevice, store: string) =>
  database.stores.find(({ name }) => name === store)?.rows ?? []

/**
 * What that device owes, read off the file by D1's words alone: the union of both storages by writer and number, less what
 * is settled and what was set aside.
 */
export function owedBy(stored: StoredDevice): Record<string, OwedEdit[]> {
  const all = new Map<string, OwedEdit>()
  for (const [key, { data }] of Object.entries(stored.localStorage)) {
    const [, kind, , writer] = key.split(':')
    if (kind === 'owed') for (const edit of data as OwedEdit[]) all.set(`${writer}:${edit.n}`, edit)
  }
  for (const { key, value } of rowsOf(stored, 'edits')) {
    const [, writer, n] = key as [string, string, number]
    all.set(`${writer}:${n}`, value as OwedEdit)
  }
  for (const { key, value } of rowsOf(stored, 'settled')) {
    const [, writer] = key as [string, string]
    for (const name of all.keys())
      if (name.startsWith(writer) && (all.get(name)?.n ?? 0) <= (value as number)) all.delete(name)
  }
  for (const { key } of rowsOf(stored, 'setAside')) all.delete(key as string)
  const owed: Record<string, OwedEdit[]> = {}
  for (const [name, edit] of [...all].sort(([, a], [, b]) => a.n - b.n)) {
    const writer = name.slice(0, name.lastIndexOf(':'))
    owed[writer] = [...(owed[writer] ?? []), edit]
  }
  return owed
}

/** The replica that IndexedDB holds. */
export function replicaOf(stored: StoredDevice): Replica {
  const [row] = rowsOf(stored, 'replicas')
  if (row === undefined) throw new Error('the fixture holds no replica')
  return (row.value as StoredReplica).replica
}
