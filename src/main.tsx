/** The page's first file: opens what this device holds, draws it before any network answer, then goes on-line. */
import { type ComponentType, render } from 'preact'
import { App } from './app'
import { browserEnv } from './browser-env'
import { isBusy } from './canvas/busy'
import { loadCanvas } from './canvas/dashboard'
import { createHoldfast, type Holdfast } from './holdfast'
import { createInstallOffer } from './install/install'
import { hearOfInstalling } from './install/install-events'
import { createPageJournal } from './journal/journal'
import { createJournalDb } from './journal/journal-db'
import { watchEnv, watchPage } from './journal/watch-env'
import { asksForSomething } from './launch/asks'
import { applyPreferences } from './preferences/apply'
import { createPreferences } from './preferences/preferences'
import { workboxPort } from './sync/workbox-port'
import { createWorkerLink } from './sync/worker-link'
import { announce } from './ui/announce'
import { CONFLICTS_HASH } from './ui/hashes'
import { loadAhead } from './ui/later'
import { ServicesProvider } from './ui/services'
import { createToasts, ToastsProvider } from './ui/toasts'
import { widgetType } from './widgets/registry'
import { loadParts } from './widgets/use-parts'
import { pageWords } from './words/en/page'
import { localeNow } from './words/formats'
import { languageFor, speakLanguage } from './words/language'
import './styles/main.css'

declare global {
  interface Window {
    holdfast: Holdfast['console']
  }
}

const real = browserEnv()
// Before anything is drawn, so that nothing is drawn in another light first.
const preferences = createPreferences(real.storage)
applyPreferences(preferences)
const install = createInstallOffer({ storage: real.storage, now: real.now })
hearOfInstalling(install)
const journal = createPageJournal(real, createJournalDb())
watchPage(real, journal)
const env = watchEnv(real, journal)
const link = createWorkerLink({ env, port: workboxPort(), busy: isBusy })
const {
  services,
  console: names,
  start,
} = createHoldfast(env, link, {
  version: __HOLDFAST_VERSION__,
  journal,
  preferences,
  install,
})
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

let Page: ComponentType = App
function draw(): void {
  render(
    <ServicesProvider value={services}>
      <ToastsProvider value={toasts}>
        {/* Anew in another language: what is said is said once, when it is drawn. */}
        <Page key={localeNow()} />
      </ToastsProvider>
    </ServicesProvider>,
    document.getElementById('app') as HTMLElement,
  )
}

const speakAsChosen = () => {
  const { language, direction } = preferences.store.getState()
  return speakLanguage(languageFor(language, navigator.languages), direction)
}

/**
 * What draws the widgets that are there is asked for at once, all of it together, and waited for, so that they are drawn whole
 * and in one go. What could not be had is said by the dashboard and the frames.
 */
async function loadWidgets(): Promise<void> {
  const widgets = Object.values(services.layout.getState().widgets)
  if (widgets.length === 0) return
  await Promise.allSettled([loadAhead(loadCanvas), ...widgets.map(({ fields }) => loadParts(widgetType(fields.type)))])
}

/** Where what does it does not come, the address goes on asking, for the next time. */
async function carryOutWhatIsAsked(): Promise<void> {
  if (!asksForSomething(window.location.search)) return
  const loaded = await import('./launch/carry-out').catch(() => null)
  if (loaded === null) toasts.push({ kind: 'error', text: pageWords().notLoaded })
  else loaded.carryOutLaunch(services, toasts)
}

async function show(): Promise<void> {
  await Promise.all([speakAsChosen(), loadWidgets()])
  draw()
  void carryOutWhatIsAsked()
  install.visited()
}
preferences.store.subscribe(({ language, direction }, before) => {
  if (language !== before.language || direction !== before.direction) void speakAsChosen().then(draw)
})

void show()
void start()

// While developing, a changed component is drawn anew over the same stores: no reload, nothing pulled or sent again.
import.meta.hot?.accept('./app', (changed) => {
  if (changed === undefined) return
  Page = changed.App
  draw()
})
