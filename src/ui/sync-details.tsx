/** The panel of the indicator: when, how much, what went wrong, and what one can do about it. Loaded when it is opened. */
import Refresh from 'lucide/dist/esm/icons/refresh-cw.mjs'
import type { RefObject } from 'preact'
import type { SyncState } from '../store/sync-store'
import { describeConflict } from '../words/describe-conflict'
import { savingWords } from '../words/en/saving'
import { syncDetailsWords } from '../words/en/sync-details'
import { waysWords } from '../words/en/ways'
import { CONFLICTS_HASH, HISTORY_HASH } from './hashes'
import { Icon } from './icon'
import { Popover } from './popover'
import { useServices } from './services'
import { StorageKept } from './storage-kept'
import type { SyncWords } from './sync-words'
import { nextAgo, timeAgo } from './time-ago'
import { nextUntil, timeUntil } from './time-until'
import { useNow } from './use-now'
import { useWidgetSync } from './use-widget-sync'

interface SyncPanelProps {
  anchor: RefObject<HTMLElement | null>
  state: SyncState
  /** What the indicator says. */
  said: SyncWords
  onClose(): void
}

export function SyncPanel({ anchor, onClose, ...what }: SyncPanelProps) {
  return (
    <Popover anchor={anchor} onClose={onClose} label={savingWords().name} shape="panel">
      <SyncDetails {...what} onClose={onClose} />
    </Popover>
  )
}

const Ago = ({ at }: { at: number }) => <>{timeAgo(at, useNow(nextAgo(at)))}</>
const Until = ({ at }: { at: number }) => <>{timeUntil(at, useNow(nextUntil(at)))}</>

function SyncDetails({ state, said, onClose }: Omit<SyncPanelProps, 'anchor'>) {
  const { layout, dismissConflicts } = useServices()
  const { syncNow, isLoading } = useWidgetSync()
  const words = syncDetailsWords()
  const isBusy = isLoading && !state.isUnanswered
  const { lastSyncedAt, nextTryAt, pendingChanges, lastError, storageProblem, keptHere, conflicts } = state
  return (
    <div class="sync-details">
      <h2>{said.label}</h2>
      <dl>
        <dt>{words.lastInSync}</dt>
        <dd>{lastSyncedAt === null ? words.notYet : <Ago at={lastSyncedAt} />}</dd>
        <dt>{words.toBeSent}</dt>
        <dd>{pendingChanges === 0 ? words.nothing : savingWords().changes(pendingChanges)}</dd>
        {nextTryAt !== null && (
          <>
            <dt>{words.nextTry}</dt>
            <dd>
              <Until at={nextTryAt} />
            </dd>
          </>
        )}
        <StorageKept />
      </dl>
      {storageProblem !== null && <p class="notice">{storageProblem}</p>}
      {lastError !== null && keptHere && <p class="notice">{lastError}</p>}
      {conflicts.length > 0 && (
        <section class="details-part">
          <h3>{words.merged}</h3>
          <ul>
            {conflicts.slice(0, 8).map((conflict) => (
              <li key={`${conflict.writer} ${conflict.n} ${conflict.widget} ${conflict.field}`}>
                {describeConflict(layout.getState().widgets, conflict)}
              </li>
            ))}
          </ul>
          <button type="button" class="button" onClick={() => dismissConflicts()}>
            {words.seen}
          </button>
        </section>
      )}
      <div class="details-ways">
        <a class="button" href={HISTORY_HASH} onClick={onClose}>
          {waysWords().history}
        </a>
        <a class="button" href={CONFLICTS_HASH} onClick={onClose}>
          {waysWords().conflicts}
        </a>
      </div>
      <button
        type="button"
        class="button primary wide"
        data-autofocus=""
        disabled={isBusy}
        onClick={() => void syncNow()}
      >
        <Icon node={Refresh} size={18} />
        {isBusy ? words.syncing : words.syncNow}
      </button>
    </div>
  )
}
