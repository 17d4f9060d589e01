/**
 * Station 3, read: the union of what both storages hold and this tab knows (D1), taken at a start, when the page becomes
 * visible and when IndexedDB works again. What one of them lost is put back, and what no tab lived to tell of is told (D7).
 * Before: shown-account. After: device-state, local-copy and device-db.
 */
import type { Stored } from './device-db'
import type { DeviceParts, DeviceState } from './device-state'
import type { Notices } from './notices'
import { isFuller, isNewer } from './stored-shapes'
import { LOCAL_ACCOUNT } from './who'

export interface DeviceStart {
  /** See Device.reload. */
  reload(): Promise<void>
}

/** @param switched called where IndexedDB knew that another account is shown, to whom nothing goes of what was made meanwhile */
export function createDeviceStart(
  { env, local, db, sync }: DeviceParts,
  state: DeviceState,
  notices: Notices,
  switched: () => void,
): DeviceStart {
  const { writer, who, owed, storages } = state
  let recalling: Promise<void> | undefined

  /** Who this is may be known to IndexedDB alone; what was made meanwhile as nobody becomes the guest's (D13). */
  async function recallWho(): Promise<void> {
    const shown = who.account().id
    const recalled = await who.recall()
    if (recalled === 'unasked') recalling = undefined
    if (recalled !== 'other') return
    const made = owed.of(writer)
    state.readLocal()
    const isGuests = shown === LOCAL_ACCOUNT && who.account().email === null
    // What tabs made that are gone goes over in shown-account's reload.
    const adopted = isGuests && made.length > 0 ? state.adopt(writer, made) : null
    if (adopted === null) switched()
    // What is shown is this account's from now on: an edit of anything else would be made in it.
    state.draw()
    await adopted
  }

  /**
   * Takes the newest of what the storages have of the server, and keeps it in local storage. True where IndexedDB alone had it:
   * the tab that took it over may have ended before it could tell (D7).
   */
  function takeReplica(account: string, stored: Stored | null): boolean {
    const here = local.replica(account)
    const there = stored?.replica ?? null
    const isFound = there !== null && isNewer(there, state.held()) && (here === null || isNewer(there, here))
    for (const found of [there, here]) if (found && isFuller(found, state.held())) state.hold(found)
    const held = state.held()
    if (here === null ? held.replica.revision > 0 : isFuller(held, here)) local.setReplica(account, held)
    return isFound
  }

  function tellTaken(account: string): void {
    const { revision, tag } = state.held().replica
    env.channel.post({ type: 'taken-over', account, revision, tag, lastN: {} })
  }

  /** Takes what both storages know to be settled; local storage keeps what IndexedDB was not told for as long as that lacks it. */
  function takeSettled(account: string, stored: Stored | null): void {
    const here = local.settled(account)
    state.settle(here)
    if (stored === null) return
    state.settle(Object.fromEntries(stored.settled))
    const isThere = Object.entries(here).every(([from, n]) => n <= (stored.settled.get(from) ?? 0))
    if (isThere) local.setSettled(account, {})
  }

  /** A tab that was frozen may have put back what was dropped meanwhile. */
  async function dropAgain(account: string, { owed: there }: Stored): Promise<void> {
    for (const [from, edits] of there) {
      const gone = edits.filter(({ n }) => owed.isDropped(from, n)).map(({ n }) => n)
      if (gone.length > 0) await storages.write(() => db.putEdits(account, from, [], gone))
    }
  }

  /** Whether this device holds something that should be in IndexedDB for long and is not: it was deleted while no page was open, or refused. */
  async function lacks(account: string, stored: Stored): Promise<boolean> {
    if (Object.keys(local.settled(account)).length > 0) return true
    if (stored.replica === null && state.held().replica.revision > 0) return true
    if (sync.getState().setAside.some(({ key }) => !stored.setAside.some((entry) => entry.key === key))) return true
    const alive = await state.aliveWriters()
    return owed.streams().some(({ writer: from, edits }) => {
      const there = new Set(stored.owed.get(from)?.map(({ n }) => n))
      return from !== writer && !alive?.has(from) && edits.some(({ n }) => !there.has(n))
    })
  }

  const start: DeviceStart = {
    async reload() {
      recalling ??= recallWho().then(() => env.channel.post({ type: 'begun', account: who.account().id }))
      await recalling
      storages.keepLocal()
      // Else what was shown and is not yet there again would be taken for gone.
      if (storages.isBehind()) await storages.putBack()
      const of = who.account().id
      const stored = await db.load(of).catch((error: unknown) => {
        storages.refused(error)
        return null
      })
      if (of !== who.account().id) return
      const isFound = takeReplica(of, stored)
      // Before anything is added: to fold a newer edit with one that has arrived would give it that one's older base.
      takeSettled(of, stored)
      for (const [from, edits] of local.owed(of)) if (from !== writer) owed.add(from, edits)
      if (stored !== null) {
        for (const [from, edits] of stored.owed) if (from !== writer || !state.isOwnWhole) owed.add(from, edits)
        state.isOwnWhole = true
      }
      notices.take(of, stored)
      state.draw()
      if (isFound) tellTaken(of)
      // Those too of which a storage has what is owed no more: it may have refused to forget it.
      await state.storeOwed(new Set([...owed.streams().map((stream) => stream.writer), ...local.owed(of).keys()]))
      if (stored !== null) await dropAgain(of, stored)
      if (stored !== null && (await lacks(of, stored))) await storages.putBack()
    },
  }
  return start
}
