/** What the indicator's popover says: when, how much, what went wrong, and what one can do about it. */
import Refresh from 'lucide/dist/esm/icons/refresh-cw.mjs'
import { describeConflict } from '../../core/edits/describe'
import type { SyncState } from '../store/sync-store'
import { Icon } from './icon'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import { StorageKept } from './storage-kept'
import { changes } from './sync-words'
import { timeAgo } from './time-ago'
import { useWidgetSync } from './use-widget-sync'

interface SyncDetailsProps {
  state: SyncState
  label: string
  onDone(): void
}

export function SyncDetails({ state, label, onDone }: SyncDetailsProps) {
  const { layout, dismissConflicts } = useServices()
  const { syncNow, isLoading } = useWidgetSync()
  const isBusy = isLoading && !state.isUnanswered
  const openScreen = useOpenScreen()
  const { lastSyncedAt, pendingChanges, lastError, storageProblem, keptHere, conflicts } = state
  return (
    <div class="sync-details">
      <h2>{label}</h2>
      <dl>
        <dt>Last in sync</dt>
        <dd>{lastSyncedAt === null ? 'Not yet since this page was opened' : timeAgo(lastSyncedAt, Date.now())}</dd>
        <dt>To be sent</dt>
        <dd>{pendingChanges === 0 ? 'Nothing' : changes(pendingChanges)}</dd>
        <StorageKept />
      </dl>
      {storageProblem !== null && <p class="notice">{storageProblem}</p>}
      {lastError !== null && keptHere && <p class="notice">{lastError}</p>}
      {conflicts.length > 0 && (
        <section class="details-part">
          <h3>Merged with another device</h3>
          <ul>
            {conflicts.slice(0, 8).map((conflict) => (
              <li key={`${conflict.writer} ${conflict.n} ${conflict.widget} ${conflict.field}`}>
                {describeConflict(layout.getState().widgets, conflict)}
              </li>
            ))}
          </ul>
          <button type="button" class="button" onClick={dismissConflicts}>
            I have seen them
          </button>
        </section>
      )}
      <button
        type="button"
        class="button wide"
        onClick={() => {
          onDone()
          openScreen('conflicts')
        }}
      >
        What was merged
      </button>
      <button
        type="button"
        class="button primary wide"
        data-autofocus=""
        disabled={isBusy}
        onClick={() => void syncNow()}
      >
        <Icon node={Refresh} size={18} />
        {isBusy ? 'Syncing…' : 'Sync now'}
      </button>
    </div>
  )
}
