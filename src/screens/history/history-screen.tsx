/** The history: versions by day, and the one that is chosen as it was. At #/history and #/history/R. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { HistoryCalls } from '../../sync/history-calls'
import { versionHash, versionIn } from '../../ui/hashes'
import { ScreenHead } from '../../ui/screen-head'
import { useServices } from '../../ui/services'
import { useDeviceNames } from '../../ui/use-device-names'
import { useHash } from '../../ui/use-hash'
import { useStore } from '../../ui/use-store'
import { historyWords } from '../../words/en/history'
import './history.css'
import type { Other } from './two-versions'
import { VersionList } from './version-list'
import { type VersionMemory, versionMemory } from './version-memory'
import { VersionView } from './version-view'

export default function HistoryScreen() {
  const words = historyWords()
  const { history, layout } = useServices()
  const account = useStore(layout, (state) => state.account)
  const [calls, setCalls] = useState<HistoryCalls | 'failed' | null>(null)
  useEffect(() => {
    history().then(setCalls, () => setCalls('failed'))
  }, [history])
  const isChosen = versionIn(useHash()) !== null
  return (
    <main class="history" data-testid="history" data-chosen={isChosen}>
      <ScreenHead title={words.title} about={words.about} />
      {calls === null && <p class="hint">{words.loading}</p>}
      {calls === 'failed' && (
        <p class="notice" role="alert">
          {words.unreachable}
        </p>
      )}
      {calls !== null && calls !== 'failed' && (
        // Anew for another account: nothing of one is shown under another (D13).
        <Versions key={account} calls={calls} memory={versionMemory(calls, account)} />
      )}
    </main>
  )
}

/** Where one was before one looked at it. */
function focusLine(revision: number): void {
  document.querySelector<HTMLElement>(`.version[href="${versionHash(revision)}"]`)?.focus()
}

function Versions({ calls, memory }: { calls: HistoryCalls; memory: VersionMemory }) {
  const { layout, sync } = useServices()
  const revision = useStore(layout, (state) => state.revision)
  const isOnline = useStore(sync, (state) => state.isOnline)
  const chosen = versionIn(useHash())
  const names = useDeviceNames()
  // The same for the next version that is chosen.
  const [wish, setWish] = useState<Other>('before')
  const last = useRef<number | null>(null)
  // What is new, and once more when the connection is back.
  useEffect(() => void memory.refresh(), [memory, revision, isOnline])
  useEffect(() => {
    if (chosen === null && last.current !== null) focusLine(last.current)
    last.current = chosen
  }, [chosen])
  return (
    <div class="history-parts">
      <VersionList memory={memory} names={names} chosen={chosen} />
      <VersionView
        key={chosen}
        calls={calls}
        memory={memory}
        names={names}
        chosen={chosen}
        wish={wish}
        onWish={setWish}
      />
    </div>
  )
}
