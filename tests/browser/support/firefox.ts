/** Stock Firefox, by Playwright over WebDriver BiDi. */
import { firefox } from 'playwright-core'
import { findFirefox } from '../../../scripts/setup/firefox.mjs'
import type { Engine, LaunchedBrowser, LaunchHow } from './engine'
import { killTree, processWith } from './processes'

const FIREFOX = findFirefox()

async function launch({ folder, marker, shortLivedWorkers }: LaunchHow): Promise<LaunchedBrowser> {
  if (FIREFOX === null) throw new Error('there is no Firefox')
  const context = await firefox.launchPersistentContext(folder, {
    channel: 'moz-firefox',
    executablePath: FIREFOX,
    headless: true,
    firefoxUserPrefs: {
      'general.useragent.override': `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 ${marker}`,
      'ui.prefersReducedMotion': 1,
      // A browser that was killed three times would ask whether to start without extensions.
      'toolkit.startup.max_resumed_crashes': -1,
      // ms without an event, and ms more for one that does not end. The defaults are 30 s and 5 min.
      'dom.serviceWorkers.idle_timeout': shortLivedWorkers ? 500 : 30_000,
      'dom.serviceWorkers.idle_extended_timeout': shortLivedWorkers ? 500 : 300_000,
    },
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    goto: async (url) => void (await page.goto(url)),
    back: async () => void (await page.goBack()),
    evaluate: (fn, arg) => page.evaluate(fn as (arg: unknown) => unknown, arg),
    quit: () => context.close(),
    async kill() {
      const gone = new Promise((done) => context.once('close', done))
      killTree(processWith(folder))
      await gone
    },
  }
}

export const FIREFOX_ENGINE: Engine = { name: 'Firefox', isThere: FIREFOX !== null, launch, workerDies: 'by a setting' }
