/** The worker in a real Chromium: real queue, real Background Sync, a server that fails as asked. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Learned } from '../../core/wire/worker-message'
import { writeWorkers } from '../../sw/build/bundle'
import { dropProfile, launch, newProfile, QUICK_BACKGROUND_SYNC } from './support/profile'
import { until } from './support/until'
import { inChromium } from './support/world'
import { startSite, type WorkerSite } from './worker-site/api'
import { nudge, openTab, post, queue, reports, saveOf, stopWorker } from './worker-site/tab'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'holdfast-worker-site-'))
let profile: string
let context: BrowserContext
let site: WorkerSite

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Worker</title><script src="/page.js"></script>')
  const entryPoints = [fileURLToPath(new URL('./worker-site/page.ts', import.meta.url))]
  await build({
    entryPoints,
    bundle: true,
    outfile: join(folder, 'page.js'),
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  await writeWorkers(ROOT, folder, 'test')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  profile = newProfile()
  site = await startSite(folder)
  context = await launch(profile, { flags: QUICK_BACKGROUND_SYNC })
})
afterEach(async () => {
  await context.close()
  await site.close()
  dropProfile(profile)
})

const learnedOf = async (page: Parameters<typeof reports>[0]): Promise<Learned[]> =>
  (await reports(page)).flatMap((report) => (report.type === 'learned' ? [report.learned] : []))

inChromium('the outbox', () => {
  it('[D4] puts a save in the queue before it is sent, and deletes it after the acknowledgement', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    site.next = ['hang']
    const answer = post(page, saveOf(writer, [1]))
    await until('the save is under way', () => site.seen.length === 1)
    expect((await queue(page)).saves).toHaveLength(1)
    site.release()
    expect((await answer).status).toBe(200)
    expect((await queue(page)).saves).toHaveLength(0)
    expect(site.applied).toEqual([`${writer} 1`])
  })

  it('stands on version 3 of Workbox’s database: another version would wipe what is held', async () => {
    const page = await openTab(context, site.origin)
    await post(page, saveOf(randomUUID(), [1]))
    expect((await queue(page)).version).toBe(3)
  })

  it('[D5] hands the acknowledgement of the first try to the page, with sentAt set anew', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    const { status, body } = await post(page, saveOf(writer, [1]))
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'saved', lastN: { [writer]: 1 } })
    expect(site.seen[0]?.body.sentAt).toBeGreaterThan(1)
    expect((await queue(page)).saves).toHaveLength(0)
    expect(await learnedOf(page)).toEqual([])
  })

  it('[D5] answers 202 after a 500, tries again after 1 s, 2 s and 4 s, and delivers exactly once', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    site.next = [{ problem: 'internal' }, { problem: 'internal' }, { problem: 'internal' }]
    expect(await post(page, saveOf(writer, [1]))).toEqual({ status: 202, body: { status: 'queued' } })
    await until('it is delivered', async () => (await queue(page)).saves.length === 0)
    expect(site.applied).toEqual([`${writer} 1`])
    const waits = site.seen.slice(1).map(({ at }, i) => at - (site.seen[i]?.at ?? 0))
    expect(waits).toHaveLength(3)
    for (const [i, least] of [1000, 2000, 4000].entries()) expect(waits[i]).toBeGreaterThanOrEqual(least - 50)
    const [learned] = await until('the page hears of it', async () => {
      const all = await learnedOf(page)
      return all.length > 0 ? all : null
    })
    expect(learned).toMatchObject({ kind: 'acknowledged', account: 'ada', sent: [{ writer }] })
  })

  it('[D2] holds one save an account: the newest, which carries everything; [D4] a portal’s 200 delivers nothing', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    site.always = 'portal'
    for (const numbers of [[1], [1, 2], [1, 2, 3]]) expect((await post(page, saveOf(writer, numbers))).status).toBe(202)
    const { saves } = await queue(page)
    expect(saves.map(({ streams }) => streams[0]?.edits.map(({ n }) => n))).toEqual([[1, 2, 3]])
    site.always = 'save'
    await nudge(page, { type: 'drain', reason: 'retry' })
    await until('it is delivered', async () => (await queue(page)).saves.length === 0)
    expect(site.applied).toHaveLength(3)
  })

  it('[D5] delivers by Background Sync when every page is closed before the network is back', async () => {
    const page = await openTab(context, site.origin)
    const other = await context.newPage()
    await context.setOffline(true)
    const writer = randomUUID()
    expect((await post(page, saveOf(writer, [1]))).status).toBe(202)
    await page.close()
    await other.waitForTimeout(500)
    expect(site.seen).toHaveLength(0)
    await context.setOffline(false)
    await until('it is delivered without a page', () => site.applied.length === 1)

    const back = await openTab(context, site.origin)
    await until('the queue is empty', async () => (await queue(back)).saves.length === 0)
    await nudge(back, { type: 'hello' })
    const [learned] = await until('the page hears what happened meanwhile', async () => {
      const all = await learnedOf(back)
      return all.length > 0 ? all : null
    })
    expect(learned).toMatchObject({ kind: 'acknowledged', answer: { lastN: { [writer]: 1 } } })
    await nudge(back, { type: 'taken', id: learned?.id ?? '' })
    await back.reload()
    await nudge(back, { type: 'hello' })
    await until('it says that nothing is held', async () => (await reports(back)).some(({ type }) => type === 'status'))
    expect(await learnedOf(back)).toEqual([])
  })

  it('[D5] is called again by the browser as long as the server fails, with every page closed', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    await context.newPage()
    site.always = { problem: 'internal' }
    expect((await post(page, saveOf(writer, [1]))).status).toBe(202)
    await page.close()
    // The first try and the quick retries; after them only a sync event can come.
    await until('the quick retries are over', () => site.seen.length >= 4)
    site.always = 'save'
    await until('it is delivered without a page', () => site.applied.length === 1)
    expect(site.applied).toEqual([`${writer} 1`])
  })

  it('[D4] delivers what a worker that was stopped in mid-send had under way', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    // Every try hangs: a sync event may start the worker again before the queue is looked at.
    site.always = 'hang'
    void post(page, saveOf(writer, [1])).catch(() => {})
    await until('the save is under way', () => site.seen.length === 1)
    await stopWorker(await context.newCDPSession(page))
    expect((await queue(page)).saves).not.toHaveLength(0)
    // Chromium hands the page's request to the worker's next life: held twice, until the older is dropped for what covers it (D2).
    await until('it is held once', async () => (await queue(page)).saves.length === 1)
    site.always = 'save'
    site.release()
    await nudge(page, { type: 'drain', reason: 'visible' })
    await until('it is delivered', async () => (await queue(page)).saves.length === 0)
    expect(site.applied).toEqual([`${writer} 1`])
  })

  it('[D4] an answer that is lost after the commit is asked for again, and applied once', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    site.next = ['drop']
    // Over a connection that was used before, Chromium itself asks again, and the page has its 200 at once.
    expect([200, 202]).toContain((await post(page, saveOf(writer, [1, 2]))).status)
    await until('it is acknowledged', async () => (await queue(page)).saves.length === 0)
    expect(site.applied).toEqual([`${writer} 1`, `${writer} 2`])
    expect(site.seen.length).toBeGreaterThanOrEqual(2)
  })

  it('holds a save that nobody is signed in for, and sends it after signing in', async () => {
    const page = await openTab(context, site.origin)
    const writer = randomUUID()
    site.always = { problem: 'unauthenticated' }
    expect((await post(page, saveOf(writer, [1]))).status).toBe(401)
    await nudge(page, { type: 'drain', reason: 'visible' })
    const [held] = await page.evaluate(() => window.site.link.outbox())
    expect(held).toMatchObject({ account: 'ada', attempts: expect.any(Number), nextTryAt: null })
    expect(site.seen).toHaveLength(1)
    const statuses = (await reports(page)).filter(({ type }) => type === 'status')
    expect(statuses.at(-1)).toMatchObject({ status: { state: 'held', why: 'sign-in' } })
    site.always = 'save'
    await nudge(page, { type: 'drain', reason: 'signed-in' })
    await until('it is delivered', async () => (await queue(page)).saves.length === 0)
  })

  it('[D12] a refusal in the background leaves the queue and is kept for a page', async () => {
    const page = await openTab(context, site.origin)
    site.next = [{ problem: 'internal' }, { problem: 'limit-broken' }]
    expect((await post(page, saveOf(randomUUID(), [1]))).status).toBe(202)
    await until('it left the queue', async () => (await queue(page)).saves.length === 0)
    const [learned] = await until('the page hears of it', async () => {
      const all = await learnedOf(page)
      return all.length > 0 ? all : null
    })
    expect(learned).toMatchObject({ kind: 'refused', problem: { status: 422 } })
  })
})

inChromium('the app', () => {
  it('opens without a network from the second visit on', async () => {
    const page = await openTab(context, site.origin)
    await context.setOffline(true)
    await page.goto(`${site.origin}/some/place?x=1`)
    expect(await page.title()).toBe('Worker')
    expect(await page.evaluate(() => window.site.link.controlled())).toBe(true)
  })

  it('[D9] a new version waits for a yes, keeps the queue, and reloads every tab once nothing is being done in it', async () => {
    const page = await openTab(context, site.origin)
    const other = await openTab(context, site.origin)
    const writer = randomUUID()
    site.always = 'hang'
    void post(page, saveOf(writer, [1])).catch(() => {})
    await until('the save is under way', () => site.seen.length === 1)
    const born = await page.evaluate(() => window.site.born)
    const bornOther = await other.evaluate(() => window.site.born)

    site.workerSuffix = '\n// another version\n'
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()))
    await until('the new version waits', () => page.evaluate(() => window.site.link.update.isWaiting()))
    expect(await page.evaluate(() => window.site.born)).toBe(born)

    await other.evaluate(() => {
      window.site.busy = true
    })

    await page.evaluate(() => window.site.link.update.apply())
    await until('the page is new', async () => (await page.evaluate(() => window.site.born)) !== born)
    expect(await other.evaluate(() => window.site.born)).toBe(bornOther)
    await other.evaluate(() => {
      window.site.busy = false
    })
    await until('the other tab is new', async () => (await other.evaluate(() => window.site.born)) !== bornOther)

    expect((await queue(page)).saves).toHaveLength(1)
    site.always = 'save'
    // A sync event may have made the new worker try already.
    site.release()
    await nudge(page, { type: 'drain', reason: 'start' })
    await until('it is delivered', async () => (await queue(page)).saves.length === 0)
    expect(site.applied).toEqual([`${writer} 1`])
  })
})
