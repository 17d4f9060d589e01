/**
 * Station 2: what a tab knows of the account shown, in memory: what the server has, what is owed, and who this is. Drawn
 * from here for the view, and kept in both storages from here; what gone tabs owe is told on. Knows no answers. Before:
 * device, device-start and other-tabs. After: owed, who, storages and layout-store.
 */
import type { OwedEdit } from '../../core/edits/edit'
import { withSettled } from '../../core/edits/keep-removed'
import { laidOver, rebase } from '../../core/edits/rebase'
import { EMPTY_REPLICA, type Layout } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import type { MergeLines } from '../../core/merge/merge-lines'
import type { Env } from '../env'
import type { DeviceDb } from './device-db'
import type { LayoutStore } from './layout-store'
import type { LocalCopy } from './local-copy'
import { createOwed, type Owed } from './owed'
import { createStorages, type Storages } from './storages'
import type { StoredReplica } from './stored-shapes'
import type { SyncStore } from './sync-store'
import { createWho, type WhoAmI } from './who'

export interface DeviceParts {
  env: Env
  local: LocalCopy
  db: DeviceDb
  layout: LayoutStore
  sync: SyncStore
  /** Loads what merges lines of texts; the usual way when left out. */
  mergeLines?: () => Promise<MergeLines>
}

export interface DeviceState {
  /** This tab's writer. */
  readonly writer: string
  readonly who: WhoAmI
  readonly owed: Owed
  readonly storages: Storages
  /** What the server had when it was last heard. */
  held(): StoredReplica
  /** Takes `next` in its place, in memory only. */
  hold(next: StoredReplica): void
  /** Everything up to each writer's `lastN` has arrived: what that made of widgets that are gone is kept (S12). In memory only. */
  settle(lastN: Record<string, number>): void
  /** Takes what local storage holds of the account shown, in place of everything. */
  readLocal(): void
  /** Whether what this tab itself owes is in memory whole; after `readLocal` IndexedDB may have more of it. */
  isOwnWhole: boolean
  /** Takes the newest edits of this tab's writer, later than all that is owed. In memory only; what is drawn next has them. */
  made(edits: readonly OwedEdit[]): void
  /** Lays what is owed over what is held and hands the result to the view; unchanged widgets keep their identity. */
  draw(): void
  /** Keeps both storages in step for this tab's writer, and local storage for writers whose tab is gone (nobody else writes those). */
  storeOwed(writers: Iterable<string>): Promise<void>
  /** Makes edits that were made under another account this one's. */
  adopt(from: string, edits: readonly OwedEdit[]): Promise<void>
  /** Of these writers the ones whose tab is alive; null: the browser does not say. */
  aliveWriters(): Promise<ReadonlySet<string> | null>
}

/**
 * @param parts.db is written to in order, and asked again where it refuses
 * @param worksAgain a storage had refused, or IndexedDB was deleted, and has everything again
 */
export function createDeviceState({ env, local, db, layout, sync }: DeviceParts, worksAgain: () => void): DeviceState {
  const writer = env.uuid()
  env.holdWhileAlive(writerLock(writer))

  let held: StoredReplica = NOTHING_HELD
  const owed = createOwed()
  /** What was drawn last, and what has been made on top of it and nothing else; null: something else changed, too. */
  let drawn = { held, version: -1 }
  let onTop: readonly OwedEdit[] | null = []
  const isDrawn = () => drawn.held === held && drawn.version === owed.version()
  /** Account and gone writer -> the greatest n that this tab has told on. */
  const told = new Map<string, number>()
  const storages = createStorages({
    env,
    local,
    db,
    sync,
    writer,
    known: () => ({
      who: who.record(),
      account: who.account().id,
      replica: held,
      settled: owed.watermarks(),
      owed: owed.streams(),
      conflicts: [...sync.getState().mergeable, ...sync.getState().conflicts],
      setAside: sync.getState().setAside,
    }),
    worksAgain,
  })
  const who = createWho(env, local, db, storages.write)

  /** A tab that ended in the very moment of an edit may have told nobody: what its key has is taken before it is replaced. */
  function takeUntold(of: string, gone: readonly string[]): void {
    const stored = local.owed(of)
    const untold = gone.map((from) => {
      const last = owed.lastKnown(from)
      return { from, edits: (stored.get(from) ?? []).filter(({ n }) => n > last) }
    })
    for (const { from, edits } of untold) owed.add(from, edits)
    if (untold.some(({ edits }) => edits.length > 0)) state.draw()
  }

  /** What gone tabs owe is told on once by each who reads it: it may have been made in the very moment in which its tab ended (D7). */
  function tellFound(of: string, gone: readonly string[]): void {
    const streams = gone.map((from) => ({ writer: from, edits: owed.of(from) }))
    const found = streams.filter(({ writer: from, edits }) => (edits.at(-1)?.n ?? 0) > (told.get(`${of} ${from}`) ?? 0))
    for (const { writer: from, edits } of found) told.set(`${of} ${from}`, edits.at(-1)?.n ?? 0)
    if (found.length > 0) env.channel.post({ type: 'found', account: of, streams: found })
  }

  function drawAll(before: Layout): Layout {
    const widgets: Layout = {}
    for (const [key, widget] of Object.entries(rebase(held.replica, owed.streams()))) {
      const old = before[key]
      widgets[key] = old !== undefined && sameJson(old.fields, widget.fields) ? old : widget
    }
    return widgets
  }

  const state: DeviceState = {
    writer,
    who,
    owed,
    storages,
    isOwnWhole: true,
    held: () => held,
    hold(next) {
      held = next
    },
    settle(lastN) {
      const { replica, epoch } = held
      const kept = withSettled(replica, { owed: owed.streams(), settled: lastN, device: who.id() })
      held = { replica: kept, epoch }
      owed.settle(lastN)
    },
    readLocal() {
      held = local.replica(who.account().id) ?? NOTHING_HELD
      owed.clear()
      state.isOwnWhole = false
      owed.settle(local.settled(who.account().id))
      for (const [from, edits] of local.owed(who.account().id)) owed.add(from, edits)
    },
    made(edits) {
      onTop = isDrawn() && onTop !== null ? [...onTop, ...edits] : null
      owed.made(writer, edits)
      if (onTop !== null) drawn = { held, version: owed.version() }
    },
    draw() {
      const { widgets: before } = layout.getState()
      // Of a large dashboard with much that is owed that is a hundredth of the work.
      const widgets = (onTop !== null && isDrawn() && laidOver(before, onTop)) || drawAll(before)
      drawn = { held, version: owed.version() }
      onTop = []
      layout.setState({ account: who.account().id, widgets, revision: held.replica.revision })
      sync.setState({ pendingChanges: owed.count(), ...storages.words() })
    },
    async storeOwed(writers) {
      void storages.owes()
      const of = who.account().id
      const alive = await state.aliveWriters()
      const gone = [...writers].filter((from) => from !== writer && alive !== null && !alive.has(from))
      if (gone.length === 0 || of !== who.account().id) return
      takeUntold(of, gone)
      tellFound(of, gone)
      for (const from of gone) local.setOwed(of, from, owed.of(from))
    },
    async adopt(from, made) {
      const of = who.account().id
      // What they had seen was another account's (S3).
      const edits = made.map(({ was: _, ...edit }) => ({ ...edit, base: 0, epoch: 0 }))
      // Its own tab may have put more there by now.
      if (from !== writer) owed.add(from, local.owed(of).get(from) ?? [])
      owed.add(from, edits)
      if (from === writer) return storages.owes()
      local.setOwed(of, from, owed.of(from))
      await storages.write(() => db.putEdits(of, from, edits, []))
    },
    async aliveWriters() {
      const names = await env.heldNames()
      return names && new Set([...names].flatMap((name) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])))
    },
  }
  return state
}

const NOTHING_HELD: StoredReplica = { replica: EMPTY_REPLICA, epoch: 0 }

const LOCK = 'holdfast-writer:'
/** The name of the lock that a tab holds for as long as it lives. */
const writerLock = (writer: string): string => `${LOCK}${writer}`
