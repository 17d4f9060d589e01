/** A device: one browser profile with one or more tabs, and what a person sees and does there. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Cookie } from './api'
import { AppOnScreen } from './app-on-screen'
import type { Gate } from './gate'
import {
  copyProfile,
  dropProfile,
  keepInstalled,
  killBrowser,
  type LaunchOptions,
  launch,
  newProfile,
  profileWithApp,
} from './profile'
import { until } from './until'

export interface DeviceOptions extends LaunchOptions {
  name: string
  origin: string
  gate: Gate
  /** Signed in with these; without them a first visit makes a guest. */
  cookies?: Cookie[]
  /** A profile folder that is there already; it belongs to the device from now on. */
  profile?: string
  /** Waits until the service worker controls the page (the default), or leaves it as it is. */
  controlled?: boolean
  /** Its first visit installs the app, in place of beginning with what another device of this server had installed. */
  installs?: boolean
}

/** Opens the app on a device. Rejects with what the page said when it does not come up. */
export async function openDevice(options: DeviceOptions): Promise<Device> {
  const profile = options.profile ?? (hasApp(options) ? profileWithApp(options.origin) : newProfile())
  const device = new Device(options, profile)
  await device.relaunch()
  return device
}

/** Whether it may begin with what another device had installed, and leave its own to the next. */
const hasApp = ({ installs, controlled }: DeviceOptions): boolean => installs !== true && controlled !== false

export class Device extends AppOnScreen {
  readonly name: string
  protected readonly gate: Gate
  private context: BrowserContext | null = null
  private current: Page | null = null
  private readonly said: string[] = []

  constructor(
    private readonly options: DeviceOptions,
    readonly profile: string,
  ) {
    super()
    this.name = options.name
    this.gate = options.gate
  }

  /** The tab that was opened last. */
  get page(): Page {
    if (this.current === null) throw new Error(`${this.name} has no open page`)
    return this.current
  }
  get origin(): string {
    return this.options.origin
  }
  get browser(): BrowserContext {
    if (this.context === null) throw new Error(`${this.name} does not run`)
    return this.context
  }

  /** Starts the browser on the device's profile and opens the app. `offline`: from the start. */
  async relaunch(how: { offline?: boolean; flags?: string[] } = {}): Promise<void> {
    const marked = `--user-agent=Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36 ${this.marker}`
    const flags = [marked, ...(this.options.flags ?? []), ...(how.flags ?? [])]
    // Background Sync may deliver what the worker holds before anybody can tell the new browser that it is offline.
    this.cutOff(how.offline === true)
    this.context = await launch(this.profile, { ...this.options, flags })
    const { cookies, origin } = this.options
    // A browser brings cookies to disk half a minute late, so a kill just after signing in would lose them.
    const there = await this.context.cookies(origin)
    if (cookies !== undefined && there.length === 0) await this.context.addCookies(cookies)
    if (how.offline) await this.context.setOffline(true)
    const [first] = this.context.pages()
    await this.open(first)
    if (this.options.controlled !== false && !how.offline) await this.control()
  }

  /** Opens the app in a new tab (or in `page`), which becomes the current one. */
  async open(page?: Page): Promise<Page> {
    const tab = page ?? (await this.browser.newPage())
    tab.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`))
    tab.on('pageerror', (error) => this.said.push(`error: ${error.message}`))
    this.current = tab
    await tab.goto(this.options.origin)
    await this.ready()
    return tab
  }

  /** The app is drawn and its stores are there. */
  async ready(): Promise<void> {
    try {
      await this.page.waitForFunction(() => window.holdfast !== undefined)
      await this.page.getByTestId('canvas').waitFor({ state: 'attached' })
    } catch (error) {
      throw new Error(`${this.name} did not come up: ${(error as Error).message}\n${this.said.join('\n')}`)
    }
  }

  /** Makes another open tab the current one. */
  turnTo(page: Page): void {
    this.current = page
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.ready()
  }

  /** Waits for an active worker, and reloads once where it does not control the page yet, as on a second visit. */
  private async control(): Promise<void> {
    await this.page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const isControlled = () => this.page.evaluate(() => navigator.serviceWorker.controller !== null)
    if (await isControlled()) return
    await this.reload()
    await until(`the worker controls ${this.name}`, isControlled)
  }

  evaluate<R, A>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.page.evaluate(fn as (arg: unknown) => R, arg as unknown)
  }

  // What happens to a device.

  /** Nothing reaches the server from here, and nobody is told. */
  cutOff(off: boolean): void {
    this.gate.cutOff(this.marker, off)
  }
  /** Page and worker together. */
  async offline(off: boolean): Promise<void> {
    this.cutOff(off)
    await this.browser.setOffline(off)
  }
  /** Closes every page; the browser goes on, with a blank tab. */
  async closePages(): Promise<void> {
    const pages = this.browser.pages()
    const blank = await this.browser.newPage()
    await Promise.all(pages.map((page) => page.close()))
    this.current = blank
  }
  /** Stops the service worker, whatever it is doing. */
  async stopWorker(): Promise<void> {
    const session: CDPSession = await this.browser.newCDPSession(this.page)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    await session.detach()
  }
  async kill(): Promise<void> {
    const killed = this.browser
    this.context = null
    this.current = null
    await killBrowser(killed)
  }
  /** Closes the browser as a person does: everything is flushed. */
  async quit(): Promise<void> {
    await this.context?.close()
    this.context = null
    this.current = null
  }
  /** A copy of the profile; the browser may not run. @returns its folder */
  copy(): string {
    if (this.context !== null) throw new Error('quit or kill the browser before copying its profile')
    return copyProfile(this.profile)
  }
  async close(): Promise<void> {
    const isRunning = this.context !== null
    await this.quit().catch(() => {})
    if (isRunning && hasApp(this.options)) keepInstalled(this.options.origin, this.profile)
    dropProfile(this.profile)
  }

  /** For a test that failed: a screenshot in a temporary folder, and what the page says. */
  async report(): Promise<string> {
    if (this.context === null) return `${this.name} does not run`
    const file = join(mkdtempSync(join(tmpdir(), 'holdfast-failed-')), `${this.name}.png`)
    await this.page.screenshot({ path: file }).catch(() => {})
    const sync = await this.sync().catch((error: Error) => error.message)
    const held = await this.outbox().catch((error: Error) => error.message)
    return [
      `${this.name}: ${file}`,
      `  sync ${JSON.stringify(sync)}`,
      `  outbox ${JSON.stringify(held)}`,
      `  event streams ${this.gate.openStreams(this.marker)}, posts ${this.posts().map(({ status }) => status ?? 'unanswered')}`,
      ...this.said.slice(-20).map((line) => `  ${line}`),
    ].join('\n')
  }
}
