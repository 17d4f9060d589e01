/**
 * Station 12: takes an answer over, whole or not at all and in one tab at a time (D11), also of a server that has forgotten what
 * this device holds (S14); other tabs are told. Before: device hands it what sync/ heard. After: core/edits/take, device-state,
 * storages.
 */
import type { Change } from '../../core/edits/diff'
import type { Seen, Stream } from '../../core/edits/edit'
import { keepRemoved } from '../../core/edits/keep-removed'
import { rebase } from '../../core/edits/rebase'
import { whole } from '../../core/edits/recover'
import { take } from '../../core/edits/take'
import { EMPTY_REPLICA } from '../../core/layout/model'
import type { KeptConflict } from '../../core/merge/text-conflict'
import type { Conflict, PullAnswer, SaveAnswer } from '../../core/wire/answer'
import type { Asked, Device, Taken } from './device-contract'
import type { DeviceParts, DeviceState } from './device-state'
import { isFuller, isNewer, type StoredReplica } from './stored-shapes'

/** The name of the lock under which one tab at a time takes an answer over. */
export const TAKE_OVER_LOCK = 'holdfast-take-over'

/** What an answer makes necessary: edits of this tab's writer, and words. */
interface Consequences {
  /** A widget that the server does not know. */
  makeAnew(changes: readonly Change[]): void
  /** What the server has lost; kept and told, and not yet sent. */
  giveBack(changes: readonly Change[], seen: Seen): void
  sendGivenBack(): void
  /** Until the person has seen them (D11). */
  showConflicts(told: readonly KeptConflict[]): void
}

export function createTakeOver(
  { env, local, db }: DeviceParts,
  state: DeviceState,
  own: Consequences,
): Pick<Device, 'takeOver' | 'afterLoss'> {
  const { writer, who, owed, storages } = state
  const { write } = storages

  function tellTaken({ revision, tag }: PullAnswer, lastN: Record<string, number>): void {
    env.channel.post({ type: 'taken-over', account: who.account().id, revision, tag, lastN })
  }

  /** Carries out what takes an answer over, in one tab at a time, unless the device holds something else than it was asked from (D11). */
  function ifHeld(asked: Asked, carryOut: (holds: () => boolean) => Promise<Taken>): Promise<Taken> {
    return env.exclusively(TAKE_OVER_LOCK, async () => {
      const holds = () => {
        const { revision, tag } = state.held().replica
        return asked.account === who.account().id && asked.base === revision && asked.tag === tag
      }
      // Another tab has taken a later answer over, or one that settled its edits of what is removed, and its word is still on
      // its way here.
      const there = local.replica(asked.account)
      if (asked.account === who.account().id && there !== null && isFuller(there, state.held())) {
        state.hold(there)
        state.draw()
      }
      return holds() ? carryOut(holds) : 'stale'
    })
  }

  /**
   * Makes a widget that the server has never heard of, or has forgotten, anew with all it has here (S12). Before the
   * answer that says so settles the edits it has no place for.
   */
  function makeAnew(widget: string): void {
    const { replica, epoch } = state.held()
    const held = replica.widgets[widget]
    const kept = held === undefined ? {} : { [widget]: { ...held, removed: false } }
    const now = rebase({ ...replica, widgets: kept }, owed.streams())[widget]
    if (now === undefined || Object.keys(now.fields).length === 0) return
    const { [widget]: _, ...others } = replica.widgets
    state.hold({ replica: { ...replica, widgets: others }, epoch })
    own.makeAnew(whole(widget, now.fields))
  }

  /** What the edit of a conflict was made on, or a newer one that has taken its place here: that one keeps its base (D2). */
  function madeOn({ writer: of, n, widget, field }: Conflict): Pick<KeptConflict, 'was'> {
    const edit = owed.of(of).find((one) => one.n >= n && one.widget === widget && 'field' in one && one.field === field)
    // Of a history that is lost nobody knows what others have made of it since (S14).
    return edit?.was === undefined || (edit.epoch ?? 0) !== state.held().epoch ? {} : { was: edit.was }
  }

  /** IndexedDB was not told: a start would owe again what that still has of them. */
  function keepSettled(writers: readonly string[]): void {
    const account = who.account().id
    const now = writers.map((of) => [of, owed.settledN(of)] as const)
    local.setSettled(account, { ...local.settled(account), ...Object.fromEntries(now) })
  }

  return {
    takeOver(answer, asked, sent) {
      return ifHeld(asked, async (holds) => {
        const settled = settledBy(answer, sent)
        const news = answer.conflicts
          .filter((conflict) => conflict.n > owed.settledN(conflict.writer))
          .map((conflict) => ({ ...conflict, ...madeOn(conflict) }))
        const unknown = unknownWidgets(news)
        // One that is there again has been made anew by another device, or another tab.
        const now = unknown.size > 0 ? take(state.held().replica, answer, sent).widgets : {}
        for (const widget of unknown) if (now[widget]?.removed !== false) makeAnew(widget)
        const { replica, epoch } = state.held()
        const taken = take(replica, answer, sent)
        const kept = keepRemoved(taken, { owed: owed.streams(), settled, device: who.id() })
        const next: StoredReplica = { replica: kept, epoch }
        let told: KeptConflict[] = news
        await write(async () => {
          // Another tab may have been told before, and the person have seen it there.
          told = await db.takeOver(asked.account, { replica: next, settled, conflicts: news })
          storages.settled(asked.account, settled[writer] ?? 0)
        })
        if (!holds()) return 'stale'
        state.hold(next)
        owed.settle(settled)
        // First: where this tab ends in between, the others look for it in IndexedDB.
        tellTaken(answer, settled)
        local.setReplica(who.account().id, next)
        if (storages.isBehind()) keepSettled(Object.keys(settled))
        state.draw()
        own.showConflicts(told)
        await state.storeOwed(Object.keys(settled))
        return 'taken'
      })
    },

    afterLoss(answer, asked, recover) {
      return ifHeld(asked, async () => {
        const { replica } = state.held()
        const epoch = state.held().epoch + 1
        const lost = owed.streams()
        const changes = recover(replica, lost, take(EMPTY_REPLICA, answer, []))
        // First what is given back, then what it is laid over: a page that ends in between has lost nothing.
        own.giveBack(changes, { revision: answer.revision, epoch })
        const taken = take(replica, answer, [])
        // What is owed no more made what an undo may bring back.
        const settled = Object.fromEntries(lost.map(({ writer: of, edits }) => [of, edits.at(-1)?.n ?? 0]))
        const kept = keepRemoved(taken, { owed: owed.streams(), settled, device: who.id() })
        const next: StoredReplica = { replica: kept, epoch }
        await write(() => db.takeOver(asked.account, { replica: next, settled: {}, conflicts: [] }))
        if (who.account().id !== asked.account) return 'stale'
        // From here on in one moment: what was owed is never sent from what was just taken over, nor gone before it is said.
        if (isNewer(next, state.held())) state.hold(next)
        local.setReplica(asked.account, state.held())
        const gone = lost.flatMap(({ writer: of, edits }) => edits.map(({ n }) => ({ writer: of, n })))
        for (const { writer: of, n } of gone) owed.drop(of, n)
        state.draw()
        tellTaken(answer, answer.lastN)
        env.channel.post({ type: 'dropped', account: who.account().id, edits: gone })
        for (const { writer: of, edits } of lost) {
          const dropped = edits.map(({ n }) => n)
          if (of !== writer) void write(() => db.putEdits(asked.account, of, [], dropped), 'again')
        }
        if (changes.length > 0) own.sendGivenBack()
        await state.storeOwed(lost.map(({ writer: of }) => of))
        return 'taken'
      })
    },
  }
}

/**
 * How far each writer is settled by `answer`. One to a save tells what became of the `sent` edits (S7): what another tab sent after
 * them may have arrived as well, and is settled by an answer that tells what became of it.
 */
function settledBy(answer: PullAnswer | SaveAnswer, sent: readonly Stream[]): Record<string, number> {
  if (!('status' in answer)) return answer.lastN
  const last = new Map(sent.map(({ writer, edits }) => [writer, edits.at(-1)?.n ?? 0]))
  return Object.fromEntries(Object.entries(answer.lastN).map(([of, n]) => [of, Math.min(n, last.get(of) ?? n)]))
}

/** Widgets of which the server said that it does not know them (S12). */
const unknownWidgets = (conflicts: readonly Conflict[]): Set<string> =>
  new Set(conflicts.filter(({ rule }) => rule === 'unknown').map(({ widget }) => widget))
