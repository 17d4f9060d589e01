/**
 * Whose layout this tab shows (D13): somebody signs in or out, here or in another tab; a guest takes over what was nobody's, or the
 * whole of another guest's; what was left behind is forgotten. Before: device and other-tabs. After: who, device-state and the
 * storages, and the channel between tabs.
 */
import type { OwedEdit, Stream } from '../../core/edits/edit'
import { EMPTY_REPLICA, type Widget } from '../../core/layout/model'
import type { Device } from './device-contract'
import type { DeviceParts, DeviceState } from './device-state'
import { leftBehind } from './left-behind'
import type { AccountRecord } from './stored-shapes'
import { LOCAL_ACCOUNT } from './who'

interface OfDevice {
  /** The union of what both storages hold and this tab knows. */
  reload(): Promise<void>
  /** Makes widgets of another guest's this account's own, in one moment: none is to be seen without the others. */
  importAll(widgets: readonly Widget[]): void
  keepSetAside: Device['keepSetAside']
  /** Nothing of the account that was shown is of use to this one. */
  switched(): void
  /** Another account is shown because another tab said so. */
  toldAccount(): void
}

export function createShownAccount(
  { env, local, db, layout, sync }: DeviceParts,
  state: DeviceState,
  own: OfDevice,
): Pick<Device, 'switchTo' | 'handOver' | 'leave' | 'leftBehind' | 'forget' | 'reload'> {
  const { who, owed, storages } = state
  const { write } = storages
  /** This tab has seen what IndexedDB has of nobody's edits. */
  let hasLooked = false

  /** null: what is shown is of a later moment than what another tab told. Else resolves when it is remembered. */
  function shows(record: AccountRecord, toldAt: number | undefined): Promise<void> | null {
    if (toldAt === undefined) return who.set(record)
    return who.hear(record, toldAt) ? Promise.resolve() : null
  }

  /**
   * @param adopt the account whose edits are this one's from now on
   * @param inWhole those that went over as part of the whole layout: writer -> the last one's n
   */
  function tellAccount(adopt: string | null, inWhole: Record<string, number> = {}): void {
    const { account, since } = who.record()
    env.channel.post({ type: 'account', account: account.id, email: account.email, adopt, since, inWhole })
  }

  /** What local storage has of an account's edits beyond `known` (writer -> n): made by tabs that had not heard yet that it is left. */
  function madeMeanwhile(account: string, known: Record<string, number>): Stream<OwedEdit>[] {
    const streams = [...local.owed(account)].map(([of, edits]) => ({ writer: of, edits }))
    return later(streams, known)
  }

  /**
   * A storage that refuses to forget nobody's edits, or is given them by another tab a moment later, would have them for the next
   * guest, too, and this tab may end before it is asked again: both say that they are settled (D13).
   */
  async function saySettled(settled: Record<string, number>): Promise<void> {
    if (storages.isBehind()) local.setSettled(LOCAL_ACCOUNT, settled)
    const nothing = { replica: EMPTY_REPLICA, epoch: 0 }
    await write(() => db.takeOver(LOCAL_ACCOUNT, { replica: nothing, settled, conflicts: [] }))
  }

  /** @param made writer -> the last n of what is forgotten, as far as that is known */
  async function forget(of: string, made: Record<string, number>): Promise<void> {
    const settled = { ...local.settled(of), ...made }
    local.forget(of)
    storages.settled(of, Number.POSITIVE_INFINITY)
    await write(() => db.forget(of), 'again')
    if (of === LOCAL_ACCOUNT) await saySettled(settled)
    await who.dropGuest(of)
  }

  /**
   * A tab that ended while it gave nobody's edits to a guest has left some of them: they are that guest's, whoever comes
   * next (D13). What has arrived stays out.
   */
  async function finishHandOver(): Promise<void> {
    const { id, email } = who.account()
    const isGuest = id !== LOCAL_ACCOUNT && email === null
    const isLeft = who.guests().includes(LOCAL_ACCOUNT) || local.owed(LOCAL_ACCOUNT).size > 0
    // Where a storage was in trouble, nothing but the edits themselves may say that they are there.
    if (!isGuest || (hasLooked && !isLeft)) return
    const stored = await db.load(LOCAL_ACCOUNT).catch(() => null)
    if (stored === null || who.account().id !== id) return
    hasLooked = true
    const made = [...local.owed(LOCAL_ACCOUNT), ...stored.owed]
    if (made.length === 0 && !isLeft) return
    // What went over to a guest who is gone, too, while a storage refused to forget it here.
    const over = [owed.watermarks(), local.settled(LOCAL_ACCOUNT), Object.fromEntries(stored.settled)]
    const left = made.map(([of, edits]) =>
      state.adopt(
        of,
        edits.filter(({ n }) => over.every((settled) => n > (settled[of] ?? 0))),
      ),
    )
    state.draw()
    await Promise.all(left)
    if (who.account().id !== id) return
    tellAccount(LOCAL_ACCOUNT)
    await forget(LOCAL_ACCOUNT, lastOf(made))
  }

  /**
   * The account shown is shown again, and this tab has heard of nothing in between: it was handed over (D13), or forgotten, and
   * nothing that is known here of it, not even its epoch (S14), need hold any more.
   */
  function startAgain(): Promise<void> {
    state.readLocal()
    state.draw()
    return reload()
  }

  async function reload(): Promise<void> {
    await own.reload()
    await finishHandOver()
  }

  const shown: ReturnType<typeof createShownAccount> = {
    async switchTo(record, toldAt) {
      const before = who.account()
      const isShown = record.id === before.id && record.email === before.email
      // Another tab may have ended as it said that it shows somebody else: those that begin since then show that one.
      if (toldAt === undefined && isShown && !who.isOld(who.record().since)) return
      // Nothing that went by while this tab was frozen is shown, or kept for somebody who is not shown any more (D13).
      const isLate = toldAt !== undefined && who.catchUp(toldAt)
      const remembered = isLate ? undefined : shows(record, toldAt)
      if (remembered === null) return
      if (isLate && who.account().id === before.id) return startAgain()
      if (who.account().id === before.id) {
        // Other tabs would still take it for a guest, and hand it over whole when its session ends (D13).
        if (toldAt === undefined) tellAccount(null)
        return remembered
      }
      state.readLocal()
      sync.setState({ conflicts: [], mergeable: [], bothKept: [], setAside: [], lastSyncedAt: null })
      own.switched()
      state.draw()
      if (toldAt === undefined) tellAccount(null)
      await reload()
      if (toldAt !== undefined) own.toldAccount()
    },

    async handOver(record, how) {
      const told = typeof how === 'object' ? how : undefined
      const toldAt = told?.since
      const from = who.account().id
      if (toldAt !== undefined && who.isOld(toldAt)) {
        // Whoever said so has taken what this tab had made before it was frozen.
        await shown.switchTo(record, toldAt)
        return who.account().id === from ? startAgain() : undefined
      }
      await reload()
      // IndexedDB knew of somebody else: nothing of theirs is handed over.
      if (who.account().id !== from) return shown.switchTo(record, toldAt)
      const all = Object.values(layout.getState().widgets)
      const known = owed.shown()
      const inWhole = how === 'whole' ? known : (told?.inWhole ?? {})
      const moved = later(owed.streams(), inWhole)
      const remembered = shows(record, toldAt)
      if (remembered === null) return
      state.readLocal()
      const adopted = moved.map(({ writer: of, edits }) => state.adopt(of, edits))
      if (how === 'whole') {
        if (all.length > 0) own.importAll(all)
        // And what waits for the person's word: conflicts that nobody has seen are kept with it (D11, D12).
        adopted.push(own.keepSetAside(sync.getState().setAside))
      }
      await Promise.all([...adopted, remembered])
      // Somebody else is shown by now: what is forgotten could be theirs.
      if (who.account().id !== record.id) return
      // Other tabs hear of it before it is taken from under them, and what they made meanwhile goes along.
      if (toldAt === undefined) tellAccount(from, inWhole)
      const left = later(madeMeanwhile(from, known), inWhole)
      for (const { writer: of, edits } of left) void state.adopt(of, edits)
      await forget(from, { ...known, ...lastOf(left.map(({ writer: of, edits }) => [of, edits])) })
      state.draw()
      await reload()
      if (toldAt !== undefined) own.toldAccount()
    },

    async leave(account) {
      // What a tab that is gone made may be known to the storages alone.
      await reload()
      // Somebody else may be shown by now; then nobody knows here what that account owes.
      const owes = who.account().id !== account || owed.count() > 0
      const known = owed.shown()
      await shown.switchTo({ id: LOCAL_ACCOUNT, email: null })
      if (owes || account === LOCAL_ACCOUNT || madeMeanwhile(account, known).length > 0) return
      await shown.forget(account)
    },

    leftBehind: async () =>
      leftBehind(
        local,
        db,
        [...new Set([...who.guests(), LOCAL_ACCOUNT])].filter((guest) => guest !== who.account().id),
      ),

    async forget(of) {
      // It may have come to be shown again since that was asked for.
      if (of !== who.account().id) await forget(of, lastOf([...local.owed(of)]))
    },
    reload,
  }
  return shown
}

/** writer -> the greatest n */
function lastOf(owed: readonly (readonly [string, readonly OwedEdit[]])[]): Record<string, number> {
  const last: Record<string, number> = {}
  for (const [writer, edits] of owed) last[writer] = Math.max(last[writer] ?? 0, ...edits.map(({ n }) => n))
  return last
}

/** What of `streams` was made after each writer's `lastN`; writers with nothing are left out. */
function later(streams: readonly Stream<OwedEdit>[], lastN: Record<string, number>): Stream<OwedEdit>[] {
  const made = streams.map(({ writer, edits }) => ({
    writer,
    edits: edits.filter(({ n }) => n > (lastN[writer] ?? 0)),
  }))
  return made.filter(({ edits }) => edits.length > 0)
}
