/**
 * Station 3, local storage: the copy that is there at once and can be read before the first paint. Knows keys and
 * formats, no rules. Everything that goes wrong here is returned, not thrown: the page works on without (D8).
 *
 *   holdfast:who                        this browser profile's id, and whose layout is shown
 *   holdfast:strategy                   how conflicts are decided (S4)
 *   holdfast:replica:<account>          what the device holds of the server
 *   holdfast:owed:<account>:<writer>    what one writer owes; written by that writer's tab alone (D1)
 */
import { type OwedEdit, STRATEGIES, type Strategy } from '../../core/edits/edit'
import type { StringStorage } from '../env'
import { isOwedEdit, isStoredReplica, type StoredReplica } from './stored-shapes'

/** Raised when a stored shape changes so that older code could not read it. */
const FORMAT = 1
const PREFIX = 'holdfast:'

/** True when `a` is the newer of two copies of one account's replica. */
export function isNewer(a: StoredReplica, b: StoredReplica): boolean {
  return a.epoch === b.epoch ? a.replica.revision > b.replica.revision : a.epoch > b.epoch
}

/** Whose layout is shown. `email` null: a guest. */
export interface AccountRecord {
  id: string
  email: string | null
}

/** Why a key could not be read or written. */
export type StorageTrouble = 'missing' | 'full' | 'corrupt' | 'newer'

/** Who this browser profile is, and whose layout it shows. */
export interface Who {
  device: string
  account: AccountRecord
  /** Guests that were made here: what they have may be left behind when somebody signs in (D13). */
  guests: string[]
  /** The device's clock when this was set, ms since 1970: the later of two records is right. */
  since: number
}

export interface LocalCopy {
  who(): Who | null
  setWho(who: Who): void
  strategy(): Strategy
  setStrategy(strategy: Strategy): void
  replica(account: string): StoredReplica | null
  setReplica(account: string, stored: StoredReplica): void
  /** Of every writer that has a key. */
  owed(account: string): Map<string, OwedEdit[]>
  setOwed(account: string, writer: string, edits: readonly OwedEdit[]): void
  /** Forgets an account's replica and owed edits on this device. */
  forget(account: string): void
  /** What went wrong last, reading or writing; null: all is well. */
  trouble(): StorageTrouble | null
}

/** @param storage null where the browser has none */
export function createLocalCopy(storage: StringStorage | null): LocalCopy {
  let trouble: StorageTrouble | null = storage === null ? 'missing' : null
  /** Keys of a format this version cannot read: left as they are, for the version that can. */
  const foreign = new Set<string>()

  function read<T>(key: string): T | null {
    try {
      const text = storage?.get(PREFIX + key) ?? null
      if (text === null) return null
      const parsed = JSON.parse(text) as { format?: unknown; data?: T }
      if (typeof parsed.format === 'number' && parsed.format > FORMAT) {
        foreign.add(key)
        trouble = 'newer'
        return null
      }
      if (parsed.format !== FORMAT || parsed.data === undefined) throw new Error('not in the format')
      return parsed.data
    } catch {
      trouble = 'corrupt'
      return null
    }
  }

  function write(key: string, data: unknown): void {
    if (storage === null || foreign.has(key)) return
    try {
      storage.set(PREFIX + key, JSON.stringify({ format: FORMAT, data }))
      if (trouble === 'full') trouble = null
    } catch {
      trouble = 'full'
    }
  }

  function remove(key: string): void {
    try {
      storage?.remove(PREFIX + key)
    } catch {
      trouble = 'missing'
    }
  }

  function keysBelow(start: string): string[] {
    try {
      return (storage?.keys() ?? [])
        .filter((key) => key.startsWith(PREFIX + start))
        .map((key) => key.slice(PREFIX.length))
    } catch {
      trouble = 'missing'
      return []
    }
  }

  return {
    who: () => asWho(read('who')),
    setWho: (who) => write('who', who),
    strategy: () => STRATEGIES.find((known) => known === read('strategy')) ?? 'merge',
    setStrategy: (strategy) => write('strategy', strategy),
    replica: (account) => {
      const stored = read<unknown>(`replica:${account}`)
      if (stored === null || isStoredReplica(stored)) return stored
      trouble = 'corrupt'
      return null
    },
    setReplica: (account, stored) => write(`replica:${account}`, stored),
    owed(account) {
      const found = new Map<string, OwedEdit[]>()
      for (const key of keysBelow(`owed:${account}:`)) {
        const edits = read<unknown>(key)
        const writer = asUuid(key.slice(`owed:${account}:`.length))
        if (edits === null || writer === null) continue
        const sound = Array.isArray(edits) ? edits.filter(isOwedEdit) : []
        if (!Array.isArray(edits) || sound.length < edits.length) trouble = 'corrupt'
        if (sound.length > 0) found.set(writer, sound)
      }
      return found
    },
    setOwed(account, writer, edits) {
      const key = `owed:${account}:${writer}`
      if (edits.length === 0) remove(key)
      else write(key, edits)
    },
    forget(account) {
      for (const key of [...keysBelow(`owed:${account}:`), `replica:${account}`]) remove(key)
    },
    trouble: () => trouble,
  }
}

function asUuid(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : null
}

function asWho(value: unknown): Who | null {
  if (value === null || typeof value !== 'object') return null
  const { device, account, guests, since } = value as Partial<Who>
  const id = asUuid(device)
  if (id === null || typeof account?.id !== 'string' || typeof since !== 'number') return null
  return {
    device: id,
    account: { id: account.id, email: account.email ?? null },
    guests: Array.isArray(guests) ? guests.filter((guest) => typeof guest === 'string') : [],
    since,
  }
}
