/**
 * What waits for a person's word: edits that the server refused (D12), and conflicts that nobody has seen (D11). They are cleared in
 * every tab, and go along where another account has what they are of. Before: device and shown-account. After: device-state and the
 * storages, and the channel between tabs.
 */
import { type KeptConflict, textConflict } from '../../core/merge/text-conflict'
import type { ConflictId } from '../../core/wire/answer'
import type { Device } from './device-contract'
import type { Stored } from './device-db'
import type { DeviceParts, DeviceState } from './device-state'
import type { SetAsideEdit, SyncState } from './sync-store'

/** What a person has cleared; `setAside`: by key. */
interface Cleared {
  conflicts: readonly ConflictId[]
  setAside: readonly string[]
}

export interface Notices
  extends Pick<Device, 'setAside' | 'keepSetAside' | 'dropSetAside' | 'dismissConflicts' | 'hearCleared'> {
  /** Shows what the storages have for `account`; null: IndexedDB does not say. What is set aside is not owed, whatever they say (D12). */
  take(account: string, stored: Stored | null): void
  /** Shows what an answer has told (D11), but for texts whose lines may be merged: those wait for ./text-merges. */
  showConflicts(told: readonly KeptConflict[]): void
  /** Shows one of those: its lines cannot be merged. */
  showUnmerged(conflict: KeptConflict): void
}

export function createNotices({ env, local, db, sync }: DeviceParts, state: DeviceState): Notices {
  const { who, owed, storages } = state
  const { write } = storages
  /** Keys of what was cleared since this tab began: a storage that was asked before, or a tab that hears of it late, may still have it. */
  const cleared = new Set<string>()
  /** Keys of conflicts that a person has to decide, though they are of texts. */
  const unmergeable = new Set<string>()
  const isMergeable = (conflict: KeptConflict) =>
    textConflict(conflict, who.id()) !== null && !unmergeable.has(conflictKey(conflict))
  const isLeft = {
    conflict: (conflict: ConflictId) => !cleared.has(conflictKey(conflict)),
    setAside: ({ key }: SetAsideEdit) => !cleared.has(key),
  }

  /** In this tab and in local storage. */
  function forget(of: string, { conflicts, setAside }: Cleared): void {
    for (const key of [...conflicts.map(conflictKey), ...setAside]) cleared.add(key)
    for (const key of setAside) local.dropSetAside(of, key)
    sync.setState((shown) => ({
      ...divided([...shown.mergeable, ...shown.conflicts].filter(isLeft.conflict)),
      setAside: shown.setAside.filter(isLeft.setAside),
    }))
  }

  /** As the sync store has them. */
  function divided(conflicts: readonly KeptConflict[]): Pick<SyncState, 'conflicts' | 'mergeable'> {
    const mergeable = conflicts.filter(isMergeable)
    return { mergeable, conflicts: conflicts.filter((conflict) => !mergeable.includes(conflict)) }
  }

  async function dropFromDb(of: string, { conflicts, setAside }: Cleared): Promise<void> {
    if (conflicts.length > 0) await db.dropConflicts(of, conflicts)
    for (const key of setAside) await db.dropSetAside(key)
  }

  /**
   * Before IndexedDB has answered, so that nothing is tried twice by two clicks, and no other tab puts it back from its memory; and
   * once more after that, for a tab that began in between (D7).
   */
  async function clear(of: string, { conflicts, setAside }: Cleared): Promise<void> {
    const ids = conflicts.map(({ writer, n, widget, field }) => ({ writer, n, widget, field }))
    const what = { conflicts: ids, setAside: [...setAside] }
    const tell = () => env.channel.post({ type: 'cleared', account: of, ...what })
    forget(of, what)
    tell()
    await write(() => dropFromDb(of, what).then(tell), 'again')
  }

  return {
    take(account, stored) {
      const shown = sync.getState()
      // What IndexedDB has refused until now it knows nothing of.
      const known = stored === null || storages.isBehind() ? [...shown.mergeable, ...shown.conflicts] : []
      const conflicts = withoutDoubles([...(stored?.conflicts ?? []), ...known])
      const setAside = newestFirst([...(stored ?? shown).setAside, ...local.setAside(account)])
      for (const { key } of setAside) {
        const at = key.lastIndexOf(':')
        owed.drop(key.slice(0, at), Number(key.slice(at + 1)))
      }
      // Local storage may have refused to forget it.
      for (const entry of setAside) if (!isLeft.setAside(entry)) local.dropSetAside(account, entry.key)
      sync.setState({ ...divided(conflicts.filter(isLeft.conflict)), setAside: setAside.filter(isLeft.setAside) })
    },

    showConflicts(told) {
      // This tab may have read it meanwhile, or heard that the person has seen it.
      sync.setState(({ mergeable, conflicts }) =>
        divided(withoutDoubles([...told, ...mergeable, ...conflicts]).filter(isLeft.conflict)),
      )
    },

    showUnmerged(conflict) {
      unmergeable.add(conflictKey(conflict))
      sync.setState(({ mergeable, conflicts }) => divided([...mergeable, ...conflicts]))
    },

    async setAside(refused) {
      const of = who.account().id
      const entries = refused.map(({ writer: from, edit, words, reason }) => ({
        key: `${from}:${edit.n}`,
        account: of,
        words,
        reason,
        edit,
        refusedAt: env.now(),
        writer: from,
        n: edit.n,
      }))
      // In local storage before it leaves the owed ones: IndexedDB may refuse.
      for (const { writer: _, n: __, ...entry } of entries) local.putSetAside(entry)
      await write(() => db.setAside(entries))
      // Whoever is shown by now has nothing to do with it (D13). The storages have it for when that account is shown again.
      if (who.account().id !== of) return
      for (const entry of entries) owed.drop(entry.writer, entry.n)
      env.channel.post({
        type: 'dropped',
        account: of,
        edits: entries.map(({ writer: from, n }) => ({ writer: from, n })),
      })
      await state.storeOwed(new Set(entries.map((entry) => entry.writer)))
      // Another tab may have been told as well, and this one have read it; or the person have cleared it there.
      sync.setState(({ setAside }) => ({
        setAside: newestFirst([...setAside, ...entries.map(({ writer: _, n: __, ...entry }) => entry)]),
      }))
      state.draw()
      const gone = entries.flatMap(({ key }) => (cleared.has(key) ? key : []))
      if (gone.length > 0) await clear(of, { conflicts: [], setAside: gone })
    },

    async keepSetAside(entries) {
      const account = who.account().id
      const taken = entries.map((entry) => ({ ...entry, account }))
      for (const entry of taken) local.putSetAside(entry)
      sync.setState(({ setAside }) => ({ setAside: newestFirst([...setAside, ...taken]) }))
      for (const { account: before, key } of entries) local.dropSetAside(before, key)
      await storages.putBack()
    },

    dropSetAside: ({ account, key }) => clear(account, { conflicts: [], setAside: [key] }),
    dismissConflicts: (seen = sync.getState().conflicts) => clear(who.account().id, { conflicts: seen, setAside: [] }),

    hearCleared({ account, ...what }) {
      forget(account, what)
      // A tab that was frozen may have put it back.
      void write(() => dropFromDb(account, what), 'again')
    },
  }
}

/** As IndexedDB keys them (./device-db). */
export const conflictKey = ({ writer, n, widget, field }: ConflictId): string =>
  JSON.stringify([writer, n, widget, field])

/** Each once, in the order in which they come first. */
function withoutDoubles(conflicts: readonly KeptConflict[]): KeptConflict[] {
  const keys = conflicts.map(conflictKey)
  return conflicts.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}

/** Each once, the last refused first. Of two with one key the later in the list is it. */
function newestFirst(entries: readonly SetAsideEdit[]): SetAsideEdit[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  return [...byKey.values()].sort((a, b) => b.refusedAt - a.refusedAt)
}
