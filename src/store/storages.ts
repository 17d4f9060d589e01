/**
 * Station 3: what a tab knows, kept in both storages of the browser (D1), put back where one of them lost it or refused
 * for a time, and said to the person for as long as something is wrong (D8). Knows no rules of edits.
 * Before: device. After: local-copy and db-writer.
 */
import type { OwedEdit, Stream } from '../../core/edits/edit'
import type { KeptConflict } from '../../core/merge/text-conflict'
import type { Env } from '../env'
import { createAskAgain } from './ask-again'
import { createDbWriter, type DbWriter } from './db-writer'
import type { DeviceDb } from './device-db'
import type { LocalCopy } from './local-copy'
import { isFull, isKeptHere, storageProblem } from './storage-words'
import type { StoredReplica, Who } from './stored-shapes'
import type { SetAsideEdit, SyncState, SyncStore } from './sync-store'

/** All that a tab knows of the account shown. */
export interface Known {
  who: Who
  account: string
  replica: StoredReplica
  /** writer -> lastN */
  settled: Record<string, number>
  owed: readonly Stream<OwedEdit>[]
  conflicts: readonly KeptConflict[]
  setAside: readonly SetAsideEdit[]
}

export interface Storages extends Pick<DbWriter, 'write' | 'settled' | 'refused' | 'isBehind' | 'putBack' | 'written'> {
  /** What this tab's writer owes has changed: in local storage when this returns, in IndexedDB when it resolves, or failed. */
  owes(): Promise<void>
  /** Puts everything into local storage again where somebody emptied it. */
  keepLocal(): void
  /** What the person is to be told. */
  words(): Pick<SyncState, 'storageProblem' | 'storageFull' | 'storageUnreadable' | 'keptHere'>
}

export interface StoragesParts {
  env: Pick<Env, 'after' | 'storage'>
  local: LocalCopy
  db: DeviceDb
  sync: SyncStore
  /** This tab's writer. */
  writer: string
  known(): Known
  /** A storage had refused, or IndexedDB was deleted, and has everything again. */
  worksAgain(): void
}

export function createStorages({ env, local, db, sync, writer, known, worksAgain }: StoragesParts): Storages {
  const tell = () => sync.setState(storages.words())
  const toDb = createDbWriter({
    env,
    db,
    writer,
    held: () => ({ ...known(), writer }),
    refuses: tell,
    worksAgain: () => {
      tell()
      worksAgain()
    },
  })
  const askAgain = createAskAgain(env, () => {
    putBackLocal()
    tell()
    if (local.trouble() === null) worksAgain()
  })

  const owesOf = (all: Known) => all.owed.find((stream) => stream.writer === writer)?.edits ?? []

  function putBackLocal(): void {
    const all = known()
    local.putBack({ ...all, writer, owes: owesOf(all) })
  }

  // Else it would be said when something is drawn next, and be over by then (D8).
  local.onTrouble(tell)

  const storages: Storages = {
    ...toDb,
    owes() {
      const all = known()
      if (local.lacksWho()) putBackLocal()
      else local.setOwed(all.account, writer, owesOf(all))
      return toDb.owes(all.account, owesOf(all))
    },
    keepLocal() {
      if (local.lacksWho()) putBackLocal()
    },
    words() {
      const trouble = local.trouble()
      if (env.storage !== null && (trouble === 'full' || trouble === 'missing')) askAgain.refused()
      else askAgain.works()
      return {
        storageProblem: storageProblem(trouble, toDb.trouble()),
        storageFull: isFull(trouble, toDb.trouble()),
        keptHere: isKeptHere(trouble, toDb.trouble()),
        storageUnreadable: trouble === 'corrupt' && toDb.trouble() === null,
      }
    },
  }
  return storages
}
