/**
 * Station 2: the device's memory as the rest of the page knows it: records an edit, and moves what is owed where the person
 * or the server says so; other tabs are told. Before: actions and sync/. After: take-over, shown-account, device-state, storages
 * and the channel between tabs.
 */
import type { Change } from '../../core/edits/diff'
import type { OwedEdit, SaveTrigger, Seen } from '../../core/edits/edit'
import { whole } from '../../core/edits/recover'
import { textMadeOn } from '../../core/merge/text-conflict'
import type { RevisionEvent } from '../../core/wire/event'
import type { Device } from './device-contract'
import { createDeviceStart } from './device-start'
import { createDeviceState, type DeviceParts } from './device-state'
import { createNotices } from './notices'
import { followOtherTabs } from './other-tabs'
import { createShownAccount } from './shown-account'
import { createTakeOver } from './take-over'
import { createTextMerges } from './text-merges'

/** Opens what this browser profile holds: from local storage at once; call `reload` for the union with IndexedDB (D1). */
export function openDevice(parts: DeviceParts): Device {
  const { env, local, db, sync } = parts
  // Where a storage works again, what it alone has is taken, and what it was to forget and still has is forgotten.
  const state = createDeviceState(parts, () => void device.reload())
  const notices = createNotices(parts, state)
  const start = createDeviceStart(parts, state, notices, switched)
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

  /** The next edits of this tab's writer. */
  function numbered(changes: readonly Change[], trigger: SaveTrigger, { revision, epoch, held }: Seen): OwedEdit[] {
    // A clock that is set back must not put a newer edit before an older one that this tab or another owes: what is owed is drawn
    // in order of `at`, so that it would not show (S3).
    const others = owed.streams().filter((stream) => stream.writer !== writer)
    lastAt = Math.max(env.now(), lastAt, ...others.map(({ edits }) => (edits.at(-1)?.at ?? 0) + 1))
    const at = lastAt
    return changes.map((change) => {
      const text = textMadeOn(change, held)
      return { ...change, n: nextN++, base: revision, epoch, at, trigger, ...text } as OwedEdit
    })
  }

  /** What was just made is told, kept and drawn. */
  function keepMade(): void {
    // Before it is kept: where this tab ends in between, no other would look for what a storage has of it.
    tellTabs(writer)
    void storages.owes()
    state.draw()
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
    showConflicts: notices.showConflicts,
  })

  const shownAccount = createShownAccount(parts, state, {
    reload: start.reload,
    importAll: (widgets) =>
      device.record(
        widgets.flatMap(({ id, fields }) => whole(id, fields)),
        { trigger: 'import' },
      ),
    keepSetAside: notices.keepSetAside,
    switched,
    toldAccount() {
      for (const fn of onToldAccount) fn()
    },
  })

  const textMerges = createTextMerges(parts, state, {
    reload: () => device.reload(),
    record: (change) => device.record([change], { trigger: 'edit' }),
    dismiss: (conflict) => notices.dismissConflicts([conflict]),
    show: notices.showUnmerged,
  })

  state.readLocal()
  state.draw()

  const device: Device = {
    id: who.id,
    writer,
    account: who.account,
    replica: () => state.held().replica,
    seen() {
      const { replica, epoch } = state.held()
      return { revision: replica.revision, epoch, held: replica }
    },
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
      state.made(numbered(changes, trigger, base))
      keepMade()
      for (const fn of listeners) fn(trigger)
    },

    ...takesOver,
    ...shownAccount,
    ...notices,
    ...textMerges,

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

    setStrategy(strategy) {
      local.setStrategy(strategy)
      sync.setState(storages.words())
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
