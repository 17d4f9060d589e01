/**
 * What happens to history after a save, when the answer is on its way: now and then a look whether a checkpoint is due. It
 * costs the save nothing: it is never waited for, one at a time, and what is lost with the process the daily work makes up.
 * Before: whoever has committed a save. After: ./checkpoint.
 */
import { mostBytes } from '../../core/history/checkpoint-plan'
import { checkpointHead } from './checkpoint'
import type { RawSql } from './read-statement'
import type { LayoutStore } from './store'

/** A look every so many revisions, by their number, so that it needs no memory of the account. */
const LOOK_EVERY = 64
/** Changes so large are looked at by themselves. */
const LARGE_BYTES = mostBytes(0) / 4
/** More accounts do not wait; theirs is looked at again later. */
const MOST_WAITING = 1_000

export interface HistoryKeeper {
  /** A save has made `revision` with so many bytes of changes. Never throws, never waits. */
  saved(account: string, revision: number, bytesOfChanges: number): void
  /** No new looks; resolves when the one under way is done. */
  close(): Promise<void>
}

/** @param failed hears of what went wrong; history goes on without */
export function createHistoryKeeper(prisma: RawSql, failed: (error: unknown) => void): HistoryKeeper {
  const waiting = new Set<string>()
  let working: Promise<void> | null = null
  let isClosed = false
  const work = async () => {
    for (const account of waiting) {
      waiting.delete(account)
      try {
        await checkpointHead(prisma, account)
      } catch (error) {
        failed(error)
      }
      if (isClosed) break
    }
    working = null
  }
  return {
    saved: (account, revision, bytesOfChanges) => {
      const isTime = revision % LOOK_EVERY === 0 || bytesOfChanges >= LARGE_BYTES
      if (!isTime || isClosed || waiting.size >= MOST_WAITING) return
      waiting.add(account)
      working ??= work()
    },
    close: async () => {
      isClosed = true
      await working
    },
  }
}

/** `store`, which tells `keeper` of every revision it has written. */
export function keepingHistory(store: LayoutStore, keeper: Pick<HistoryKeeper, 'saved'>): LayoutStore {
  return {
    ...store,
    write: async (commit) => {
      const written = await store.write(commit)
      const { version } = commit.writes
      if (written && version !== null) {
        keeper.saved(commit.account, version.revision, JSON.stringify(version.changes).length)
      }
      return written
    },
  }
}
