/**
 * Station 3, local storage: the copy that is there at once and can be read before the first paint. Knows keys and
 * formats, no rules. Everything that goes wrong here is returned, not thrown: the page works on without (D8).
 * Before: storages, which says what to keep. After: the browser.
 *
 *   holdfast:who                          this browser profile's id, and whose layout is shown
 *   holdfast:strategy                     how conflicts are decided (S4)
 *   holdfast:replica:<account>            what the device holds of the server
 *   holdfast:settled:<account>            what an answer settled that IndexedDB refused; gone when that has it
 *   holdfast:owed:<account>:<writer>      what one writer owes; written by that writer's tab alone (D1)
 *   holdfast:set-aside:<account>:<entry>  one edit that the server refused (D12); nobody writes it twice
 */
import { type OwedEdit, STRATEGIES, type Strategy } from '../../core/edits/edit'
import type { StringStorage } from '../env'
import { type StorageTrouble, troubleOf } from './storage-trouble'
import {
  asUuid,
  asWatermarks,
  asWho,
  isNewer,
  isOwedEdit,
  isSetAsideEdit,
  isStoredReplica,
  type StoredReplica,
  type Who,
} from './stored-shapes'
import type { SetAsideEdit } from './sync-store'

/** Raised when a stored shape changes so that older code could not read it. */
const FORMAT = 1
const PREFIX = 'holdfast:'

/** What local storage should hold of one tab, to be put there anew. */
export interface LocalHeld {
  who: Who
  account: string
  replica: StoredReplica
  setAside: readonly SetAsideEdit[]
  /** The tab's own writer, and what it owes. */
  writer: string
  owes: readonly OwedEdit[]
}

export interface LocalCopy {
  who(): Who | null
  setWho(who: Who): void
  strategy(): Strategy
  setStrategy(strategy: Strategy): void
  replica(account: string): StoredReplica | null
  setReplica(account: string, stored: StoredReplica): void
  /** writer -> lastN: what the replica here has settled and IndexedDB was not told. */
  settled(account: string): Record<string, number>
  setSettled(account: string, lastN: Record<string, number>): void
  /** Of every writer that has a key. */
  owed(account: string): Map<string, OwedEdit[]>
  /** Where there is no room, the replica makes it: the server has that, and IndexedDB. */
  setOwed(account: string, writer: string, edits: readonly OwedEdit[]): void
  setAside(account: string): SetAsideEdit[]
  putSetAside(entry: SetAsideEdit): void
  dropSetAside(account: string, key: string): void
  /** Forgets an account's replica, watermarks and owed edits on this device, but for those of a newer version. */
  forget(account: string): void
  /** Who this is, which this page had there, is gone or spoilt: somebody emptied it in another tab or in the browser's settings, or half a write is left. */
  lacksWho(): boolean
  /** Puts everything there anew, but for what is there and newer; what fails now is the trouble from now on. */
  putBack(held: LocalHeld): void
  /** What is wrong with it now; null: all is well. */
  trouble(): StorageTrouble | null
  /** Hears that something could not be asked for, or written, that could be before. */
  onTrouble(fn: () => void): void
  /** Key -> text of what could not be read since the page began. */
  unreadable(): Record<string, string>
  /** The person has seen that something could not be read: what is left of it goes. */
  dropUnreadable(): void
}

/** @param storage null where the browser has none */
export function createLocalCopy(storage: StringStorage | null): LocalCopy {
  /** Keys that could not be asked for, or written, the last time. */
  const unread = new Map<string, StorageTrouble>()
  const unwritten = new Map<string, StorageTrouble>()
  /** Keys of a format this version cannot read: left as they are, for the version that can. */
  const foreign = new Set<string>()
  /** What could not be read, and what of it made sense; null: nothing. */
  const unreadable = new Map<string, { text: string; sound: unknown }>()
  let troubled = () => {}
  /** Whether this page has seen who it is here. */
  let knewWho = false
  let lastStrategy: Strategy | null = null
  /** What stood there when a strategy was set here and could not be written; undefined: it could. */
  let notWrittenOver: Strategy | null | undefined
  /** Of each key the text read last, and what it meant: other tabs' words have the same ones read again and again. */
  const known = new Map<string, { text: string; usable: unknown }>()

  /** Runs a call of the browser's that may throw; `otherwise` when it does. */
  function tried<T>(failing: Map<string, StorageTrouble>, key: string, call: () => T, otherwise: T): T {
    try {
      const result = call()
      failing.delete(key)
      return result
    } catch (error) {
      const isNew = !failing.has(key)
      failing.set(key, troubleOf(error))
      if (isNew) troubled()
      return otherwise
    }
  }
  const textOf = (key: string) => tried(unread, key, () => storage?.get(PREFIX + key) ?? null, null)

  /** True when a newer version wrote that key, even after this page began. */
  function isForeign(key: string, text = textOf(key)): boolean {
    // What this version has read is its own.
    if (text !== known.get(key)?.text && isNewerFormat(text)) foreign.add(key)
    return foreign.has(key)
  }

  /**
   * What is stored there. Nobody may change it: the same text is the same object.
   * @param sound of what is stored, what can be used; undefined: nothing
   */
  function read<T>(key: string, sound: (data: unknown) => T | undefined): T | null {
    const text = textOf(key)
    if (text === null || isForeign(key, text)) return null
    const before = known.get(key)
    if (before?.text === text) return before.usable as T | null
    let data: unknown
    try {
      const parsed = JSON.parse(text) as { format?: unknown; data?: unknown }
      if (parsed.format === FORMAT) data = parsed.data
    } catch {
      // Half-written or rubbish: falls through with nothing.
    }
    const usable = data === undefined ? undefined : sound(data)
    if (usable === undefined || (Array.isArray(data) && Array.isArray(usable) && usable.length < data.length)) {
      unreadable.set(key, { text, sound: usable ?? null })
    } else known.set(key, { text, usable })
    return usable ?? null
  }

  /** True when it is there now. */
  function write(key: string, data: unknown): boolean {
    if (storage === null || isForeign(key)) return false
    return tried(
      unwritten,
      key,
      () => {
        storage.set(PREFIX + key, JSON.stringify({ format: FORMAT, data }))
        return true
      },
      false,
    )
  }

  function remove(key: string): void {
    if (!isForeign(key)) tried(unwritten, key, () => storage?.remove(PREFIX + key), undefined)
  }

  const keysBelow = (start: string): string[] =>
    tried(unread, start, () => storage?.keys() ?? [], [])
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length))

  const readStrategy = () => read('strategy', (data) => STRATEGIES.find((known) => known === data))

  /** What was set here and could not be written counts until another tab has set something. null: nobody has. */
  function currentStrategy(): Strategy | null {
    const there = readStrategy()
    if (there !== null && there !== notWrittenOver) {
      lastStrategy = there
      notWrittenOver = undefined
    }
    return lastStrategy
  }

  const copy: LocalCopy = {
    who() {
      const who = read('who', asWho)
      if (who !== null) knewWho = true
      return who
    },
    setWho(who) {
      if (write('who', who)) knewWho = true
    },
    strategy: () => currentStrategy() ?? 'merge',
    setStrategy(strategy) {
      const there = readStrategy()
      lastStrategy = strategy
      notWrittenOver = write('strategy', strategy) ? undefined : there
    },
    replica: (account) => read(`replica:${account}`, (data) => (isStoredReplica(data) ? data : undefined)),
    setReplica: (account, stored) => void write(`replica:${account}`, stored),
    settled: (account) => read(`settled:${account}`, asWatermarks) ?? {},
    setSettled(account, lastN) {
      const key = `settled:${account}`
      if (Object.keys(lastN).length > 0) write(key, lastN)
      else if (textOf(key) !== null) remove(key)
    },
    owed(account) {
      const found = new Map<string, OwedEdit[]>()
      for (const key of keysBelow(`owed:${account}:`)) {
        const writer = asUuid(key.slice(`owed:${account}:`.length))
        const edits = read(key, (data) => (Array.isArray(data) ? data.filter(isOwedEdit) : undefined))
        if (writer !== null && edits !== null && edits.length > 0) found.set(writer, edits)
      }
      return found
    },
    setOwed(account, writer, edits) {
      const key = `owed:${account}:${writer}`
      if (edits.length === 0) remove(key)
      else if (!write(key, edits) && unwritten.get(key) === 'full') {
        remove(`replica:${account}`)
        unwritten.set(`replica:${account}`, 'full')
        write(key, edits)
      }
    },
    setAside: (account) =>
      keysBelow(`set-aside:${account}:`).flatMap(
        (key) => read(key, (data) => (isSetAsideEdit(data) ? data : undefined)) ?? [],
      ),
    putSetAside: (entry) => void write(`set-aside:${entry.account}:${entry.key}`, entry),
    dropSetAside: (account, key) => remove(`set-aside:${account}:${key}`),
    forget(account) {
      for (const key of [...keysBelow(`owed:${account}:`), `replica:${account}`]) remove(key)
      copy.setSettled(account, {})
    },
    lacksWho: () => knewWho && copy.who() === null && !unread.has('who') && !isForeign('who'),
    putBack({ who, account, replica, setAside, writer, owes }) {
      unread.clear()
      unwritten.clear()
      // A tab that was frozen may know less than what others have put there since.
      const [whoThere, there] = [copy.who(), copy.replica(account)]
      if (whoThere === null || whoThere.since <= who.since) copy.setWho(who)
      const strategy = currentStrategy()
      if (strategy !== null && strategy !== readStrategy()) copy.setStrategy(strategy)
      for (const entry of setAside) copy.putSetAside(entry)
      if (there === null || !isNewer(there, replica)) copy.setReplica(account, replica)
      // Last, because it takes room from the replica where there is none.
      copy.setOwed(account, writer, owes)
    },
    trouble() {
      if (foreign.size > 0) return 'newer'
      const troubles = new Set([...unread.values(), ...unwritten.values()])
      if (storage === null || troubles.has('missing')) return 'missing'
      if (troubles.has('full')) return 'full'
      return unreadable.size > 0 ? 'corrupt' : null
    },
    onTrouble(fn) {
      troubled = fn
    },
    unreadable: () => Object.fromEntries([...unreadable].map(([key, { text }]) => [PREFIX + key, text])),
    dropUnreadable() {
      for (const [key, { text, sound }] of unreadable) {
        if (textOf(key) !== text) continue
        if (sound === null) remove(key)
        else write(key, sound)
      }
      unreadable.clear()
    },
  }
  return copy
}

/** What `write` writes begins with its format, in every version. */
function isNewerFormat(text: string | null): boolean {
  const [, format] = /^\{"format":(\d+)[,}]/.exec(text?.slice(0, 40) ?? '') ?? []
  return Number(format) > FORMAT
}
