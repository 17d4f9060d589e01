/** How saving stands, in a few words; a press on it says more. Reads the sync store; what it says is decided in ./sync-words. */
import { Icon } from './icon'
import { Later } from './later'
import { useServices } from './services'
import { SYNC_ICONS } from './sync-icons'
import { SyncMomentText } from './sync-moment'
import { SyncOffers } from './sync-offers'
import { syncWords } from './sync-words'
import { useOpener } from './use-opener'
import { useSettled } from './use-settled'
import { useStore } from './use-store'

/** Longer than a save takes that goes well: who hears the page is told what is so then, not each step to it. */
const SETTLES_MS = 1_500

const loadPanel = async () => (await import('./sync-details')).SyncPanel

interface SyncStatusIndicatorProps {
  /** Whose saving it is; the account of this device when left out. */
  userId?: string | undefined
  className?: string
  /** Words beside the icon; without it they are for screen readers only. */
  showLabel?: boolean
}

export function SyncStatusIndicator({ userId, className = '', showLabel = false }: SyncStatusIndicatorProps) {
  const { sync } = useServices()
  const state = useStore(sync, (whole) => whole)
  const { open, anchor, close, buttonProps } = useOpener()
  const said = syncWords(state)
  const { label, tone, moment } = said
  const settled = useSettled(tone === 'busy' ? null : label, SETTLES_MS)
  // A phone shows what is so, and leaves the rest to the panel (and to who hears it).
  const [head, ...more] = label.split(' · ')
  return (
    <div class={`sync ${className}`} data-tone={tone}>
      <div
        role="status"
        // Its words change with every step and every second; those that stand are said below.
        aria-live="off"
        data-testid="sync-status"
        data-status={state.syncStatus}
        data-case={said.case}
        data-pending={String(state.pendingChanges)}
        data-user={userId}
      >
        <button {...buttonProps} class="sync-button" aria-haspopup="dialog" title={label}>
          <Icon node={SYNC_ICONS[said.case]} size={18} />
          <span class={showLabel ? 'sync-label' : 'visually-hidden'}>
            {head}
            {more.length > 0 && <span class="sync-more"> · {more.join(' · ')}</span>}
            {moment !== null && (
              <span class="sync-more">
                {' · '}
                <SyncMomentText {...moment} />
              </span>
            )}
          </span>
        </button>
      </div>
      <span class="visually-hidden" aria-live="polite">
        {settled}
      </span>
      <SyncOffers offers={said.offers} notBefore={state.notBefore} onRetry={() => anchor.current?.focus()} />
      {open && <Later load={loadPanel} props={{ anchor, state, said, onClose: close }} onFailed={close} />}
    </div>
  )
}
