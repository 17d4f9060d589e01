/**
 * Stations 2 and 3: what this device holds and owes, in memory and in both storages. Every change of either goes
 * through here, so that the order is always the same: memory, local storage, the drawn layout, then IndexedDB and the
 * other tabs. Before: actions. After: sync/manager sends what is owed; sync/take-answer brings what came.
 */
import type { Change } from '../../core/edits/diff'
import type { Edit, OwedEdit, SaveTrigger, Stream } from '../../core/edits/edit'
import { fold } from '../../core/edits/fold'
import { rebase } from '../../core/edits/rebase'
import { whole } from '../../core/edits/recover'
import { take } from '../../core/edits/take'
import { EMPTY_REPLICA, type Layout, type Replica } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import type { PullAnswer, SaveAnswer } from '../../core/wire/answer'
import type { Env } from '../env'
import type { DeviceDb } from './device-db'
import type { LayoutStore } from './layout-store'
import { type AccountRecord, isNewer, type LocalCopy, type StoredReplica } from './local-copy'
import type { SetAsideEdit, SyncStore } from './sync-store'

/** What an answer was asked from: it is taken over only if the device still holds this (D11). */
export interface Asked {
  account: string
  base: number
  tag: string | null
  /** Everything was asked for after the server had forgotten `base` (S14): the answer is taken in place of what is held. */
  afterLoss?: true
}

/** An edit that the server refused, with what it said. */
export interface Refused {
  writer: string
  edit: OwedEdit
  words: string
  reason: string
}

export interface Device {
  readonly id: string
  /** This tab's writer. */
  readonly writer: string
  account(): AccountRecord
  replica(): Replica
  /** Everything owed, of all writers of the account (D2). */
  owed(): Stream<OwedEdit>[]
  /** The greatest acknowledged n of a writer that is known here; 0: none. */
  settledN(writer: string): number
  /** Makes edits of `changes`: shown and in local storage when this returns, in IndexedDB right after (D1). */
  record(changes: readonly Change[], made: { trigger: SaveTrigger; base?: number }): void
  /** Takes an answer over whole, or not at all (D11). `sent`: the edits of the answered save. */
  takeOver(answer: PullAnswer | SaveAnswer, asked: Asked, sent: readonly Stream[]): Promise<'taken' | 'stale'>
  /** Makes a widget anew with all it has here, for a server that has never heard of it or has forgotten it (S12). */
  makeAnew(id: string): void
  /**
   * Takes a whole layout in place of what is held, and makes everything `recover` names anew on top of it, in place of
   * what was owed (S14).
   */
  afterLoss(answer: PullAnswer, asked: Asked, recover: Recover): Promise<void>
  /** Moves refused edits out of the owed ones (D12). */
  setAside(refused: readonly Refused[]): Promise<void>
  dropSetAside(key: string): Promise<void>
  dismissConflicts(): Promise<void>
  /** Shows another account's layout; what the first one owes stays stored. */
  switchTo(record: AccountRecord): Promise<void>
  /** Gives the edits of the account shown now to `record` and shows that (D13): before there was an account, or as `whole` layout. */
  handOver(record: AccountRecord, how: 'edits' | 'whole'): Promise<void>
  /** Reads again what other tabs and an earlier life left in storage: at start, and when the page becomes visible. */
  reload(): Promise<void>
  /** Resolves when everything recorded so far is in IndexedDB, or has failed to get there. */
  written(): Promise<void>
  onOwed(fn: (trigger: SaveTrigger) => void): void
}

/** What to give back to a server that has forgotten: see core/edits/recover. */
export type Recover = (held: Replica, owed: readonly Stream[], pulled: Replica) => Change[]

export interface DeviceParts {
  env: Env
  local: LocalCopy
  db: DeviceDb
  layout: LayoutStore
  sync: SyncStore
}

/** The account before there is one (D13). */
export const LOCAL_ACCOUNT = 'local'

/** Opens what this browser profile holds: from local storage at once; call `reload` for the union with IndexedDB (D1). */
export function openDevice({ env, local, db, layout, sync }: DeviceParts): Device {
  const id = local.device() ?? env.uuid()
  if (local.device() === null) local.setDevice(id)
  const writer = env.uuid()
  env.holdWhileAlive(writerLock(writer))

  let account = local.account() ?? { id: LOCAL_ACCOUNT, email: null }
  let replica: Replica = EMPTY_REPLICA
  /** How often the server was found to have forgotten (S14). */
  let epoch = 0
  let nextN = 1
  let lastAt = 0
  /** By writer, this tab's too; folded, in order of n. */
  let streams = new Map<string, OwedEdit[]>()
  let settled = new Map<string, number>()
  let writing: Promise<unknown> = Promise.resolve()
  const listeners: ((trigger: SaveTrigger) => void)[] = []

  function readLocal(): void {
    const stored = local.replica(account.id)
    replica = stored?.replica ?? EMPTY_REPLICA
    epoch = stored?.epoch ?? 0
    streams = new Map()
    settled = new Map()
    for (const [from, edits] of local.owed(account.id)) addToStream(from, edits)
  }

  /** Adds edits a storage or another tab holds; what is known to be settled or replaced stays out. */
  function addToStream(from: string, edits: readonly OwedEdit[]): void {
    const byN = new Map([...(streams.get(from) ?? []), ...edits].map((edit) => [edit.n, edit]))
    const known = settled.get(from) ?? 0
    const left = fold([...byN.values()].filter((edit) => edit.n > known).sort((a, b) => a.n - b.n))
    if (left.length === 0) streams.delete(from)
    else streams.set(from, left)
  }

  function dropEdit(from: string, n: number): void {
    const left = (streams.get(from) ?? []).filter((edit) => edit.n !== n)
    if (left.length === 0) streams.delete(from)
    else streams.set(from, left)
  }

  const owed = (): Stream<OwedEdit>[] => [...streams].map(([from, edits]) => ({ writer: from, edits }))

  /** Lays what is owed over the replica and hands the result to the view; unchanged widgets keep their identity. */
  function draw(): void {
    const before = layout.getState().widgets
    const widgets: Layout = {}
    for (const [key, widget] of Object.entries(rebase(replica, owed()))) {
      const old = before[key]
      widgets[key] = old !== undefined && sameJson(old.fields, widget.fields) ? old : widget
    }
    layout.setState({ account: account.id, widgets, revision: replica.revision })
    let pendingChanges = 0
    for (const edits of streams.values()) pendingChanges += edits.length
    sync.setState({ pendingChanges, storageProblem: problemInWords() })
  }

  let dbBroken = false
  /** Writes to IndexedDB one after the other, so that what is there is always a whole prefix of what was done. */
  function write(job: () => Promise<void>): Promise<void> {
    const done = writing.then(job).then(
      () => {
        dbBroken = false
      },
      () => {
        dbBroken = true
      },
    )
    writing = done.then(() => sync.setState({ storageProblem: problemInWords() }))
    return done
  }

  function problemInWords(): string | null {
    const trouble = local.trouble()
    if (trouble === 'newer') {
      return 'A newer version of Holdfast has been used here. What it saved was left alone; reload to get that version.'
    }
    if (trouble === 'corrupt') {
      return 'Part of what this browser stored could not be read and was left out. What the server has is safe.'
    }
    if (trouble === null && !dbBroken) return null
    if (trouble !== null && dbBroken) {
      return 'This browser lets Holdfast store nothing. Changes are kept only until this tab closes; they are sent as soon as possible.'
    }
    return trouble === 'full'
      ? 'This browser’s storage is full. Changes are still kept and sent, but may not show at once after a restart.'
      : 'Part of this browser’s storage cannot be used. Changes are still kept and sent.'
  }

  function tellTabs(from: string): void {
    env.channel.post({ type: 'owed', account: account.id, writer: from, edits: streams.get(from) ?? [] })
  }

  function settle(lastN: Record<string, number>): void {
    for (const [from, n] of Object.entries(lastN)) {
      settled.set(from, Math.max(n, settled.get(from) ?? 0))
      addToStream(from, [])
    }
  }

  /** Keeps local storage in step for this tab's writer, and for writers whose tab is gone (nobody else writes those). */
  async function storeOwed(writers: Iterable<string>): Promise<void> {
    local.setOwed(account.id, writer, streams.get(writer) ?? [])
    const of = account.id
    const alive = await env.heldNames()
    for (const from of writers) {
      const gone = alive !== null && !alive.has(writerLock(from))
      if (gone && from !== writer && of === account.id) local.setOwed(of, from, streams.get(from) ?? [])
    }
  }

  readLocal()
  draw()

  env.channel.listen((message) => {
    if (message.type === 'owed' && message.account === account.id && message.writer !== writer) {
      streams.delete(message.writer)
      addToStream(message.writer, message.edits)
      draw()
    } else if (message.type === 'taken-over' && message.account === account.id) {
      // First what came, then what it settles: the other way round an edit would vanish for a moment.
      void device.reload().then(() => {
        settle(message.lastN)
        local.setOwed(account.id, writer, streams.get(writer) ?? [])
        draw()
      })
    } else if (message.type === 'dropped' && message.account === account.id) {
      for (const { writer: from, n } of message.edits) dropEdit(from, n)
      local.setOwed(account.id, writer, streams.get(writer) ?? [])
      void device.reload()
    } else if (message.type === 'account' && message.account !== account.id) {
      const record = { id: message.account, email: message.email }
      void (message.adopt && account.id === LOCAL_ACCOUNT ? device.handOver(record, 'edits') : device.switchTo(record))
    }
  })

  const device: Device = {
    id,
    writer,
    account: () => account,
    replica: () => replica,
    owed,
    settledN: (from) => settled.get(from) ?? 0,

    record(changes, { trigger, base }) {
      if (changes.length === 0) return
      const before = streams.get(writer) ?? []
      // A clock that is set back must not put a newer edit of this writer before an older one.
      lastAt = Math.max(env.now(), lastAt)
      const at = lastAt
      const made = changes.map(
        (change) => ({ ...change, n: nextN++, base: base ?? replica.revision, at, trigger }) as OwedEdit,
      )
      const after = fold([...before, ...made])
      const left = new Set(after.map((edit) => edit.n))
      streams.set(writer, after)
      local.setOwed(account.id, writer, after)
      draw()
      const of = account.id
      const first = made[0]?.n ?? nextN
      const added = after.filter((edit) => edit.n >= first)
      const dropped = before.filter((edit) => !left.has(edit.n)).map((edit) => edit.n)
      void write(() => db.putEdits(of, writer, added, dropped))
      tellTabs(writer)
      for (const fn of listeners) fn(trigger)
    },

    takeOver(answer, asked, sent) {
      return env.exclusively('holdfast-take-over', async () => {
        const holds = () => asked.account === account.id && asked.base === replica.revision && asked.tag === replica.tag
        if (!holds()) return 'stale'
        // After a loss nothing that is owed keeps its widget: all of it is made anew.
        const keeping = asked.afterLoss === true ? [] : [...streams.values()]
        const owing = new Set(keeping.flatMap((edits) => edits.map((edit: Edit) => edit.widget)))
        const next: StoredReplica = {
          replica: take(replica, answer, sent, owing),
          epoch: asked.afterLoss === true ? epoch + 1 : epoch,
        }
        const news = answer.conflicts.filter((conflict) => conflict.n > (settled.get(conflict.writer) ?? 0))
        await write(() => db.takeOver(asked.account, { replica: next, settled: answer.lastN, conflicts: news }))
        if (!holds()) return 'stale'
        replica = next.replica
        epoch = next.epoch
        settle(answer.lastN)
        local.setReplica(account.id, next)
        sync.setState((state) => ({ conflicts: [...news, ...state.conflicts] }))
        draw()
        await storeOwed(Object.keys(answer.lastN))
        const { revision, tag, lastN } = answer
        env.channel.post({ type: 'taken-over', account: account.id, revision, tag, lastN })
        return 'taken'
      })
    },

    makeAnew(id) {
      const held = Object.entries(replica.widgets[id]?.fields ?? {})
      const kept = Object.fromEntries(held.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])))
      const fields = layout.getState().widgets[id]?.fields ?? kept
      if (Object.keys(fields).length === 0) return
      const { [id]: _, ...others } = replica.widgets
      replica = { ...replica, widgets: others }
      device.record(whole(id, fields), { trigger: 'edit' })
    },

    async afterLoss(answer, asked, recover) {
      const lost = owed()
      const changes = recover(replica, lost, take(EMPTY_REPLICA, answer, [], new Set()))
      if ((await device.takeOver(answer, asked, [])) === 'stale') return
      device.record(changes, { trigger: 'restore' })
      const gone = lost.flatMap(({ writer: of, edits }) => edits.map(({ n }) => ({ writer: of, n })))
      for (const { writer: of, n } of gone) dropEdit(of, n)
      for (const { writer: of, edits } of lost) {
        const dropped = edits.map(({ n }) => n)
        await write(() => db.putEdits(asked.account, of, [], dropped))
      }
      await storeOwed(lost.map(({ writer: of }) => of))
      draw()
      env.channel.post({ type: 'dropped', account: account.id, edits: gone })
    },

    async setAside(refused) {
      const entries = refused.map(({ writer: from, edit, words, reason }) => ({
        key: `${from}:${edit.n}`,
        account: account.id,
        words,
        reason,
        edit,
        refusedAt: env.now(),
        writer: from,
        n: edit.n,
      }))
      await write(() => db.setAside(entries))
      for (const entry of entries) dropEdit(entry.writer, entry.n)
      env.channel.post({
        type: 'dropped',
        account: account.id,
        edits: entries.map(({ writer: of, n }) => ({ writer: of, n })),
      })
      await storeOwed(new Set(entries.map((entry) => entry.writer)))
      sync.setState((state) => ({
        setAside: [...entries.map(({ writer: _, n: __, ...entry }): SetAsideEdit => entry), ...state.setAside],
      }))
      draw()
    },

    async dropSetAside(key) {
      await write(() => db.dropSetAside(key))
      sync.setState((state) => ({ setAside: state.setAside.filter((entry) => entry.key !== key) }))
    },

    async dismissConflicts() {
      sync.setState({ conflicts: [] })
      await write(() => db.dropConflicts(account.id))
    },

    async switchTo(record) {
      const other = record.id !== account.id
      account = record
      local.setAccount(record)
      if (!other) return
      readLocal()
      sync.setState({ conflicts: [], setAside: [] })
      draw()
      env.channel.post({ type: 'account', account: record.id, email: record.email, adopt: false })
      await device.reload()
    },

    async handOver(record, how) {
      await device.reload()
      const from = account.id
      const all = Object.values(layout.getState().widgets)
      const moved = how === 'edits' ? owed() : []
      account = record
      readLocal()
      for (const stream of moved) addToStream(stream.writer, stream.edits)
      for (const { writer: of, edits } of moved) {
        local.setOwed(record.id, of, streams.get(of) ?? [])
        await write(() => db.putEdits(record.id, of, edits, []))
      }
      if (how === 'whole') {
        for (const widget of all) device.record(whole(widget.id, widget.fields), { trigger: 'import' })
      }
      await writing
      local.setAccount(record)
      local.forget(from)
      await write(() => db.forget(from))
      draw()
      env.channel.post({ type: 'account', account: record.id, email: record.email, adopt: how === 'edits' })
      await device.reload()
    },

    async reload() {
      const of = account.id
      const stored = await db.load(of).catch(() => null)
      if (of !== account.id) return
      for (const [from, edits] of local.owed(of)) if (from !== writer) addToStream(from, edits)
      for (const found of [stored?.replica, local.replica(of)]) {
        if (found && isNewer(found, { replica, epoch })) ({ replica, epoch } = found)
      }
      if (stored !== null) {
        settle(Object.fromEntries(stored.settled))
        for (const [from, edits] of stored.owed) if (from !== writer) addToStream(from, edits)
        for (const { key } of stored.setAside)
          dropEdit(key.slice(0, key.lastIndexOf(':')), Number(key.slice(key.lastIndexOf(':') + 1)))
        sync.setState({ conflicts: stored.conflicts, setAside: stored.setAside })
      }
      draw()
      await storeOwed(streams.keys())
    },

    written: async () => {
      await writing
    },
    onOwed: (fn) => listeners.push(fn),
  }
  return device
}

const writerLock = (writer: string): string => `holdfast-writer:${writer}`
