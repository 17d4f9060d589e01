/** The page's first file: opens what this device holds, draws it before any network answer, then goes on-line. */
import { type ComponentType, render } from 'preact'
import { config } from 'zod/mini'
import { App } from './app'
import { browserEnv } from './browser-env'
import { isBusy } from './canvas/busy'
import { createHoldfast, type Holdfast } from './holdfast'
import { createPageJournal } from './journal/journal'
import { createJournalDb } from './journal/journal-db'
import { watchEnv, watchPage } from './journal/watch-env'
import { workboxPort } from './sync/workbox-port'
import { createWorkerLink } from './sync/worker-link'
import { announce } from './ui/announce'
import { CONFLICTS_HASH } from './ui/hashes'
import { ServicesProvider } from './ui/services'
import { createToasts, ToastsProvider } from './ui/toasts'
import './styles/main.css'

declare global {
  interface Window {
    holdfast: Holdfast['console']
  }
}

// zod would try `new Function`, which the content security policy forbids and reports.
config({ jitless: true })

const real = browserEnv()
const journal = createPageJournal(real, createJournalDb())
watchPage(real, journal)
const env = watchEnv(real, journal)
const link = createWorkerLink({ env, port: workboxPort(), busy: isBusy })
const { services, console: names, start } = createHoldfast(env, link, { version: __HOLDFAST_VERSION__, journal })
const toasts = createToasts()
announce({
  sync: services.sync,
  toasts,
  retry: () => void services.syncNow(),
  review: () => {
    window.location.hash = CONFLICTS_HASH
  },
})
window.holdfast = names

function draw(Page: ComponentType): void {
  render(
    <ServicesProvider value={services}>
      <ToastsProvider value={toasts}>
        <Page />
      </ToastsProvider>
    </ServicesProvider>,
    document.getElementById('app') as HTMLElement,
  )
}

draw(App)
void start()

// While developing, a changed component is drawn anew over the same stores: no reload, nothing pulled or sent again.
import.meta.hot?.accept('./app', (changed) => changed && draw(changed.App))
