/**
 * The open app on a device, whatever the browser: what a person does and sees there, by way of `window.holdfast` and of
 * what is drawn. Knows of a browser only that functions can be run in its page.
 */
import { randomUUID } from 'node:crypto'
import type { Box, Json, Layout } from '../../../core/layout/model'
import type { HeldSave } from '../../../core/wire/worker-message'
import type { SeenSync } from './console'
import type { Gate, SeenPost } from './gate'
import { until } from './until'

export abstract class AppOnScreen {
  abstract readonly name: string
  protected abstract readonly gate: Gate
  /** In the User-Agent of everything this browser sends, so that the gate can tell devices apart. */
  readonly marker = `device-${randomUUID()}`

  /** Runs a function in the page; it can use nothing but its argument and the page. */
  abstract evaluate<R, A = undefined>(fn: (arg: A) => R | Promise<R>, arg: A): Promise<R>

  // What a person does, by way of window.holdfast. Real gestures are in ./gestures.

  add(type: string, fields: Record<string, Json> = {}): Promise<string> {
    return this.evaluate((made) => window.holdfast.actions.addWidget(made.type, made.fields), { type, fields })
  }
  move(id: string, box: Box): Promise<void> {
    return this.evaluate(([i, b]) => window.holdfast.actions.moveWidget(i, b), [id, box] as const)
  }
  resize(id: string, size: { w: number; h: number }): Promise<void> {
    return this.evaluate(([i, s]) => window.holdfast.actions.resizeWidget(i, s), [id, size] as const)
  }
  edit(id: string, fields: Record<string, Json>): Promise<void> {
    return this.evaluate((made) => window.holdfast.actions.editWidget(made.id, made.fields), { id, fields })
  }
  remove(id: string): Promise<void> {
    return this.evaluate((i) => window.holdfast.actions.removeWidget(i), id)
  }

  // What a person sees.

  /** The widgets that are there, by id, with plain values. */
  layout(): Promise<Layout> {
    return this.evaluate(() => {
      const { widgets } = window.holdfast.layout.getState()
      const list = Array.isArray(widgets) ? widgets : Object.values(widgets)
      return Object.fromEntries(list.map(({ id, fields }) => [id, { id, fields }]))
    }, undefined)
  }
  /** The ids on the canvas, in the order of the page. */
  drawn(): Promise<string[]> {
    return this.evaluate(() => {
      const widgets = document.querySelectorAll('[data-testid="canvas"] [data-widget-id]')
      return [...widgets].map((widget) => widget.getAttribute('data-widget-id') ?? '')
    }, undefined)
  }
  sync(): Promise<SeenSync> {
    return this.evaluate(() => {
      const { syncStatus, isSyncing, pendingChanges, lastError, lastSyncedAt } = window.holdfast.sync.getState()
      return { syncStatus, isSyncing, pendingChanges, lastError, lastSyncedAt }
    }, undefined)
  }
  async pending(): Promise<number> {
    return (await this.sync()).pendingChanges
  }
  /** What the indicator shows. */
  indicator(): Promise<{ status: string; pending: number; words: string }> {
    return this.evaluate(() => {
      const shown = document.querySelector('[data-testid="sync-status"]')
      const attribute = (name: string) => shown?.getAttribute(name) ?? ''
      return {
        status: attribute('data-status'),
        pending: Number(attribute('data-pending')),
        words: `${shown?.textContent ?? ''} ${attribute('aria-label')}`.trim(),
      }
    }, undefined)
  }
  revision(): Promise<number> {
    return this.evaluate(() => window.holdfast.layout.getState().revision, undefined)
  }
  account(): Promise<string> {
    return this.evaluate(() => window.holdfast.layout.getState().account, undefined)
  }
  outbox(): Promise<HeldSave[]> {
    return this.evaluate(() => window.holdfast.outbox(), undefined)
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
    return this.gate.posts.filter(({ from }) => from.includes(this.marker))
  }
}
