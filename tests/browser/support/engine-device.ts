/**
 * A device with any engine's browser, used by one person after the other: each scenario signs a new person in on the
 * profile that is there, so that a browser is started once and not for every scenario.
 */

import { AppOnScreen } from './app-on-screen'
import type { Engine, LaunchedBrowser } from './engine'
import { dropProfile, newProfile } from './profile'
import type { RunningServer } from './server'
import { until } from './until'
import type { Person } from './world'

export class EngineDevice<B extends LaunchedBrowser = LaunchedBrowser> extends AppOnScreen {
  private running: B | null = null
  private readonly profile = newProfile()

  constructor(
    readonly name: string,
    private readonly engine: Engine<B>,
    private readonly server: RunningServer,
  ) {
    super()
  }

  protected get gate() {
    return this.server.gate
  }
  get browser(): B {
    if (this.running === null) throw new Error(`${this.name} does not run`)
    return this.running
  }

  async evaluate<R, A>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return (await this.browser.evaluate(fn as (arg: never) => unknown, arg)) as R
  }

  /** Starts the browser on the device's profile and opens the app. */
  async launch({ shortLivedWorkers = false } = {}): Promise<void> {
    const { profile: folder, marker } = this
    this.running = await this.engine.launch({ folder, marker, shortLivedWorkers })
    await this.open()
  }

  /** Opens the app in the tab, anew where it is open already. */
  async open(): Promise<void> {
    await this.browser.goto(this.server.origin)
    await this.ready()
  }
  ready(): Promise<unknown> {
    return until(`${this.name} came up`, () =>
      this.evaluate(
        () => window.holdfast !== undefined && document.querySelector('[data-testid="canvas"]') !== null,
        undefined,
      ),
    )
  }
  /** The tab shows something else: the app's page is gone. */
  leave(): Promise<void> {
    return this.browser.goto('about:blank')
  }
  /** The browser's Back button, after leave(). */
  async back(): Promise<void> {
    await this.browser.back()
    await this.ready()
  }

  /** Signs a person in by the API and opens their layout, with a worker in control. */
  async signIn({ credentials, api }: Person): Promise<void> {
    const status = await this.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/auth/sign-in/email', { method: 'POST', headers, body: JSON.stringify(body) })).status
    }, credentials)
    if (status !== 200) throw new Error(`signing in answered ${status}`)
    await this.evaluate(async () => void (await navigator.serviceWorker.ready), undefined)
    await this.open()
    await until(`${this.name} shows its person's layout`, async () => (await this.account()) === api.account)
    await until(`the worker controls ${this.name}`, () =>
      this.evaluate(() => navigator.serviceWorker.controller !== null, undefined),
    )
  }
  /** The session ends without the app's knowledge. */
  endSession(): Promise<void> {
    return this.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      await fetch('/api/auth/sign-out', { method: 'POST', headers, body: '{}' })
    }, undefined)
  }

  /** Presses the last button of that name, in the open dialog where there is one. Waits until it is there. */
  press(name: string): Promise<unknown> {
    return until(`${this.name} pressed ${name}`, () =>
      this.evaluate((text) => {
        const within = document.querySelector('dialog[open]') ?? document
        const words = (button: Element) => (button.textContent || (button.getAttribute('aria-label') ?? '')).trim()
        const button = [...within.querySelectorAll('button')].findLast((one) => words(one) === text)
        button?.click()
        return button !== undefined
      }, name),
    )
  }
  /** Types into the field of the open dialog with that input type. */
  fill(type: 'email' | 'password', value: string): Promise<unknown> {
    return until(`${this.name} has a field for ${type}`, () =>
      this.evaluate(
        (typed) => {
          const field = document.querySelector<HTMLInputElement>(`dialog[open] input[type="${typed.type}"]`)
          if (field === null) return false
          field.value = typed.value
          field.dispatchEvent(new InputEvent('input', { bubbles: true }))
          return true
        },
        { type, value },
      ),
    )
  }
  text(): Promise<string> {
    return this.evaluate(() => document.body.textContent ?? '', undefined)
  }

  /** Nothing reaches the server from here. These engines have no switch that reaches a worker, so the network does it. */
  offline(off: boolean): void {
    this.gate.cutOff(this.marker, off)
  }
  async kill(): Promise<void> {
    const killed = this.browser
    this.running = null
    await killed.kill()
  }
  async quit(): Promise<void> {
    await this.running?.quit()
    this.running = null
  }
  async close(): Promise<void> {
    await this.quit().catch(() => {})
    this.offline(false)
    dropProfile(this.profile)
  }

  /** For a test that failed. */
  async report(): Promise<string> {
    const said = async (look: () => Promise<unknown>) => JSON.stringify(await look().catch((error) => String(error)))
    return [
      `${this.name}: sync ${await said(() => this.sync())}`,
      `  indicator ${await said(() => this.indicator())}`,
      `  outbox ${await said(() => this.outbox())}`,
    ].join('\n')
  }
}
