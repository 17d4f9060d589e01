/**
 * Station 2: the device's memory as the rest of the page knows it: records an edit, and moves what is owed where the person
 * or the server says so; other tabs are told. Before: actions and sync/. After: take-over, device-state, storages and the
 * channel between tabs.
 */
import type { Change } from '../../core/edits/diff'
import type { OwedEdit, SaveTrigger, Seen, Stream } from '../../core/edits/edit'
import { whole } from '../../core/edits/recover'
import { EMPTY_REPLICA } from '../../core/layout/model'
import type { RevisionEvent } from '../../core/wire/event'
import type { Device } from './device-contract'
import { createDeviceStart } from './device-start'
import { createDeviceState, type DeviceParts } from './device-state'
import { leftBehind } from './left-behind'
import { followOtherTabs } from './other-tabs'
import type { AccountRecord } from './stored-shapes'
import type { SetAsideEdit } from './sync-store'
import { createTakeOver } from './take-over'
import { LOCAL_ACCOUNT } from './who'

/** Opens what this browser profile holds: from local storage at once; call `reload` for the union with IndexedDB (D1). */
export function openDevice(parts: DeviceParts): Device {
  const { env, local, db, layout, sync } = parts
  const state = createDeviceState(parts, () => start.worksAgain())
  const start = createDeviceStart(parts, state, switched)
  const { writer, who, owed, storages } = state
  const { write } = storages
  let nextN = 1
  let lastAt = 0
  const listeners: ((trigger: SaveTrigger) => void)[] = []
  const onSwitched: (() => void)[] = []
  const onToldAccount: (() => void)[] = []
  const onBehind: ((event: RevisionEvent) => void)[] = []

  /** Nothing of the account that was shown is of use to this one. */
  function switched(): void {
    for (const fn of onSwitched) fn()
  }

  function tellTabs(from: string): void {
    const account = who.account().id
    env.channel.post({ type: 'owed', account, writer: from, edits: owed.of(from), settledN: owed.settledN(from) })
  }

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

  /** The next edits of this tab's writer. */
  function numbered(changes: readonly Change[], trigger: SaveTrigger, { revision, epoch }: Seen): OwedEdit[] {
    // A clock that is set back must not put a newer edit before an older one that this tab or another owes: what is owed is drawn
    // in order of `at`, so that it would not show (S3).
    const others = owed.streams().filter((stream) => stream.writer !== writer)
    lastAt = Math.max(env.now(), lastAt, ...others.map(({ edits }) => (edits.at(-1)?.at ?? 0) + 1))
    const at = lastAt
    return changes.map((change) => ({ ...change, n: nextN++, base: revision, epoch, at, trigger }) as OwedEdit)
  }

  /** What was just made is told, kept and drawn. */
  function keepMade(): void {
    // Before it is kept: where this tab ends in between, no other would look for what a storage has of it.
    tellTabs(writer)
    void storages.owes()
    state.draw()
  }

  /**
   * A storage that refuses to forget nobody's edits would have them for the next guest, too, and this tab may end before it takes
   * it: the other one says that they are settled (D13).
   */
  async function settleElsewhere(settled: Record<string, number>): Promise<void> {
    if (storages.isBehind()) local.setSettled(LOCAL_ACCOUNT, settled)
    if (local.trouble() === null) return
    const nothing = { replica: EMPTY_REPLICA, epoch: 0 }
    await write(() => db.takeOver(LOCAL_ACCOUNT, { replica: nothing, settled, conflicts: [] }))
  }

  /** @param made writer -> the last n of what is forgotten, as far as that is known */
  async function forget(of: string, made: Record<string, number>): Promise<void> {
    const settled = { ...local.settled(of), ...made }
    local.forget(of)
    storages.settled(of, Number.POSITIVE_INFINITY)
    await write(() => db.forget(of), 'again')
    if (of === LOCAL_ACCOUNT) await settleElsewhere(settled)
    await who.dropGuest(of)
  }

  /**
   * A tab that ended while it gave nobody's edits to a guest has left some of them: they are that guest's, whoever comes
   * next (D13). What has arrived stays out.
   */
  async function finishHandOver(): Promise<void> {
    const { id, email } = who.account()
    const isGuest = id !== LOCAL_ACCOUNT && email === null
    if (!isGuest || !who.guests().includes(LOCAL_ACCOUNT)) return
    const stored = await db.load(LOCAL_ACCOUNT).catch(() => null)
    if (stored === null || who.account().id !== id) return
    const made = [...local.owed(LOCAL_ACCOUNT), ...stored.owed]
    const left = made.map(([of, edits]) =>
      state.adopt(
        of,
        edits.filter(({ n }) => n > owed.settledN(of)),
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
    return device.reload()
  }

  const takesOver = createTakeOver(parts, state, {
    makeAnew: (changes) => device.record(changes, { trigger: 'edit' }),
    giveBack(changes, seen) {
      owed.add(writer, numbered(changes, 'restore', seen))
      keepMade()
    },
    sendGivenBack() {
      for (const fn of listeners) fn('restore')
    },
  })

  state.readLocal()
  state.draw()

  const device: Device = {
    id: who.id,
    writer,
    account: who.account,
    replica: () => state.held().replica,
    seen: () => ({ revision: state.held().replica.revision, epoch: state.held().epoch }),
    owed: owed.streams,
    settledN: owed.settledN,

    async owesForGoneTab() {
      const alive = await state.aliveWriters()
      const gone = owed.streams().filter((stream) => stream.writer !== writer && !alive?.has(stream.writer))
      // It may have ended before it could keep what it had just told.
      await state.storeOwed(gone.map((stream) => stream.writer))
      return gone.length > 0
    },

    record(changes, { trigger, base = device.seen() }) {
      if (changes.length === 0) return
      owed.made(writer, numbered(changes, trigger, base))
      keepMade()
      for (const fn of listeners) fn(trigger)
    },

    ...takesOver,

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
      sync.setState((state) => ({
        setAside: [...entries.map(({ writer: _, n: __, ...entry }): SetAsideEdit => entry), ...state.setAside],
      }))
      state.draw()
    },

    async dropSetAside(key) {
      local.dropSetAside(who.account().id, key)
      await write(() => db.dropSetAside(key), 'again')
      sync.setState((state) => ({ setAside: state.setAside.filter((entry) => entry.key !== key) }))
    },

    async discard(edits) {
      const of = who.account().id
      const writers = new Set(edits.map((edit) => edit.writer))
      for (const { writer: from, n } of edits) owed.drop(from, n)
      for (const from of writers) {
        const dropped = edits.filter((edit) => edit.writer === from).map(({ n }) => n)
        await write(() => db.putEdits(of, from, [], dropped))
      }
      await state.storeOwed(writers)
      state.draw()
      env.channel.post({ type: 'dropped', account: of, edits: [...edits] })
    },

    async dismissConflicts() {
      sync.setState({ conflicts: [] })
      const of = who.account().id
      await write(() => db.dropConflicts(of), 'again')
    },

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
      sync.setState({ conflicts: [], setAside: [], lastSyncedAt: null })
      switched()
      state.draw()
      if (toldAt === undefined) tellAccount(null)
      await device.reload()
      if (toldAt !== undefined) for (const fn of onToldAccount) fn()
    },

    async handOver(record, how) {
      const told = typeof how === 'object' ? how : undefined
      const toldAt = told?.since
      const from = who.account().id
      if (toldAt !== undefined && who.isOld(toldAt)) {
        // Whoever said so has taken what this tab had made before it was frozen.
        await device.switchTo(record, toldAt)
        return who.account().id === from ? startAgain() : undefined
      }
      await device.reload()
      // IndexedDB knew of somebody else: nothing of theirs is handed over.
      if (who.account().id !== from) return device.switchTo(record, toldAt)
      const all = Object.values(layout.getState().widgets)
      const known = owed.shown()
      const inWhole = how === 'whole' ? known : (told?.inWhole ?? {})
      const moved = later(owed.streams(), inWhole)
      const remembered = shows(record, toldAt)
      if (remembered === null) return
      state.readLocal()
      const adopted = moved.map(({ writer: of, edits }) => state.adopt(of, edits))
      if (how === 'whole') {
        for (const widget of all) device.record(whole(widget.id, widget.fields), { trigger: 'import' })
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
      await device.reload()
      if (toldAt !== undefined) for (const fn of onToldAccount) fn()
    },

    async leave(account) {
      // What a tab that is gone made may be known to the storages alone.
      await device.reload()
      // Somebody else may be shown by now; then nobody knows here what that account owes.
      const owes = who.account().id !== account || owed.count() > 0
      const known = owed.shown()
      await device.switchTo({ id: LOCAL_ACCOUNT, email: null })
      if (owes || account === LOCAL_ACCOUNT || madeMeanwhile(account, known).length > 0) return
      await device.forget(account)
    },

    leftBehind: async () =>
      leftBehind(
        local,
        db,
        [...new Set([...who.guests(), LOCAL_ACCOUNT])].filter((guest) => guest !== who.account().id),
      ),

    forget: (of) => forget(of, lastOf([...local.owed(of)])),

    async reload() {
      await start.reload()
      await finishHandOver()
    },

    unreadable: local.unreadable,
    dropUnreadable() {
      local.dropUnreadable()
      sync.setState(storages.words())
    },

    written: storages.written,
    onOwed: (fn) => listeners.push(fn),
    onSwitched: (fn) => onSwitched.push(fn),
    onToldAccount: (fn) => onToldAccount.push(fn),
    onBehind: (fn) => onBehind.push(fn),
  }
  followOtherTabs(env, state, device, (event) => {
    for (const fn of onBehind) fn(event)
  })
  return device
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
