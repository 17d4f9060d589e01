/** The page: header, canvas, and what may lie over them. Needs a ServicesProvider and a ToastsProvider above; see main. */
import { useState } from 'preact/hooks'
import { AddWidget } from './canvas/add-widget'
import { Canvas } from './canvas/canvas'
import { AccountDialog } from './ui/account-dialog'
import { ConflictsDialog } from './ui/conflicts-dialog'
import { Header } from './ui/header'
import { type Screen, ScreensProvider } from './ui/screens'
import { SetAsideBar } from './ui/set-aside-bar'
import { SetAsideDialog } from './ui/set-aside-dialog'
import { StorageBar } from './ui/storage-bar'
import { Toaster } from './ui/toaster'
import { UpdateBar } from './ui/update-bar'
import { useUndoKeys } from './ui/use-undo-keys'

export function App() {
  const [screen, setScreen] = useState<Screen | null>(null)
  const close = () => setScreen(null)
  useUndoKeys()
  return (
    <ScreensProvider value={setScreen}>
      <Header>
        <AddWidget />
      </Header>
      <UpdateBar />
      <StorageBar />
      <SetAsideBar />
      <Canvas />
      {screen === 'account' && <AccountDialog onClose={close} />}
      {screen === 'conflicts' && <ConflictsDialog onClose={close} />}
      {screen === 'set-aside' && <SetAsideDialog onClose={close} />}
      <Toaster />
    </ScreensProvider>
  )
}
