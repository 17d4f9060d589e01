/** The top of the page: whose product it is, how saving stands, what one can always do. */
import CircleUser from 'lucide/dist/esm/icons/circle-user-round.mjs'
import Redo from 'lucide/dist/esm/icons/redo-2.mjs'
import History from 'lucide/dist/esm/icons/rotate-ccw-clock.mjs'
import Settings from 'lucide/dist/esm/icons/settings.mjs'
import Undo from 'lucide/dist/esm/icons/undo-2.mjs'
import type { ComponentChildren } from 'preact'
import { headerWords } from '../words/en/header'
import { waysWords } from '../words/en/ways'
import { attempt } from './attempt'
import { HISTORY_HASH, SETTINGS_HASH } from './hashes'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Logo } from './logo'
import { useOpenScreen } from './screens'
import { useServices } from './services'
import { SyncStatusIndicator } from './sync-status-indicator'
import { useToasts } from './toasts'
import { useStore } from './use-store'

/** @param children what this page adds beside undo and account */
export function Header({ children }: { children?: ComponentChildren }) {
  const { layout, actions } = useServices()
  const words = headerWords()
  const toasts = useToasts()
  const openScreen = useOpenScreen()
  const account = useStore(layout, (state) => state.account)
  const canUndo = useStore(layout, (state) => state.canUndo)
  const canRedo = useStore(layout, (state) => state.canRedo)
  return (
    <header class="top">
      <div class="top-inside">
        <h1 class="brand">
          <Logo />
          <span class="brand-name">Holdfast</span>
        </h1>
        <SyncStatusIndicator userId={account} showLabel className="top-sync" />
        <div class="top-actions">
          <IconButton
            class="icon-button top-undo"
            label={words.undo}
            icon={Undo}
            disabled={!canUndo}
            onClick={() => attempt(toasts, actions.undo)}
          />
          <IconButton
            class="icon-button top-undo"
            label={words.redo}
            icon={Redo}
            disabled={!canRedo}
            onClick={() => attempt(toasts, actions.redo)}
          />
          {children}
          <a
            class="icon-button top-history"
            href={HISTORY_HASH}
            aria-label={waysWords().history}
            title={waysWords().history}
          >
            <Icon node={History} size={20} />
          </a>
          <a class="icon-button" aria-label={words.settings} title={words.settings} href={SETTINGS_HASH}>
            <Icon node={Settings} size={20} />
          </a>
          <button
            type="button"
            class="icon-button"
            aria-label={words.account}
            title={words.account}
            onClick={() => openScreen('account')}
          >
            <Icon node={CircleUser} size={22} />
          </button>
        </div>
      </div>
    </header>
  )
}
