/**
 * Station 3, the order of writes to IndexedDB: one after the other, so that what is there is always a whole prefix of
 * what was done; what is made while one is under way goes into the next one together. Where the browser refused, or the
 * database was deleted beneath the page, everything is put back as soon as it takes it again. Knows no rules.
 * Before: storages. After: device-db.
 */
import type { OwedEdit } from '../../core/edits/edit'
import type { Env } from '../env'
import { createAskAgain } from './ask-again'
import type { DeviceDb, Held } from './device-db'
import { type StorageTrouble, troubleOf } from './storage-trouble'

type Job = () => Promise<unknown>

export interface DbWriter {
  /**
   * All that this tab's writer owes `account` now. Resolves when that is in IndexedDB, or has failed to get there.
   * What is made while one such write is under way goes into the next one together.
   */
  owes(account: string, edits: readonly OwedEdit[]): Promise<void>
  /** The writer's edits up to `n` are settled in IndexedDB: no need to put them there. */
  settled(account: string, n: number): void
  /**
   * Any other write, behind those asked for already. Never rejects.
   * @param again what held() does not say: where it fails it is done again before everything is put back
   */
  write(job: Job, again?: 'again'): Promise<void>
  /** Puts everything that this tab knows where it belongs, now and not at the next try. */
  putBack(): Promise<void>
  /** IndexedDB refused to be read. */
  refused(error: unknown): void
  /** Whether IndexedDB may lack something that was written. */
  isBehind(): boolean
  /** Resolves when everything asked for so far is in IndexedDB, or has failed to get there. */
  written(): Promise<void>
  /** Why it refused last; null: everything is there. */
  trouble(): StorageTrouble | null
}

export interface DbWriterParts {
  env: Pick<Env, 'after'>
  db: DeviceDb
  /** This tab's writer. */
  writer: string
  /** Everything that IndexedDB should have of the account shown now. */
  held(): Held
  /** trouble() says something now. */
  refuses(): void
  /** It had refused, or was deleted, and everything is put back. */
  worksAgain(): void
}

export function createDbWriter({ env, db, writer, held, refuses, worksAgain }: DbWriterParts): DbWriter {
  let last: Promise<void> = Promise.resolve()
  /** account -> what this writer owes, and what of it is known to be in IndexedDB. */
  const owed = new Map<string, readonly OwedEdit[]>()
  const stored = new Map<string, readonly OwedEdit[]>()
  let unfinished: Job[] = []
  let trouble: StorageTrouble | null = null
  let behind = false
  let puttingBack: Promise<void> | null = null
  const askAgain = createAskAgain(env, () => void putBack())

  function refused(error: unknown): void {
    behind = true
    trouble = troubleOf(error)
    askAgain.refused()
    refuses()
  }

  function inTurn(job: Job): Promise<void> {
    last = last.then(job).then(() => {
      if (behind) void putBack()
    }, refused)
    return last
  }

  async function putOwed(account: string): Promise<void> {
    const now = owed.get(account) ?? []
    const before = stored.get(account) ?? []
    const has = new Set(before)
    const left = new Set(now.map(({ n }) => n))
    const added = now.filter((edit) => !has.has(edit))
    const dropped = before.flatMap(({ n }) => (left.has(n) ? [] : [n]))
    if (added.length + dropped.length > 0) await db.putEdits(account, writer, added, dropped)
    stored.set(account, now)
  }

  function putBack(): Promise<void> {
    puttingBack ??= inTurn(async () => {
      puttingBack = null
      const wasBehind = behind
      stored.clear()
      for (const job of unfinished) await job()
      unfinished = []
      const all = held()
      await db.putBack(all)
      stored.set(all.account, all.owed.find((stream) => stream.writer === writer)?.edits ?? [])
      for (const account of owed.keys()) await putOwed(account)
      behind = false
      trouble = null
      askAgain.works()
      if (wasBehind) worksAgain()
    })
    return puttingBack
  }

  db.onLost(() => {
    behind = true
    void putBack()
  })

  return {
    owes(account, edits) {
      owed.set(account, edits)
      // Whichever write comes next takes all that is owed by then; those behind it find nothing left to do.
      return inTurn(() => putOwed(account))
    },
    settled(account, n) {
      for (const edits of [owed, stored]) {
        const left = (edits.get(account) ?? []).filter((edit) => edit.n > n)
        if (left.length > 0) edits.set(account, left)
        else edits.delete(account)
      }
    },
    write: (job, again) =>
      inTurn(async () => {
        if (again === undefined) return job()
        unfinished.push(job)
        await job()
        unfinished = unfinished.filter((other) => other !== job)
      }),
    putBack,
    refused,
    isBehind: () => behind,
    written: () => last,
    trouble: () => trouble,
  }
}
