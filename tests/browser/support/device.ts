/** A device: one browser profile with one or more tabs, and what a person sees and does there. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Box, Json, Layout } from '../../../core/layout/model'
import type { HeldSave } from '../../../core/wire/worker-message'
import type { Cookie } from './api'
import type { SeenSync } from './console'
import type { Gate, SeenPost } from './gate'
import { copyProfile, dropProfile, killBrowser, type LaunchOptions, launch, newProfile } from './profile'
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
}

/** Opens the app on a device. Rejects with what the page said when it does not come up. */
export async function openDevice(options: DeviceOptions): Promise<Device> {
  const device = new Device(options, options.profile ?? newProfile())
  await device.relaunch()
  return device
}

export class Device {
  readonly name: string
  /** In the User-Agent of everything this browser sends, so that the gate can tell devices apart. */
  readonly marker = `device-${randomUUID()}`
  private context: BrowserContext | null = null
  private current: Page | null = null
  private readonly said: string[] = []

  constructor(
    private readonly options: DeviceOptions,
    readonly profile: string,
  ) {
    this.name = options.name
  }

  /** The tab that was opened last. */
  get page(): Page {
    if (this.current === null) throw new Error(`${this.name} has no open page`)
    return this.current
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
    this.options.gate.cutOff(this.marker, how.offline === true)
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

  // What a person does, by way of window.holdfast. Real gestures are in ./gestures.

  add(type: string, fields: Record<string, Json> = {}): Promise<string> {
    return this.page.evaluate<string, { type: string; fields: object }>(
      (made) => window.holdfast.actions.addWidget(made.type, made.fields as Record<string, never>),
      { type, fields },
    )
  }
  move(id: string, box: Box): Promise<void> {
    return this.page.evaluate(([i, b]) => window.holdfast.actions.moveWidget(i, b), [id, box] as const)
  }
  resize(id: string, size: { w: number; h: number }): Promise<void> {
    return this.page.evaluate(([i, s]) => window.holdfast.actions.resizeWidget(i, s), [id, size] as const)
  }
  edit(id: string, fields: Record<string, Json>): Promise<void> {
    return this.page.evaluate<void, { id: string; fields: object }>(
      (made) => window.holdfast.actions.editWidget(made.id, made.fields as Record<string, never>),
      { id, fields },
    )
  }
  remove(id: string): Promise<void> {
    return this.page.evaluate((i) => window.holdfast.actions.removeWidget(i), id)
  }

  // What a person sees.

  /** The widgets that are there, by id, with plain values. */
  layout(): Promise<Layout> {
    return this.page.evaluate(() => {
      const { widgets } = window.holdfast.layout.getState()
      const list = Array.isArray(widgets) ? widgets : Object.values(widgets)
      return Object.fromEntries(list.map(({ id, fields }) => [id, { id, fields }]))
    })
  }
  /** The ids on the canvas, in the order of the page. */
  drawn(): Promise<string[]> {
    return this.page
      .getByTestId('canvas')
      .locator('[data-widget-id]')
      .evaluateAll((widgets) => widgets.map((widget) => widget.getAttribute('data-widget-id') ?? ''))
  }
  sync(): Promise<SeenSync> {
    return this.page.evaluate(() => {
      const { syncStatus, isSyncing, pendingChanges, lastError, lastSyncedAt } = window.holdfast.sync.getState()
      return { syncStatus, isSyncing, pendingChanges, lastError, lastSyncedAt }
    })
  }
  async pending(): Promise<number> {
    return (await this.sync()).pendingChanges
  }
  /** What the indicator shows. */
  async indicator(): Promise<{ status: string; pending: number; words: string }> {
    const indicator = this.page.getByTestId('sync-status').first()
    const words = `${await indicator.textContent()} ${(await indicator.getAttribute('aria-label')) ?? ''}`.trim()
    return {
      status: (await indicator.getAttribute('data-status')) ?? '',
      pending: Number(await indicator.getAttribute('data-pending')),
      words,
    }
  }
  revision(): Promise<number> {
    return this.page.evaluate(() => window.holdfast.layout.getState().revision)
  }
  account(): Promise<string> {
    return this.page.evaluate(() => window.holdfast.layout.getState().account)
  }
  outbox(): Promise<HeldSave[]> {
    return this.page.evaluate(() => window.holdfast.outbox())
  }
  /** Nothing is owed any more. */
  settled(): Promise<unknown> {
    return until(`${this.name} owes nothing`, async () => {
      const { pendingChanges, syncStatus } = await this.sync()
      return pendingChanges === 0 && syncStatus !== 'syncing'
    })
  }

  /** Saves of this device that reached the gate, from its pages or its worker. */
  posts(): SeenPost[] {
    return this.options.gate.posts.filter(({ from }) => from.includes(this.marker))
  }

  // What happens to a device.

  /** Page and worker together. */
  async offline(off: boolean): Promise<void> {
    this.options.gate.cutOff(this.marker, off)
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
    await this.quit().catch(() => {})
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
      ...this.said.slice(-20).map((line) => `  ${line}`),
    ].join('\n')
  }
}
