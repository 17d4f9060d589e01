/** The page: header, canvas, and what may lie over them. Needs a ServicesProvider and a ToastsProvider above; see main. */
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import { AddWidget } from './canvas/add-widget'
import { ArrangeButton } from './canvas/arrange-button'
import { ArrangingProvider, createArranging } from './canvas/arranging'
import { Dashboard } from './canvas/dashboard'
import { Bars } from './ui/bars'
import { CONFLICTS_HASH, DEVICES_HASH, HISTORY_HASH, INSPECTOR_HASH, isJoinHash, SETTINGS_HASH } from './ui/hashes'
import { Header } from './ui/header'
import { Later } from './ui/later'
import { type Screen, ScreensProvider } from './ui/screens'
import { Toaster } from './ui/toaster'
import { useHash } from './ui/use-hash'
import { useUndoKeys } from './ui/use-undo-keys'

const loadJoin = async () => (await import('./screens/join/join-screen')).default
const loadHistory = async () => (await import('./screens/history/history-screen')).default

/** Screens by where they are; each is loaded when it is opened. */
const SCREENS: Partial<Record<string, () => Promise<ComponentType>>> = {
  [INSPECTOR_HASH]: async () => (await import('./screens/inspector/inspector-screen')).default,
  [SETTINGS_HASH]: async () => (await import('./screens/settings/settings-screen')).default,
  [DEVICES_HASH]: async () => (await import('./screens/devices/devices-screen')).default,
  [CONFLICTS_HASH]: async () => (await import('./screens/conflicts/conflicts-screen')).default,
}

/** What loads the screen that the address names; undefined: the dashboard. */
function screenAt(hash: string): (() => Promise<ComponentType>) | undefined {
  if (isJoinHash(hash)) return loadJoin
  return hash === HISTORY_HASH || hash.startsWith(`${HISTORY_HASH}/`) ? loadHistory : SCREENS[hash]
}

/** What is opened over the dashboard is loaded then. */
const OVER: Record<Screen, () => Promise<ComponentType<{ onClose(): void }>>> = {
  catalogue: async () => (await import('./screens/catalogue/catalogue')).default,
  account: async () => (await import('./ui/account-dialog')).AccountDialog,
  'set-aside': async () => (await import('./ui/set-aside-dialog')).SetAsideDialog,
}

export function App() {
  const [screen, setScreen] = useState<Screen | null>(null)
  const hash = useHash()
  const [arranging] = useState(createArranging)
  const close = () => setScreen(null)
  const load = screenAt(hash)
  useUndoKeys()
  return (
    <ArrangingProvider value={arranging}>
      <ScreensProvider value={setScreen}>
        <Header>
          {load === undefined && (
            <div class="dock">
              <ArrangeButton />
              <AddWidget />
            </div>
          )}
        </Header>
        <Bars isReview={hash === CONFLICTS_HASH} isDashboard={load === undefined} />
        {load === undefined ? <Dashboard /> : <Later key={hash.split('/')[1]} load={load} props={{}} />}
        {screen !== null && <Later key={screen} load={OVER[screen]} props={{ onClose: close }} onFailed={close} />}
        <Toaster />
      </ScreensProvider>
    </ArrangingProvider>
  )
}
