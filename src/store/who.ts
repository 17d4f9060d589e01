/**
 * Who this browser profile is and whose layout it shows, kept in both storages: local storage alone forgets it when the
 * browser is killed (D1). Knows no layouts. Used by device.
 */
import type { Env } from '../env'
import type { DeviceDb } from './device-db'
import type { AccountRecord, LocalCopy } from './local-copy'

/** The account before there is one (D13). */
export const LOCAL_ACCOUNT = 'local'

export interface WhoAmI {
  /** This browser profile's id. Call recall() first: local storage may have lost it. */
  id(): string
  account(): AccountRecord
  /** Shows another account from now on; resolves when both storages know. */
  set(account: AccountRecord): Promise<void>
  /** Guests that were made here, but for the one shown. */
  guests(): string[]
  /** That guest's dashboard is here no more. */
  dropGuest(id: string): Promise<void>
  /** Takes what IndexedDB knows where that is newer; true when another account is shown by that. Never rejects. */
  recall(): Promise<boolean>
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
  let account: AccountRecord = known?.account ?? { id: LOCAL_ACCOUNT, email: null }
  let guests = known?.guests ?? []

  function remember(): Promise<void> {
    const now = { device: who.id(), account, guests, since: env.now() }
    local.setWho(now)
    return write(() => db.setWho(now))
  }

  const who: WhoAmI = {
    id: () => {
      id ??= env.uuid()
      return id
    },
    account: () => account,
    set(record) {
      account = record
      const others = guests.filter((guest) => guest !== record.id)
      guests = record.email === null ? [...others, record.id] : others
      return remember()
    },
    guests: () => guests.filter((guest) => guest !== account.id),
    dropGuest(id) {
      guests = guests.filter((guest) => guest !== id)
      return remember()
    },
    async recall() {
      const stored = await db.who().catch(() => null)
      const here = local.who()
      if (stored === null || (here !== null && here.since >= stored.since)) {
        if (stored === null || here === null) await who.set(account)
        return false
      }
      const other = stored.account.id !== account.id
      id = stored.device
      account = stored.account
      guests = stored.guests
      local.setWho(stored)
      return other
    },
  }
  return who
}
