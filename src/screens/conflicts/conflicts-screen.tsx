/**
 * The review of conflicts: those that nobody has seen yet (D11), and below them what lost earlier, as the server has it (S7). At
 * #/conflicts. Before: ui/conflicts-bar leads here. After: services.dismissConflicts says what is seen.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Conflict } from '../../../core/wire/answer'
import type { ConflictList } from '../../../core/wire/conflict-list'
import type { DeviceNames } from '../../sync/history-calls'
import { BOTH_KEPT_TOAST, CONFLICT_TOAST } from '../../ui/announce'
import { ScreenHead } from '../../ui/screen-head'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { useDeviceNames } from '../../ui/use-device-names'
import { useStore } from '../../ui/use-store'
import { conflictsWords } from '../../words/en/conflicts'
import { ConflictCard } from './conflict-card'
import './conflicts.css'

export default function ConflictsScreen() {
  const words = conflictsWords()
  const { layout } = useServices()
  const account = useStore(layout, (state) => state.account)
  const toasts = useToasts()
  // What led here has nothing more to say.
  useEffect(() => {
    for (const key of [CONFLICT_TOAST, BOTH_KEPT_TOAST]) toasts.dismiss(key)
  }, [toasts])
  return (
    <main class="conflicts" data-testid="conflicts">
      <ScreenHead title={words.title} about={words.about} />
      {/* Anew for another account: nothing of one is shown under another (D13). */}
      <Review key={account} />
    </main>
  )
}

const keyOf = ({ writer, n, widget, field }: Conflict): string => JSON.stringify([writer, n, widget, field])

function Review() {
  const words = conflictsWords()
  const { sync, dismissConflicts } = useServices()
  const conflicts = useStore(sync, (state) => state.conflicts)
  const names = useDeviceNames()
  const list = useRef<HTMLHeadingElement>(null)
  const seen = (conflict: Conflict) => {
    dismissConflicts([conflict])
    // The button that was pressed goes with its conflict.
    list.current?.focus({ preventScroll: true })
  }
  return (
    <>
      <section class="conflict-part">
        <header class="conflict-head">
          <h3 ref={list} tabIndex={-1}>
            {words.toSee}
          </h3>
          {conflicts.length > 1 && (
            <button type="button" class="button" onClick={() => dismissConflicts()}>
              {words.keepAll}
            </button>
          )}
        </header>
        <p class="hint" role="status">
          {conflicts.length === 0 && words.nothingToSee}
        </p>
        <ul>
          {conflicts.map((conflict) => (
            <ConflictCard key={keyOf(conflict)} conflict={conflict} names={names} onSeen={() => seen(conflict)} />
          ))}
        </ul>
      </section>
      <Earlier names={names} unseen={new Set(conflicts.map(keyOf))} />
    </>
  )
}

interface EarlierProps {
  names: DeviceNames
  /** Keys of those that are shown above. */
  unseen: ReadonlySet<string>
}

function Earlier({ names, unseen }: EarlierProps) {
  const words = conflictsWords()
  const { sync, lostInConflicts } = useServices()
  const isOnline = useStore(sync, (state) => state.isOnline)
  const bothKept = useStore(sync, (state) => state.bothKept).map(keyOf)
  const [list, setList] = useState<ConflictList | null>(null)
  const [isAsking, setIsAsking] = useState(true)
  const [isUnreachable, setIsUnreachable] = useState(false)
  const look = async (before?: string) => {
    setIsAsking(true)
    const page = await lostInConflicts(before)
    setIsAsking(false)
    setIsUnreachable(page === null)
    if (page === null) return
    setList((read) =>
      before === undefined || read === null
        ? page
        : { conflicts: [...read.conflicts, ...page.conflicts], next: page.next },
    )
  }
  useEffect(() => void look(), [isOnline])
  const earlier = list?.conflicts.filter((conflict) => !unseen.has(keyOf(conflict))) ?? []
  const none = unseen.size > 0 ? words.noneElse : words.noneEarlier
  return (
    <section class="conflict-part" aria-busy={isAsking}>
      <h3>{words.earlier}</h3>
      {list === null && isAsking && <p class="hint">{words.loading}</p>}
      {isUnreachable && (
        <div class="notice" role="status">
          <p>{words.unreachable}</p>
          <button type="button" class="button" disabled={isAsking} onClick={() => void look()}>
            {words.tryAgain}
          </button>
        </div>
      )}
      {list !== null && earlier.length === 0 && list.next === null && <p class="hint">{none}</p>}
      <ul>
        {earlier.map((conflict) => (
          <ConflictCard
            key={keyOf(conflict)}
            conflict={conflict}
            names={names}
            isBothKept={bothKept.includes(keyOf(conflict))}
          />
        ))}
      </ul>
      {list?.next !== null && list?.next !== undefined && (
        <button type="button" class="button wide" disabled={isAsking} onClick={() => void look(list.next ?? undefined)}>
          {words.more}
        </button>
      )}
    </section>
  )
}
