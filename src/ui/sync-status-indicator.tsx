/** How saving stands, in a few words; a press on it says more. Reads the sync store; what it says is decided in ./sync-words. */
import Check from 'lucide/dist/esm/icons/cloud-check.mjs'
import CloudOff from 'lucide/dist/esm/icons/cloud-off.mjs'
import HardDrive from 'lucide/dist/esm/icons/hard-drive.mjs'
import Refresh from 'lucide/dist/esm/icons/refresh-cw.mjs'
import { savingWords } from '../words/en/saving'
import { Icon } from './icon'
import type { IconNode } from './icons'
import { Later } from './later'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import { syncWords, type Tone } from './sync-words'
import { useOpener } from './use-opener'
import { useStore } from './use-store'

const ICONS: Record<Tone, IconNode> = { calm: Check, busy: Refresh, waiting: HardDrive, trouble: CloudOff }

const loadPanel = async () => (await import('./sync-details')).SyncPanel

interface SyncStatusIndicatorProps {
  /** Whose saving it is; the account of this device when left out. */
  userId?: string | undefined
  className?: string
  /** Words beside the icon; without it they are for screen readers only. */
  showLabel?: boolean
}

export function SyncStatusIndicator({ userId, className = '', showLabel = false }: SyncStatusIndicatorProps) {
  const { sync, syncNow } = useServices()
  const openScreen = useOpenScreen()
  const words = savingWords()
  const state = useStore(sync, (whole) => whole)
  const { open, anchor, close, buttonProps } = useOpener()
  const { label, tone, offer } = syncWords(state)
  // A phone shows what is so, and leaves the rest to the panel (and to who hears it).
  const [head, ...more] = label.split(' · ')
  return (
    <div class={`sync ${className}`} data-tone={tone}>
      <div
        role="status"
        data-testid="sync-status"
        data-status={state.syncStatus}
        data-pending={String(state.pendingChanges)}
        data-user={userId}
      >
        <button {...buttonProps} class="sync-button" aria-haspopup="dialog" title={label}>
          <Icon node={ICONS[tone]} size={18} />
          <span class={showLabel ? 'sync-label' : 'visually-hidden'}>
            {head}
            {more.length > 0 && <span class="sync-more"> · {more.join(' · ')}</span>}
          </span>
        </button>
      </div>
      {offer === 'retry' && (
        <button type="button" class="button quiet" onClick={() => void syncNow()}>
          {words.retry}
        </button>
      )}
      {offer === 'sign-in' && (
        <button type="button" class="button quiet" onClick={() => openScreen('account')}>
          {words.signIn}
        </button>
      )}
      {open && <Later load={loadPanel} props={{ anchor, state, label, onClose: close }} onFailed={close} />}
    </div>
  )
}
