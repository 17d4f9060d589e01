/** Storage in trouble: emptied, deleted, full, disabled, unreadable. Nothing lost, nothing twice, and the person is told (D8). */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Layout } from '../../core/layout/model'
import { ApiClient } from './support/api'
import type { Device } from './support/device'
import { allAgree, serverLayout, sharedNote } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, type Person, useWorld } from './support/world'

/** Every key of the app in local storage. */
/** Those of the dashboard: what is this device's alone has keys of its own. */
const localKeys = ({ page }: Device): Promise<string[]> =>
  page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('holdfast:') && key !== 'holdfast:install'),
  )

/** The values of the owed edits that IndexedDB holds. */
const owedInDb = ({ page }: Device): Promise<unknown[]> =>
  page.evaluate(
    () =>
      new Promise<unknown[]>((done, failed) => {
        const open = indexedDB.open('holdfast')
        open.onerror = () => failed(open.error)
        open.onsuccess = () => {
          const db = open.result
          const all = db.transaction('edits').objectStore('edits').getAll()
          all.onsuccess = () => {
            db.close()
            done(all.result.map(({ value }) => value))
          }
        }
      }),
  )

/** As a person does in the browser's tools; resolves when it is gone, or when somebody stands in the way. */
const deleteDatabase = (page: Page, name: string): Promise<string> =>
  page.evaluate(
    (named) =>
      new Promise<string>((done, failed) => {
        const request = indexedDB.deleteDatabase(named)
        request.onsuccess = () => done('gone')
        request.onblocked = () => done('blocked')
        request.onerror = () => failed(request.error)
      }),
    name,
  )

async function clearSiteData(device: Device, storageTypes: string): Promise<void> {
  const session = await device.browser.newCDPSession(device.page)
  await session.send('Storage.clearDataForOrigin', { origin: new URL(device.page.url()).origin, storageTypes })
  await session.detach()
}

const bar = ({ page }: Device) => page.getByRole('complementary', { name: 'Storage of this device' })
const saysOfStorage = (device: Device, words: RegExp) =>
  until(`${device.name} says ${words}`, async () => words.test((await bar(device).textContent()) ?? ''))
const barIsGone = (device: Device) => until('the bar is gone', async () => (await bar(device).count()) === 0)

inChromium('storage in trouble', () => {
  const world = useWorld()

  /** A device with a note that everybody has, and how many revisions there are. */
  async function begun(): Promise<{ person: Person; a: Device; id: string; before: number }> {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await sharedNote(a, null)
    return { person, a, id, before: await revisions(world, person) }
  }

  /** Everything that was owed arrived in one save, and the page says what the server holds. */
  async function arrivedOnce(person: Person, a: Device, before: number): Promise<Layout> {
    const agreed = await allAgree(person, a)
    expect((await revisions(world, person)) - before).toBe(1)
    return agreed
  }

  it('[D8] local storage is emptied beneath the page: the next edit brings all of it back', async () => {
    const { person, a, id, before } = await begun()
    await a.offline(true)
    await a.edit(id, { title: 'Before' })
    const had = await localKeys(a)
    await a.page.evaluate(() => localStorage.clear())
    await a.edit(id, { 'data/text': 'after' })
    expect((await localKeys(a)).sort()).toEqual(had.sort())
    await a.reload()
    expect((await a.layout())[id]?.fields).toMatchObject({ title: 'Before', 'data/text': 'after' })
    expect(await bar(a).count()).toBe(0)
    await a.offline(false)
    expect((await arrivedOnce(person, a, before))[id]?.fields).toMatchObject({ title: 'Before', 'data/text': 'after' })
  })

  it('[D8][D4] every database is deleted beneath the page, the worker’s queue too', async () => {
    const { person, a, id, before } = await begun()
    // Only the server is out of reach: a worker that starts while a browser goes online is not always told.
    world.server.gate.cutOff(a.marker, true)
    await a.edit(id, { title: 'Owed' })
    await until('the worker holds it', async () => (await a.outbox()).length === 1)
    expect(await deleteDatabase(a.page, 'holdfast')).toBe('gone')
    await until('IndexedDB has it again', async () => (await owedInDb(a)).includes('Owed'))
    await deleteDatabase(a.page, 'holdfast-outbox')
    await deleteDatabase(a.page, 'workbox-background-sync')
    // Whoever held the queue open is gone now, and the queue with it.
    await a.stopWorker()
    world.server.gate.cutOff(a.marker, false)
    expect((await arrivedOnce(person, a, before))[id]?.fields.title).toBe('Owed')
    expect(await bar(a).count()).toBe(0)
  })

  it('[D8] all site data is cleared beneath the page, the session too: signing in again delivers what was owed', async () => {
    const { person, a, id, before } = await begun()
    await a.offline(true)
    await a.edit(id, { title: 'Owed' })
    await clearSiteData(a, 'all')
    await a.edit(id, { 'data/text': 'after' })
    await until('IndexedDB has both', async () => (await owedInDb(a)).length === 2)
    expect(await localKeys(a)).toHaveLength(3)
    await a.offline(false)
    await until('a asks to sign in', async () => /sign in/i.test((await a.indicator()).words))
    expect((await serverLayout(person))[id]?.fields.title).toBe('Note')
    await a.browser.addCookies((await new ApiClient(world.server.origin).signIn(person.credentials)).cookies())
    await a.reload()
    const agreed = await arrivedOnce(person, a, before)
    expect(agreed[id]?.fields).toMatchObject({ title: 'Owed', 'data/text': 'after' })
  })

  it('[D8][D13] all site data is cleared beneath a guest’s page: a new guest has the whole dashboard, once', async () => {
    const a = await world.device('a')
    const id = await a.add('note', { title: 'Guest' })
    await a.settled()
    await a.offline(true)
    await a.edit(id, { title: 'Owed' })
    await clearSiteData(a, 'all')
    await a.edit(id, { 'data/text': 'after' })
    await a.offline(false)
    await a.settled()
    expect(await a.revision()).toBe(1)
    await a.reload()
    await until('a shows it', async () => (await a.layout())[id]?.fields['data/text'] === 'after')
    expect((await a.layout())[id]?.fields).toMatchObject({ title: 'Owed', 'data/text': 'after' })
    expect(Object.keys(await a.layout())).toHaveLength(1)
    await a.settled()
  })

  it('[D8][D1] local storage is full: said, kept in IndexedDB, and in both when there is room', async () => {
    const { person, a, id, before } = await begun()
    await a.offline(true)
    await a.page.evaluate(() => {
      for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (let i = 0; i < 4; i++) localStorage.setItem(`filler-${size}-${i}`, 'x'.repeat(size))
        } catch {
          // Full for this size; the next one is smaller.
        }
      }
    })
    await a.edit(id, { 'data/text': 'x'.repeat(10_000) })
    await saysOfStorage(a, /storage is full/)
    await until('IndexedDB has it', async () => (await owedInDb(a)).length === 1)
    await a.page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key)
    })
    await barIsGone(a)
    expect(await localKeys(a)).toHaveLength(3)
    await a.offline(false)
    expect((await arrivedOnce(person, a, before))[id]?.fields['data/text']).toHaveLength(10_000)
  })

  it('[D8] local storage cannot be read: everything comes from IndexedDB, and it is said until it was seen', async () => {
    const { person, a, id, before } = await begun()
    await a.offline(true)
    await a.edit(id, { title: 'Owed' })
    await until('IndexedDB has it', async () => (await owedInDb(a)).length === 1)
    await a.page.evaluate(() => {
      const texts = ['{"format":1,"data":{"devi', 'rubbish', '{"format":1,"data":7}']
      const keys = Object.keys(localStorage).filter((key) => key.startsWith('holdfast:'))
      for (const [i, key] of keys.entries()) localStorage.setItem(key, texts[i % texts.length] ?? '')
    })
    await a.reload()
    await saysOfStorage(a, /could not be read/)
    await until('a shows what it owes', async () => (await a.layout())[id]?.fields.title === 'Owed')
    await bar(a).getByRole('button', { name: 'I have seen it' }).click()
    await barIsGone(a)
    await a.offline(false)
    expect((await arrivedOnce(person, a, before))[id]?.fields.title).toBe('Owed')
    await a.reload()
    expect(await bar(a).count()).toBe(0)
  })

  it('[D8] what a newer version left is not touched, and this one goes on', async () => {
    const { person, a, id, before } = await begun()
    const theirs = '{"format":99,"data":{"anything":1}}'
    const keys = await localKeys(a)
    await a.page.evaluate(
      ([text, all]) => {
        for (const key of all) localStorage.setItem(key, text)
      },
      [theirs, keys] as const,
    )
    await a.reload()
    await saysOfStorage(a, /newer version/)
    await a.edit(id, { title: 'By the older one' })
    expect((await arrivedOnce(person, a, before))[id]?.fields.title).toBe('By the older one')
    const texts = await a.page.evaluate((all) => all.map((key) => localStorage.getItem(key)), keys)
    expect(new Set(texts)).toEqual(new Set([theirs]))
  })

  it('[D8] local storage is disabled: edits arrive, and a reload finds what is owed in IndexedDB', async () => {
    const { person, a, id, before } = await begun()
    await a.browser.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('Access is denied.', 'SecurityError')
        },
      })
    })
    await a.reload()
    await saysOfStorage(a, /cannot be used/)
    await a.offline(true)
    await a.edit(id, { title: 'Owed' })
    await until('IndexedDB has it', async () => (await owedInDb(a)).length === 1)
    await a.reload()
    await until('a shows what it owes', async () => (await a.layout())[id]?.fields.title === 'Owed')
    await a.offline(false)
    expect((await arrivedOnce(person, a, before))[id]?.fields.title).toBe('Owed')
  })

  it('[D8][D12] IndexedDB is disabled, then back: what is owed and what was refused outlive a reload', async () => {
    const { person, a, id, before } = await begun()
    await a.browser.addInitScript(() => {
      const { open } = IDBFactory.prototype
      IDBFactory.prototype.open = function (...args) {
        if (sessionStorage.getItem('disabled') !== null) throw new DOMException('Disabled.', 'SecurityError')
        return open.apply(this, args)
      }
      // The first page of all begins with it disabled.
      if (sessionStorage.getItem('began') === null) sessionStorage.setItem('disabled', 'yes')
      sessionStorage.setItem('began', 'yes')
    })
    await a.reload()
    await saysOfStorage(a, /cannot be used/)
    await tooLongATitle(a, id)
    await until('that was refused', async () => (await setAside(a)) === 1)
    await a.settled()
    await a.offline(true)
    await a.edit(id, { title: 'Owed' })
    await a.reload()
    expect(await setAside(a)).toBe(1)
    expect((await a.layout())[id]?.fields.title).toBe('Owed')

    await a.page.evaluate(() => sessionStorage.removeItem('disabled'))
    await barIsGone(a)
    await until('IndexedDB has it', async () => (await owedInDb(a)).includes('Owed'))
    await a.offline(false)
    expect((await arrivedOnce(person, a, before))[id]?.fields.title).toBe('Owed')
    expect(await setAside(a)).toBe(1)
  })

  it('the browser is asked to keep what is stored after the first edit, and its answer is shown', async () => {
    const a = await world.device('a', await world.person())
    await a.browser.addInitScript(() => {
      const { persist } = StorageManager.prototype
      StorageManager.prototype.persist = function () {
        document.documentElement.dataset.asked = `${Number(document.documentElement.dataset.asked ?? 0) + 1}`
        return persist.call(this)
      }
    })
    await a.reload()
    const asked = () => a.page.evaluate(() => document.documentElement.dataset.asked)
    const details = a.page.getByRole('dialog', { name: 'Saving' })
    await a.page.getByTestId('sync-status').getByRole('button').click()
    await until('the details say how much is used', async () =>
      /Storage\s*[\d.]+ \w*B/.test((await details.textContent()) ?? ''),
    )
    expect(await asked()).toBeUndefined()
    await a.add('note', { title: 'First' })
    await a.add('note', { title: 'Second' })
    await until('the browser was asked', async () => (await asked()) === '1')
    await until('its answer is shown', async () =>
      /Kept until you delete it|may delete it when space runs short/.test((await details.textContent()) ?? ''),
    )
    await a.settled()
    expect(await asked()).toBe('1')
  })

  it('[D8][S15] the bar gives the whole dashboard out as a file, and an import takes it', async () => {
    const { a, id } = await begun()
    await a.browser.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full.', 'QuotaExceededError')
      }
    })
    await a.offline(true)
    await a.reload()
    await a.edit(id, { title: 'Not sent' })
    const added = await a.add('todo', { title: 'Not sent either', 'data/item:1': { text: 'Milk', done: false } })
    await saysOfStorage(a, /storage is full/)
    const coming = a.page.waitForEvent('download')
    await bar(a).getByRole('button', { name: 'Export' }).click()
    const file = JSON.parse(readFileSync(await (await coming).path(), 'utf8'))
    expect(file.notSent.edits.flatMap(({ edits }: { edits: unknown[] }) => edits).length).toBeGreaterThan(2)

    const other = await world.person()
    const now = Date.now()
    const { device, writer } = other.api
    const asks = { account: other.api.account, device, writer, base: 0, tag: null, sentAt: now, file }
    const { status } = await other.api.call('POST', '/api/import?mode=replace', asks)
    expect(status).toBe(200)
    const imported = await serverLayout(other)
    expect(imported).toEqual(await a.layout())
    expect(imported[added]?.fields.title).toBe('Not sent either')
  })
})

/** What no button of the page makes, as a page of another version might: the server refuses it. */
const tooLongATitle = ({ page }: Device, id: string): Promise<void> =>
  page.evaluate((widget) => {
    const { layout, manager } = window.holdfast as unknown as {
      layout: { getState(): { widgets: Layout } }
      manager: { saveLayout(account: string, layout: { widgets: Layout }, trigger: string): Promise<unknown> }
    }
    const { widgets } = layout.getState()
    const fields = { ...widgets[widget]?.fields, title: 'x'.repeat(300) }
    void manager.saveLayout('', { widgets: { ...widgets, [widget]: { id: widget, fields } } }, 'edit')
  }, id)

const setAside = ({ page }: Device): Promise<number> =>
  page.evaluate(() => window.holdfast.sync.getState().setAside?.length ?? 0)
