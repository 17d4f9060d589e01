/** A Chromium with a profile folder of its own: launched, killed, copied, thrown away. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from '../../../scripts/setup/chromium.mjs'

export const CHROMIUM = findChromium()

export interface LaunchOptions {
  viewport?: { width: number; height: number }
  /** A touch screen. */
  touch?: boolean
  colorScheme?: 'light' | 'dark'
  /** 'block': as in a private window that allows no service worker. */
  serviceWorkers?: 'allow' | 'block'
  /** Pages that are left are kept for coming back, as in a person's browser; drivers of tests turn that off. */
  backForwardCache?: boolean
  /** More of Chromium's own flags. */
  flags?: string[]
}

/**
 * Background Sync's second try after 2 s instead of 5 minutes.
 * Its third is the last, as everywhere.
 */
export const QUICK_BACKGROUND_SYNC = [
  '--force-fieldtrials=BackgroundSync/Exp',
  '--force-fieldtrial-params=BackgroundSync.Exp:initial_retry_delay_sec/2/max_sync_attempts/3/retry_delay_factor/1/min_recovery_time_sec/1',
]

export const newProfile = () => mkdtempSync(join(tmpdir(), 'holdfast-profile-'))
export const dropProfile = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })

/** A copy of the profile of a browser that does not run, as a person restores one from a backup. */
export function copyProfile(folder: string): string {
  const copy = newProfile()
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes('Singleton') })
  return copy
}

/** The folder in which Chromium keeps every origin's local storage. */
const localStorageOf = (profile: string) => join(profile, 'Default', 'Local Storage')

/** Puts the local storage of `from` into `into`, and leaves everything else of `into` as it is. Neither browser may run. */
export function takeLocalStorage(from: string, into: string): void {
  if (!existsSync(localStorageOf(from))) throw new Error('that profile has no local storage')
  rmSync(localStorageOf(into), { recursive: true, force: true })
  cpSync(localStorageOf(from), localStorageOf(into), { recursive: true })
}

/** The folder in which Chromium keeps every origin's service worker, and what that caches. */
const workersOf = (profile: string) => join(profile, 'Default', 'Service Worker')

/** By origin: what a browser there had of its service worker, of which the next one begins with a copy. */
const installed = new Map<string, string>()
process.once('exit', () => {
  for (const folder of installed.values()) rmSync(folder, { recursive: true, force: true })
})

/**
 * Keeps the installed app of `origin`, and nothing else of this profile, for browsers that begin later: installing it takes a
 * core more than a second each time. The browser may not run.
 */
export function keepInstalled(origin: string, profile: string): void {
  if (installed.has(origin) || !existsSync(workersOf(profile))) return
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-installed-'))
  cpSync(workersOf(profile), folder, { recursive: true })
  installed.set(origin, folder)
}

/** A new profile in which the app of `origin` is installed, where one that was closed before had it. */
export function profileWithApp(origin: string): string {
  const profile = newProfile()
  const folder = installed.get(origin)
  if (folder !== undefined) cpSync(folder, workersOf(profile), { recursive: true })
  return profile
}

export const FLAGS = [
  // Chromium's sandbox refuses root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The address bar is two hidden pages, a few seconds of a core at each start. Of several such flags only the last counts:
  // what the driver's own turns off and would matter here is said again.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,Translate,PaintHolding,OptimizationHints,NetworkTimeServiceQuerying',
  // Fewer processes: a tenth of what a device costs from its start to its end.
  '--in-process-gpu',
  '--enable-features=NetworkServiceInProcess2',
  '--disable-extensions',
  // In containers /dev/shm is small.
  '--disable-dev-shm-usage',
]

/** Rejects when there is no Chromium. It ends with this process. */
export function launch(folder: string, options: LaunchOptions = {}): Promise<BrowserContext> {
  if (CHROMIUM === null) throw new Error('there is no Chromium')
  return chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    hasTouch: options.touch ?? false,
    isMobile: options.touch ?? false,
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
    serviceWorkers: options.serviceWorkers ?? 'allow',
    ...(options.backForwardCache ? { ignoreDefaultArgs: ['--disable-back-forward-cache'] } : {}),
    args: [...FLAGS, ...(options.flags ?? [])],
  })
}

/** SIGKILL, as when the battery is taken out: nothing is flushed. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const browser = context.browser()
  if (browser === null) throw new Error('the context has no browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pid = processInfo.find(({ type }) => type === 'browser')?.id
  if (pid === undefined) throw new Error('the browser does not say its process')
  const gone = new Promise((done) => context.once('close', done))
  process.kill(pid, 'SIGKILL')
  await gone
}
