/**
 * Asks before a restore, and names what will change. What this device still owes goes first, and without a connection it waits (S15).
 * Before: ./version-view. After: ./restoring does it.
 */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { HistoryCalls } from '../../sync/history-calls'
import { Dialog } from '../../ui/dialog'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { useStore } from '../../ui/use-store'
import { historyWords } from '../../words/en/history'
import { changesBetween } from './comparison'
import { restoreVersion, sendFirst } from './restoring'
import { sayChange } from './said'
import { whenWas } from './two-versions'
import { useVersion } from './use-version'
import type { VersionMemory } from './version-memory'

/** Named one by one; the rest is counted. */
const MOST_NAMED = 8

interface RestoreDialogProps {
  calls: HistoryCalls
  memory: VersionMemory
  revision: number
  onClose(): void
}

export function RestoreDialog({ calls, memory, revision, onClose }: RestoreDialogProps) {
  const words = historyWords()
  const services = useServices()
  const toasts = useToasts()
  const { sync } = services
  const now = useStore(services.layout, (state) => state.widgets)
  const owed = useStore(sync, (state) => state.pendingChanges)
  const isOnline = useStore(sync, (state) => state.isOnline)
  const layout = useVersion(memory, revision)
  const [account] = useState(services.layout.getState().account)
  const [doing, setDoing] = useState<'sending' | 'restoring' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const isThere = typeof layout === 'object'
  const changes = useMemo(() => (isThere ? changesBetween(now, layout) : []), [now, layout, isThere])
  const when = whenWas(
    memory.store.getState().versions.find((one) => one.revision === revision),
    revision,
  )
  // What went wrong without a connection is another matter with one.
  useEffect(() => setProblem(null), [isOnline])

  async function go(): Promise<void> {
    setProblem(null)
    if (owed > 0) {
      setDoing('sending')
      if (!(await sendFirst(services))) {
        setDoing(null)
        return setProblem(words.stillOwed)
      }
    }
    setDoing('restoring')
    const said = await restoreVersion({ calls, toasts }, { account, revision, when })
    setDoing(null)
    if (said !== null) return setProblem(said)
    onClose()
    window.location.hash = '#/'
  }

  const more = changes.length - MOST_NAMED
  return (
    <Dialog title={words.confirmTitle} onClose={onClose}>
      {isThere && changes.length === 0 && <p>{words.wouldNotChange}</p>}
      {changes.length > 0 && (
        <>
          <p>{words.willChange(when)}</p>
          <ul class="restore-changes">
            {changes.slice(0, MOST_NAMED).map((change) => (
              <li key={`${change.widget} ${change.did} ${change.grid}`}>{sayChange(change)}</li>
            ))}
            {more > 0 && <li>{words.andMore(more)}</li>}
          </ul>
          <p class="hint">{words.canBeUndone}</p>
        </>
      )}
      <div role="status">
        {layout === 'loading' && <p class="hint">{words.loading}</p>}
        {layout === 'not-kept' && <p class="notice">{words.notKept}</p>}
        {!isOnline && <p class="notice">{words.offline}</p>}
        {isOnline && owed > 0 && doing === null && problem === null && <p class="notice">{words.notSent(owed)}</p>}
        {problem !== null && <p class="notice">{problem}</p>}
      </div>
      <div class="row-end">
        <button type="button" class="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          disabled={!isOnline || doing !== null || changes.length === 0}
          onClick={() => void go()}
        >
          {doing === null ? (owed > 0 ? words.sendFirst : words.confirm) : words[doing]}
        </button>
      </div>
    </Dialog>
  )
}
