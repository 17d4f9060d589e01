/** What a test does in the page of the worker's site: open it, save, nudge, and look into the queue itself. */
import { randomUUID } from 'node:crypto'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { SaveBody } from '../../../core/wire/save'
import type { WorkerCommand, WorkerReport } from '../../../core/wire/worker-message'

export interface Answered {
  status: number
  body: unknown
}

const DEVICE = randomUUID()

/** A save of title edits with these numbers by one writer, each of a widget of its own. */
export function saveOf(writer: string, numbers: number[], account = 'ada'): SaveBody {
  const at = Date.now()
  const edits = numbers.map((n) => ({ n, widget: widgetOf(n), field: 'title', value: `title ${n}`, at }))
  const who = { schema: 1, account, device: DEVICE, base: 0, tag: null }
  return { ...who, trigger: 'edit', strategy: 'merge', sentAt: 1, streams: [{ writer, edits }] }
}
const widgetOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Opens the page and waits until the worker controls it. */
export async function openTab(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin)
  await page.waitForFunction(() => window.site.link.controlled())
  return page
}

/** Posts a save as the page does. */
export function post(page: Page, body: SaveBody): Promise<Answered> {
  return page.evaluate(async (text) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/api/layout', { method: 'POST', headers, body: text })
    return { status: response.status, body: await response.json() }
  }, JSON.stringify(body))
}

export const nudge = (page: Page, command: Exclude<WorkerCommand, { type: 'SKIP_WAITING' }>) =>
  page.evaluate((what) => window.site.link.send(what), command)

export const reports = (page: Page): Promise<WorkerReport[]> => page.evaluate(() => window.site.reports)

export interface QueueContent {
  version: number
  /** The bodies in Workbox's database, oldest first. */
  saves: SaveBody[]
}

/** What is really in the queue's database, read beside Workbox. */
export function queue(page: Page): Promise<QueueContent> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('workbox-background-sync')
    const db = await new Promise<IDBDatabase>((done, fail) => {
      opened.onsuccess = () => done(opened.result)
      opened.onerror = () => fail(opened.error)
    })
    const all = db.transaction('requests').objectStore('requests').getAll()
    await new Promise((done) => {
      all.onsuccess = done
    })
    const entries = all.result as { queueName: string; requestData: { body: ArrayBuffer } }[]
    const held = entries.filter(({ queueName }) => queueName === 'layout-saves')
    const saves = held.map(({ requestData }) => JSON.parse(new TextDecoder().decode(requestData.body)))
    const { version } = db
    db.close()
    return { version, saves }
  })
}

/** Stops the worker as the browser does when it needs the memory. */
export async function stopWorker(session: CDPSession): Promise<void> {
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
}
