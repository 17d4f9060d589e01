/** The page: header, canvas, and what may lie over them. Needs a ServicesProvider and a ToastsProvider above; see main. */
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import { AddWidget } from './canvas/add-widget'
import { ArrangeButton } from './canvas/arrange-button'
import { ArrangingProvider, createArranging } from './canvas/arranging'
import { Canvas } from './canvas/canvas'
import { DEVICES_HASH, isJoinHash } from './ui/device-links'
import { Header } from './ui/header'
import { Later } from './ui/later'
import { INSPECTOR_HASH, type Screen, ScreensProvider } from './ui/screens'
import { SetAsideBar } from './ui/set-aside-bar'
import { StorageBar } from './ui/storage-bar'
import { Toaster } from './ui/toaster'
import { UpdateBar } from './ui/update-bar'
import { useHash } from './ui/use-hash'
import { useUndoKeys } from './ui/use-undo-keys'

const loadInspector = async () => (await import('./screens/inspector/inspector-screen')).default
const loadDevices = async () => (await import('./screens/devices/devices-screen')).default
const loadJoin = async () => (await import('./screens/join/join-screen')).default

/** The screen in the canvas's place; null: the canvas. */
function screenAt(hash: string): typeof loadInspector | null {
  if (hash === INSPECTOR_HASH) return loadInspector
  if (hash === DEVICES_HASH) return loadDevices
  return isJoinHash(hash) ? loadJoin : null
}

/** What is opened over the dashboard is loaded then. */
const OVER: Record<Screen, () => Promise<ComponentType<{ onClose(): void }>>> = {
  catalogue: async () => (await import('./screens/catalogue/catalogue')).default,
  account: async () => (await import('./ui/account-dialog')).AccountDialog,
  conflicts: async () => (await import('./ui/conflicts-dialog')).ConflictsDialog,
  settings: async () => (await import('./ui/settings-dialog')).SettingsDialog,
  'set-aside': async () => (await import('./ui/set-aside-dialog')).SetAsideDialog,
}

export function App() {
  const [screen, setScreen] = useState<Screen | null>(null)
  const load = screenAt(useHash())
  const [arranging] = useState(createArranging)
  const close = () => setScreen(null)
  useUndoKeys()
  return (
    <ArrangingProvider value={arranging}>
      <ScreensProvider value={setScreen}>
        <Header>
          <div class="dock">
            <ArrangeButton />
            <AddWidget />
          </div>
        </Header>
        <UpdateBar />
        <StorageBar />
        <SetAsideBar />
        {load === null ? <Canvas /> : <Later load={load} props={{}} />}
        {screen !== null && <Later key={screen} load={OVER[screen]} props={{ onClose: close }} onFailed={close} />}
        <Toaster />
      </ScreensProvider>
    </ArrangingProvider>
  )
}
