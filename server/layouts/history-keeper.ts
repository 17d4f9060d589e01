/**
 * What happens to history after a save, when the answer is on its way: now and then a look whether a checkpoint is due. It
 * costs the save nothing: it is never waited for, one at a time, and what is lost with the process the daily work makes up.
 * Before: whoever has committed a save. After: ./checkpoint.
 */
import { MOST_REVISIONS, mostBytes } from '../../core/history/checkpoint-plan'
import { checkpointHead } from './checkpoint'
import type { RawSql } from './read-statement'
import type { LayoutStore } from './store'

/** A look when an account's changes come to so much since the last: half of the shortest way that may need a checkpoint. */
const LOOK_BYTES = mostBytes(0) / 2
/** And every so many revisions, by their number: what was counted is lost with its process. */
const LOOK_EVERY = MOST_REVISIONS / 4
/** Changes are counted for so many accounts; then those counted for longest begin anew. Some 100 bytes each. */
const MOST_COUNTED = 20_000
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
  /** Account -> bytes of changes since its last look. */
  const counted = new Map<string, number>()
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

  /** Is it time for a look? Then counting begins anew. */
  function count(account: string, revision: number, bytesOfChanges: number): boolean {
    const bytes = (counted.get(account) ?? 0) + bytesOfChanges
    const isTime = bytes >= LOOK_BYTES || revision % LOOK_EVERY === 0
    if (isTime) counted.delete(account)
    else counted.set(account, bytes)
    if (counted.size > MOST_COUNTED) counted.delete(counted.keys().next().value as string)
    return isTime
  }

  return {
    saved: (account, revision, bytesOfChanges) => {
      if (isClosed || !count(account, revision, bytesOfChanges) || waiting.size >= MOST_WAITING) return
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
