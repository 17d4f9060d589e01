/** The page: header, canvas, and what may lie over them. Its parts come in as Services and toasts; see main. */
import { useState } from 'preact/hooks'
import { Canvas } from './canvas/canvas'
import { AccountDialog } from './ui/account-dialog'
import { Header } from './ui/header'
import { type Screen, ScreensProvider } from './ui/screens'
import { SetAsideDialog } from './ui/set-aside-dialog'
import { StorageBar } from './ui/storage-bar'
import { Toaster } from './ui/toaster'
import { type Toasts, ToastsProvider } from './ui/toasts'
import { UpdateBar } from './ui/update-bar'
import { useUndoKeys } from './ui/use-undo-keys'

function Page() {
  const [screen, setScreen] = useState<Screen | null>(null)
  const close = () => setScreen(null)
  useUndoKeys()
  return (
    <ScreensProvider value={setScreen}>
      <Header />
      <UpdateBar />
      <StorageBar />
      <Canvas />
      {screen === 'account' && <AccountDialog onClose={close} />}
      {screen === 'set-aside' && <SetAsideDialog onClose={close} />}
      <Toaster />
    </ScreensProvider>
  )
}

/** Needs a ServicesProvider above. */
export function App({ toasts }: { toasts: Toasts }) {
  return (
    <ToastsProvider value={toasts}>
      <Page />
    </ToastsProvider>
  )
}
