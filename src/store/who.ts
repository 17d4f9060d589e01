/**
 * Who this browser profile is and whose layout it shows, kept in both storages: local storage alone forgets it when the
 * browser is killed (D1). Knows no layouts. Used by device-state and shown-account.
 */
import type { Env } from '../env'
import type { DeviceDb } from './device-db'
import type { LocalCopy } from './local-copy'
import type { AccountRecord, Who } from './stored-shapes'

/** The account before there is one (D13). */
export const LOCAL_ACCOUNT = 'local'

export interface WhoAmI {
  /** This browser profile's id. Call recall() first: local storage may have lost it. */
  id(): string
  account(): AccountRecord
  /** As it is stored. */
  record(): Who
  /** Shows another account from now on; resolves when both storages know. */
  set(account: AccountRecord): Promise<void>
  /** The same, said by another tab, which has seen to the storages. False: what is shown here is of a later moment. */
  hear(account: AccountRecord, since: number): boolean
  /** Local storage knows of a later account: a tab that was frozen hears of all that went by meanwhile, one after the other. */
  isOld(since: number): boolean
  /** Shows whom local storage knows of where a word of `since` is old, and news all the same. False: it is not. */
  catchUp(since: number): boolean
  /** Guests that were made here, but for the one shown. */
  guests(): string[]
  /** Something made under that account is here, and is not shown. */
  addGuest(id: string): Promise<void>
  /** That guest's dashboard is here no more. */
  dropGuest(id: string): Promise<void>
  /**
   * Takes what IndexedDB knows where that is newer. other: another account is shown by that · unasked: IndexedDB
   * refuses now, so that what this tab believes may be a guess. Never rejects.
   */
  recall(): Promise<'same' | 'other' | 'unasked'>
}

/** @param write puts a job behind those that go to IndexedDB already */
export function createWho(
  env: Pick<Env, 'now' | 'uuid'>,
  local: LocalCopy,
  db: DeviceDb,
  write: (job: () => Promise<void>) => Promise<void>,
): WhoAmI {
  const known = local.who()
  let id = known?.device ?? null
  /** IndexedDB has that id. Until then local storage may know better: another tab may have drawn one first, or learned it. */
  let isIdKept = false
  let account: AccountRecord = known?.account ?? { id: LOCAL_ACCOUNT, email: null }
  let guests = known?.guests ?? []
  let since = known?.since ?? 0

  function remember(): Promise<void> {
    local.setWho(who.record())
    return write(async () => {
      // Where nobody was there yet, a tab that was frozen after it had looked would put itself over another (S3).
      const first = who.record()
      if (await db.addWho(first)) return isThisDevice(first)
      isThisDevice(await db.who())
      await db.setWho(who.record())
    })
  }

  /** Which account is shown changes; which device this is does not: one that was drawn where no storage could say is given up. */
  function isThisDevice(stored: Who | null): void {
    if (stored === null) return
    const isKnown = stored.device === who.id()
    id = stored.device
    isIdKept = true
    if (!isKnown) local.setWho(who.record())
  }

  const who: WhoAmI = {
    id: () => {
      if (!isIdKept || id === null) id = local.who()?.device ?? id ?? env.uuid()
      return id
    },
    account: () => account,
    record: () => ({ device: who.id(), account, guests, since }),
    set(record) {
      show(record)
      // Later than what it replaces, also by a clock that was set back and where another tab's word is still on its way.
      since = Math.max(env.now(), since + 1, (local.who()?.since ?? 0) + 1)
      return remember()
    },
    hear(record, at) {
      // Of two of the same moment one must be right in every tab.
      if (at < since || (at === since && record.id < account.id)) return false
      show(record)
      since = at
      return true
    },
    isOld: (at) => at < (local.who()?.since ?? at),
    catchUp(at) {
      const now = local.who()
      if (now === null || !who.isOld(at) || at < since) return false
      take(now)
      return true
    },
    guests: () => guests.filter((guest) => guest !== account.id),
    addGuest(id) {
      guests = [...guests.filter((guest) => guest !== id), id]
      return remember()
    },
    dropGuest(id) {
      guests = guests.filter((guest) => guest !== id)
      return remember()
    },
    async recall() {
      const stored = await db.who().catch(() => undefined)
      const here = local.who()
      if (stored === undefined) {
        if (here === null) local.setWho(who.record())
        return 'unasked'
      }
      // Another tab may have put it into local storage since this one began.
      const newest = (stored?.since ?? 0) > (here?.since ?? 0) ? stored : here
      const shown = account.id
      if (newest !== null && newest.since > since) take(newest)
      isThisDevice(stored)
      if (here === null || here.since < since) local.setWho(who.record())
      if (stored === null) await who.set(account)
      return account.id === shown ? 'same' : 'other'
    },
  }

  function show(record: AccountRecord): void {
    account = record
    const others = guests.filter((guest) => guest !== record.id)
    guests = record.email === null ? [...others, record.id] : others
  }

  function take(record: Who): void {
    if (!isIdKept) id = record.device
    account = record.account
    guests = record.guests
    since = record.since
  }
  return who
}
