import type { OwedEdit, SaveTrigger } from '../../core/edits/edit'
import { rebase } from '../../core/edits/rebase'
import { whole } from '../../core/edits/recover'
import { take } from '../../core/edits/take'
import { EMPTY_REPLICA, type Layout, type Replica } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import type { Conflict } from '../../core/wire/answer'
import type { Env } from '../env'
import type { Device } from './device-contract'
import type { DeviceDb, Stored } from './device-db'
import type { LayoutStore } from './layout-store'
import { leftBehind } from './left-behind'
import type { LocalCopy } from './local-copy'
import { createOwed } from './owed'
import { createStorages } from './storages'
import { isNewer, type StoredReplica } from './stored-shapes'
import type { SetAsideEdit, SyncStore } from './sync-store'
import { createWho, LOCAL_ACCOUNT } from './who'

export interface DeviceParts {
  env: Env
  local: LocalCopy
  db: DeviceDb
  layout: LayoutStore
  sync: SyncStore
}

/** Opens what this browser profile holds: from local storage at once; call `reload` for the union with IndexedDB (D1). */
export function openDevice({ env, local, db, layout, sync }: DeviceParts): Device {
  const writer = env.uuid()
  env.holdWhileAlive(writerLock(writer))

  let replica: Replica = EMPTY_REPLICA
  /** How often the server was found to have forgotten (S14). */
  let epoch = 0
  let nextN = 1
  let lastAt = 0
  const owed = createOwed()
  let recalling: Promise<void> | undefined
  /** IndexedDB could not be read the last time: what it alone has is still to be taken. */
  let unloaded = false
  const storages = createStorages({
    env,
    local,
    db,
    sync,
    writer,
    known: () => ({
      who: who.record(),
      account: who.account().id,
      replica: { replica, epoch },
      settled: owed.watermarks(),
      owed: owed.streams(),
      conflicts: sync.getState().conflicts,
      setAside: sync.getState().setAside,
    }),
    worksAgain: () => {
      if (unloaded) void device.reload()
    },
  })
  const { write } = storages
  const who = createWho(env, local, db, write)
  const listeners: ((trigger: SaveTrigger) => void)[] = []

  function readLocal(): void {
    const stored = local.replica(who.account().id)
    replica = stored?.replica ?? EMPTY_REPLICA
    epoch = stored?.epoch ?? 0
    owed.clear()
    for (const [from, edits] of local.owed(who.account().id)) owed.add(from, edits)
  }

  /** Lays what is owed over the replica and hands the result to the view; unchanged widgets keep their identity. */
  function draw(): void {
    const before = layout.getState().widgets
    const widgets: Layout = {}
    for (const [key, widget] of Object.entries(rebase(replica, owed.streams()))) {
      const old = before[key]
      widgets[key] = old !== undefined && sameJson(old.fields, widget.fields) ? old : widget
    }
    layout.setState({ account: who.account().id, widgets, revision: replica.revision })
    sync.setState({ pendingChanges: owed.count(), ...storages.words() })
  }

  function tellTabs(from: string): void {
    const account = who.account().id
    env.channel.post({ type: 'owed', account, writer: from, edits: owed.of(from), settledN: owed.settledN(from) })
  }

  /** Keeps both storages in step for this tab's writer, and local storage for writers whose tab is gone (nobody else writes those). */
  async function storeOwed(writers: Iterable<string>): Promise<void> {
    void storages.owes()
    const of = who.account().id
    const alive = await env.heldNames()
    for (const from of writers) {
      const gone = alive !== null && !alive.has(writerLock(from))
      if (gone && from !== writer && of === who.account().id) local.setOwed(of, from, owed.of(from))
    }
  }

  /** Whether this device holds something that should be in IndexedDB for long and is not: it was deleted while no page was open. */
  async function lacks(stored: Stored): Promise<boolean> {
    if (stored.replica === null && replica.revision > 0) return true
    if (sync.getState().setAside.some(({ key }) => !stored.setAside.some((entry) => entry.key === key))) return true
    const alive = await env.heldNames()
    return owed.streams().some(({ writer: from, edits }) => {
      const there = new Set(stored.owed.get(from)?.map(({ n }) => n))
      return from !== writer && !alive?.has(writerLock(from)) && edits.some(({ n }) => !there.has(n))
    })
  }

  /** Who this is may be known to IndexedDB alone; what was made meanwhile as nobody becomes the guest's (D13). */
  async function recallWho(): Promise<void> {
    const shown = who.account().id
    const recalled = await who.recall()
    if (recalled === 'unasked') recalling = undefined
    if (recalled !== 'other') return
    const made = owed.of(writer)
    readLocal()
    if (shown !== LOCAL_ACCOUNT || who.account().email !== null || made.length === 0) return
    await adopt(writer, made)
    local.setOwed(shown, writer, [])
    storages.settled(shown, Number.POSITIVE_INFINITY)
  }

  /** Makes edits that were made under another account this one's. */
  async function adopt(from: string, edits: readonly OwedEdit[]): Promise<void> {
    const of = who.account().id
    owed.add(from, edits)
    if (from === writer) return storages.owes()
    local.setOwed(of, from, owed.of(from))
    await write(() => db.putEdits(of, from, edits, []))
  }

  /**
   * Makes a widget that the server has never heard of, or has forgotten, anew with all it has here (S12). Before the
   * answer that says so settles the edits it has no place for.
   */
  function makeAnew(widget: string): void {
    const held = replica.widgets[widget]
    const kept = held === undefined ? {} : { [widget]: { ...held, removed: false } }
    const now = rebase({ ...replica, widgets: kept }, owed.streams())[widget]
    if (now === undefined || Object.keys(now.fields).length === 0) return
    const { [widget]: _, ...others } = replica.widgets
    replica = { ...replica, widgets: others }
    device.record(whole(widget, now.fields), { trigger: 'edit' })
  }

  readLocal()
  draw()

  env.channel.listen((message) => {
    if (message.type === 'owed' && message.account === who.account().id && message.writer !== writer) {
      owed.replace(message.writer, message.edits, message.settledN)
      draw()
    } else if (message.type === 'taken-over' && message.account === who.account().id) {
      // First what came, then what it settles: the other way round an edit would vanish for a moment.
      void device.reload().then(() => {
        owed.settle(message.lastN)
        void storages.owes()
        draw()
      })
    } else if (message.type === 'dropped' && message.account === who.account().id) {
      for (const { writer: from, n } of message.edits) owed.drop(from, n)
      void storages.owes()
      void device.reload()
    } else if (message.type === 'account' && message.account !== who.account().id) {
      const record = { id: message.account, email: message.email }
      void (message.adopt === who.account().id ? device.handOver(record, 'edits') : device.switchTo(record))
    }
  })

  const device: Device = {
    id: who.id,
    writer,
    account: who.account,
    replica: () => replica,
    owed: owed.streams,
    settledN: owed.settledN,

    async owesForGoneTab() {
      const alive = await env.heldNames()
      return owed.streams().some((stream) => stream.writer !== writer && !alive?.has(writerLock(stream.writer)))
    },

    record(changes, { trigger, base }) {
      if (changes.length === 0) return
      // A clock that is set back must not put a newer edit of this writer before an older one.
      lastAt = Math.max(env.now(), lastAt)
      const at = lastAt
      const made = changes.map(
        (change) => ({ ...change, n: nextN++, base: base ?? replica.revision, at, trigger }) as OwedEdit,
      )
      owed.add(writer, made)
      void storages.owes()
      draw()
      tellTabs(writer)
      for (const fn of listeners) fn(trigger)
    },

    takeOver(answer, asked, sent) {
      return env.exclusively('holdfast-take-over', async () => {
        const holds = () =>
          asked.account === who.account().id && asked.base === replica.revision && asked.tag === replica.tag
        if (!holds()) return 'stale'
        for (const widget of unknownWidgets(answer.conflicts)) makeAnew(widget)
        // After a loss nothing that is owed keeps its widget: all of it is made anew.
        const owing = asked.afterLoss === true ? new Set<string>() : owed.widgets()
        const next: StoredReplica = {
          replica: take(replica, answer, sent, owing),
          epoch: asked.afterLoss === true ? epoch + 1 : epoch,
        }
        const news = answer.conflicts.filter((conflict) => conflict.n > owed.settledN(conflict.writer))
        await write(async () => {
          await db.takeOver(asked.account, { replica: next, settled: answer.lastN, conflicts: news })
          storages.settled(asked.account, answer.lastN[writer] ?? 0)
        })
        if (!holds()) return 'stale'
        replica = next.replica
        epoch = next.epoch
        owed.settle(answer.lastN)
        local.setReplica(who.account().id, next)
        draw()
        sync.setState((state) => ({ conflicts: [...news, ...state.conflicts] }))
        await storeOwed(Object.keys(answer.lastN))
        const { revision, tag, lastN } = answer
        env.channel.post({ type: 'taken-over', account: who.account().id, revision, tag, lastN })
        return 'taken'
      })
    },

    async afterLoss(answer, asked, recover) {
      const lost = owed.streams()
      const changes = recover(replica, lost, take(EMPTY_REPLICA, answer, [], new Set()))
      // First what is given back, then what it is laid over: a page that ends in between has lost nothing.
      device.record(changes, { trigger: 'restore', base: answer.revision })
      if ((await device.takeOver(answer, asked, [])) === 'stale') return
      const gone = lost.flatMap(({ writer: of, edits }) => edits.map(({ n }) => ({ writer: of, n })))
      for (const { writer: of, n } of gone) owed.drop(of, n)
      for (const { writer: of, edits } of lost) {
        const dropped = edits.map(({ n }) => n)
        if (of !== writer) await write(() => db.putEdits(asked.account, of, [], dropped))
      }
      await storeOwed(lost.map(({ writer: of }) => of))
      draw()
      env.channel.post({ type: 'dropped', account: who.account().id, edits: gone })
    },

    async setAside(refused) {
      const entries = refused.map(({ writer: from, edit, words, reason }) => ({
        key: `${from}:${edit.n}`,
        account: who.account().id,
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
      for (const entry of entries) owed.drop(entry.writer, entry.n)
      env.channel.post({
        type: 'dropped',
        account: who.account().id,
        edits: entries.map(({ writer: of, n }) => ({ writer: of, n })),
      })
      await storeOwed(new Set(entries.map((entry) => entry.writer)))
      sync.setState((state) => ({
        setAside: [...entries.map(({ writer: _, n: __, ...entry }): SetAsideEdit => entry), ...state.setAside],
      }))
      draw()
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
      await storeOwed(writers)
      draw()
      env.channel.post({ type: 'dropped', account: of, edits: [...edits] })
    },

    async dismissConflicts() {
      sync.setState({ conflicts: [] })
      const of = who.account().id
      await write(() => db.dropConflicts(of), 'again')
    },

    async switchTo(record) {
      const before = who.account()
      if (record.id === before.id && record.email === before.email) return
      const remembered = who.set(record)
      if (record.id === before.id) return remembered
      readLocal()
      sync.setState({ conflicts: [], setAside: [] })
      draw()
      env.channel.post({ type: 'account', account: record.id, email: record.email, adopt: null })
      await device.reload()
    },

    async handOver(record, how) {
      await device.reload()
      const from = who.account().id
      const all = Object.values(layout.getState().widgets)
      const moved = how === 'edits' ? owed.streams() : []
      const remembered = who.set(record)
      readLocal()
      for (const { writer: of, edits } of moved) await adopt(of, edits)
      if (how === 'whole') {
        for (const widget of all) device.record(whole(widget.id, widget.fields), { trigger: 'import' })
      }
      await remembered
      await device.forget(from)
      draw()
      env.channel.post({ type: 'account', account: record.id, email: record.email, adopt: from })
      await device.reload()
    },

    leftBehind: async () =>
      leftBehind(
        local,
        db,
        [...new Set([...who.guests(), LOCAL_ACCOUNT])].filter((guest) => guest !== who.account().id),
      ),

    async forget(of) {
      local.forget(of)
      storages.settled(of, Number.POSITIVE_INFINITY)
      await write(() => db.forget(of), 'again')
      await who.dropGuest(of)
    },

    async reload() {
      recalling ??= recallWho()
      await recalling
      storages.keepLocal()
      // Else what was shown and is not yet there again would be taken for gone.
      if (storages.isBehind()) await storages.putBack()
      const of = who.account().id
      const stored = await db.load(of).catch((error: unknown) => {
        storages.refused(error)
        return null
      })
      unloaded = stored === null
      if (of !== who.account().id) return
      for (const [from, edits] of local.owed(of)) if (from !== writer) owed.add(from, edits)
      const here = local.replica(of)
      for (const found of [stored?.replica, here]) {
        if (found && isNewer(found, { replica, epoch })) ({ replica, epoch } = found)
      }
      if (here === null ? replica.revision > 0 : isNewer({ replica, epoch }, here)) {
        local.setReplica(of, { replica, epoch })
      }
      if (stored !== null) {
        owed.settle(Object.fromEntries(stored.settled))
        for (const [from, edits] of stored.owed) if (from !== writer) owed.add(from, edits)
        sync.setState({ conflicts: stored.conflicts })
      }
      const setAside = newestFirst([...(stored ?? sync.getState()).setAside, ...local.setAside(of)])
      for (const { key } of setAside) {
        const at = key.lastIndexOf(':')
        owed.drop(key.slice(0, at), Number(key.slice(at + 1)))
      }
      sync.setState({ setAside })
      draw()
      await storeOwed(owed.streams().map((stream) => stream.writer))
      if (stored !== null && (await lacks(stored))) await storages.putBack()
    },

    unreadable: local.unreadable,
    dropUnreadable() {
      local.dropUnreadable()
      sync.setState(storages.words())
    },

    written: storages.written,
    onOwed: (fn) => listeners.push(fn),
  }
  return device
}

/** Widgets of which the server said that it does not know them (S12). */
const unknownWidgets = (conflicts: readonly Conflict[]): Set<string> =>
  new Set(conflicts.filter(({ rule }) => rule === 'unknown').map(({ widget }) => widget))

/** Each once, the last refused first. */
function newestFirst(entries: readonly SetAsideEdit[]): SetAsideEdit[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  return [...byKey.values()].sort((a, b) => b.refusedAt - a.refusedAt)
}

const writerLock = (writer: string): string => `holdfast-writer:${writer}`
