/**
 * What waits for a person's word: edits that the server refused (D12), and conflicts that nobody has seen (D11). They are cleared in
 * every tab, and go along where another account has what they are of. Before: device and shown-account. After: device-state and the
 * storages, and the channel between tabs.
 */
import type { Device } from './device-contract'
import type { DeviceParts, DeviceState } from './device-state'
import type { SetAsideEdit } from './sync-store'

type Notices = Pick<Device, 'setAside' | 'keepSetAside' | 'dropSetAside' | 'dismissConflicts'>

export function createNotices({ env, local, db, sync }: DeviceParts, state: DeviceState): Notices {
  const { who, owed, storages } = state
  const { write } = storages

  /** IndexedDB forgets what the person has seen or cleared, as soon as it can; then no other tab shows it any more (D7). */
  async function clear(of: string, forget: () => Promise<void>): Promise<void> {
    const forgetAndTell = async () => {
      await forget()
      env.channel.post({ type: 'cleared', account: of })
    }
    await write(forgetAndTell, 'again')
  }

  return {
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
      // Another tab may have been told as well, and this one have read it.
      sync.setState(({ setAside }) => ({
        setAside: newestFirst([...setAside, ...entries.map(({ writer: _, n: __, ...entry }) => entry)]),
      }))
      state.draw()
    },

    async keepSetAside(entries) {
      const account = who.account().id
      const taken = entries.map((entry) => ({ ...entry, account }))
      for (const entry of taken) local.putSetAside(entry)
      sync.setState(({ setAside }) => ({ setAside: newestFirst([...setAside, ...taken]) }))
      for (const { account: before, key } of entries) local.dropSetAside(before, key)
      await storages.putBack()
    },

    async dropSetAside({ account, key }) {
      local.dropSetAside(account, key)
      // Before IndexedDB has answered, so that nothing is tried twice by two clicks.
      sync.setState((state) => ({ setAside: state.setAside.filter((entry) => entry.key !== key) }))
      await clear(account, () => db.dropSetAside(key))
    },

    async dismissConflicts() {
      const seen = sync.getState().conflicts
      sync.setState({ conflicts: [] })
      const of = who.account().id
      await clear(of, () => db.dropConflicts(of, seen))
    },
  }
}

/** Each once, the last refused first. Of two with one key the later in the list is it. */
export function newestFirst(entries: readonly SetAsideEdit[]): SetAsideEdit[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  return [...byKey.values()].sort((a, b) => b.refusedAt - a.refusedAt)
}
