/** The page: header, canvas, and what may lie over them. Needs a ServicesProvider and a ToastsProvider above; see main. */
import { useState } from 'preact/hooks'
import { AddWidget } from './canvas/add-widget'
import { ArrangeButton } from './canvas/arrange-button'
import { ArrangingProvider, createArranging } from './canvas/arranging'
import { Canvas } from './canvas/canvas'
import { AccountDialog } from './ui/account-dialog'
import { ConflictsDialog } from './ui/conflicts-dialog'
import { Header } from './ui/header'
import { Later } from './ui/later'
import { type Screen, ScreensProvider } from './ui/screens'
import { SetAsideBar } from './ui/set-aside-bar'
import { SetAsideDialog } from './ui/set-aside-dialog'
import { INSPECTOR_HASH, SettingsDialog } from './ui/settings-dialog'
import { StorageBar } from './ui/storage-bar'
import { Toaster } from './ui/toaster'
import { UpdateBar } from './ui/update-bar'
import { useHash } from './ui/use-hash'
import { useUndoKeys } from './ui/use-undo-keys'

const loadInspector = async () => (await import('./screens/inspector/inspector-screen')).default

export function App() {
  const [screen, setScreen] = useState<Screen | null>(null)
  const hash = useHash()
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
        {hash === INSPECTOR_HASH ? <Later load={loadInspector} /> : <Canvas />}
        {screen === 'account' && <AccountDialog onClose={close} />}
        {screen === 'conflicts' && <ConflictsDialog onClose={close} />}
        {screen === 'settings' && <SettingsDialog onClose={close} />}
        {screen === 'set-aside' && <SetAsideDialog onClose={close} />}
        <Toaster />
      </ScreensProvider>
    </ArrangingProvider>
  )
}
