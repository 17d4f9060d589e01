/** Two people, one browser: nothing of one is sent, shown or lost under the other (D13). */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Credentials } from './support/api'
import type { Device } from './support/device'
import { allAgree, serverLayout } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const account = ({ page }: Device) => page.getByRole('dialog', { name: 'Account' })

async function openAccount(device: Device) {
  await device.page.getByRole('button', { name: 'Account' }).click()
  return account(device)
}

async function signIn(device: Device, { email, password }: Credentials) {
  const dialog = await openAccount(device)
  await dialog.getByRole('tab', { name: 'Sign in' }).click()
  await dialog.getByLabel(/e-?mail/i).fill(email)
  await dialog.getByLabel(/password/i).fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
}

async function signOut(device: Device) {
  const dialog = await openAccount(device)
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await until('nobody’s dashboard is shown', async () => (await device.account()) === 'local')
}

async function openInspector({ page }: Device) {
  await page.evaluate(() => {
    window.location.hash = '#/inspector'
  })
  await page.getByTestId('inspector-timeline').waitFor()
}

/** All that a person finds: what the screen says, the report, and what is on disk of both journals. */
async function everythingIn({ page }: Device): Promise<string> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export a report' }).click()
  const report = readFileSync(await (await saving).path(), 'utf8')
  const stored = await page.evaluate(async () => {
    const read = async (name: string, store: string) => {
      const opened = indexedDB.open(name)
      const db = await new Promise<IDBDatabase>((done, fail) => {
        opened.onsuccess = () => done(opened.result)
        opened.onerror = () => fail(opened.error)
      })
      const asked = db.transaction(store).objectStore(store).getAll()
      const lines = await new Promise<unknown[]>((done, fail) => {
        asked.onsuccess = () => done(asked.result)
        asked.onerror = () => fail(asked.error)
      })
      db.close()
      return lines
    }
    return JSON.stringify([await read('holdfast-journal', 'events'), await read('holdfast-outbox', 'journal')])
  })
  return [await page.getByTestId('inspector').textContent(), report, stored].join('\n')
}

inChromium('two people at one browser', () => {
  const world = useWorld({ installs: true })

  it('[D13] the inspector shows nothing of one account under the next, in no tab, no report and on no disk', async () => {
    const [ada, bob] = [await world.person(), await world.person()]
    const a = await world.device('a', ada)
    const id = await a.add('note', { title: 'Ada’s' })
    await a.settled()
    const first = a.page
    await a.open()
    await openInspector(a)
    const second = a.page
    a.turnTo(first)
    await a.edit(id, { title: 'Ada’s secret' })
    await a.settled()
    const saves = a.posts().map(({ id: save }) => save ?? '')
    expect(saves.length).toBeGreaterThanOrEqual(2)
    await openInspector(a)
    await a.page.getByRole('searchbox', { name: 'Search the timeline' }).fill('o')
    await a.page.getByRole('button', { name: 'Ask the server' }).click()
    await a.page.getByText(/^The server says: revision 2/).waitFor()
    const hers = await everythingIn(a)
    const short = saves.map((save) => save.slice(0, 8))
    for (const trace of [id, ...saves, ...short]) expect(hers).toContain(trace)

    await signOut(a)
    await signIn(a, bob.credentials)
    await until('a shows Bob’s', async () => (await a.account()) === bob.api.account)
    const his = await a.add('note', { title: 'Bob’s' })
    await a.settled()
    for (const page of [second, first]) {
      a.turnTo(page)
      await until('this tab shows Bob’s too', async () => (await a.account()) === bob.api.account)
      await a.page
        .getByTestId('inspector-timeline')
        .getByText(/adding “Bob’s”/)
        .waitFor()
      expect(await a.page.getByRole('searchbox', { name: 'Search the timeline' }).inputValue()).toBe('')
      const found = await everythingIn(a)
      expect(found).toContain(his)
      expect(found).not.toContain('The server says')
      for (const trace of [id, ...short, ada.api.account]) expect(found).not.toContain(trace)
    }

    await signOut(a)
    a.turnTo(first)
    const guests = await everythingIn(a)
    for (const trace of [id, his, ...short]) expect(guests).not.toContain(trace)
  })

  it('[D13] signing out with something unsent asks; it waits unseen, and is sent as its own when its owner is back', async () => {
    const [ada, bob] = [await world.person(), await world.person()]
    const a = await world.device('a', ada)
    const id = await a.add('note', { title: 'Ada’s' })
    await a.settled()
    const otherTab = a.page
    await a.open()

    world.server.gate.failAll({ kind: 'break' }, (path, method) => method === 'POST' && path === '/api/layout')
    await a.edit(id, { title: 'Ada’s secret' })
    await until('the worker holds it', async () => (await a.outbox()).length === 1)
    const dialog = await openAccount(a)
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    expect(await dialog.textContent()).toMatch(/1 change has not reached the server/)
    await dialog.getByRole('button', { name: 'Stay signed in' }).click()
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    await dialog.getByRole('button', { name: 'Send it, then sign out' }).click()
    await until('it says that they could not be sent', async () =>
      /could not be sent now/.test((await dialog.textContent()) ?? ''),
    )
    await dialog.getByRole('button', { name: 'Sign out, keep it here' }).click()
    await until('a shows nobody’s dashboard', async () => Object.keys(await a.layout()).length === 0)
    await until('so does the other tab', async () => (await otherTab.locator('[data-widget-id]').count()) === 0)

    const sent = a.posts().length
    await signIn(a, bob.credentials)
    await until('a shows Bob’s', async () => (await a.account()) === bob.api.account)
    world.server.gate.failAll(null)
    const bobs = await a.add('note', { title: 'Bob’s' })
    await a.settled()
    await a.page.evaluate(() => window.holdfast.manager.syncNow(''))
    expect(Object.keys(await serverLayout(bob))).toEqual([bobs])
    expect(Object.keys(await a.layout())).toEqual([bobs])
    // What Ada has not sent is still held, and shows nothing of itself.
    expect(JSON.stringify(await a.outbox())).not.toContain('secret')
    await a.page.evaluate(() => {
      window.location.hash = '#/inspector'
    })
    await until('the inspector says so', async () =>
      /another account/.test((await a.page.getByTestId('inspector-held').textContent()) ?? ''),
    )
    expect(await a.page.locator('body').textContent()).not.toContain('secret')
    for (const { body } of a.posts()) {
      if (JSON.stringify(body).includes('secret')) expect(body.account).toBe(ada.api.account)
    }
    expect(JSON.stringify(a.posts().slice(sent))).not.toContain('secret')
    expect((await serverLayout(ada))[id]?.fields.title).toBe('Ada’s')

    const leaving = await openAccount(a)
    await leaving.getByRole('button', { name: 'Sign out' }).click()
    await until('Bob is out', async () => (await a.account()) !== bob.api.account)
    await signIn(a, ada.credentials)
    await until('a shows Ada’s', async () => (await a.account()) === ada.api.account)
    expect((await allAgree(ada, a))[id]?.fields.title).toBe('Ada’s secret')
    expect(Object.keys(await serverLayout(bob))).toEqual([bobs])
  })

  it('[D13] a guest who signs in is asked what becomes of the dashboard; silence keeps it, a word adds it', async () => {
    const ada = await world.person()
    const a = await world.device('a')
    await a.add('note', { title: 'Made as a guest' })
    await a.settled()
    await signIn(a, ada.credentials)
    const question = a.page.getByRole('dialog', { name: 'What becomes of the widget you made here?' })
    await question.waitFor()
    await a.page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    expect(Object.keys(await serverLayout(ada))).toEqual([])
    const dialog = await openAccount(a)
    expect(await dialog.getByRole('region', { name: 'Made here as a guest' }).textContent()).toContain('One widget')
    await dialog.getByRole('button', { name: 'Discard…' }).click()
    await dialog.getByRole('button', { name: 'Discard', exact: true }).click()
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    await until('nobody’s dashboard is shown', async () => (await a.account()) === 'local')

    await a.add('note', { title: 'Made as the next guest' })
    await a.settled()
    await signIn(a, ada.credentials)
    await question.getByRole('button', { name: `Add it to ${ada.credentials.email}` }).click()
    await question.waitFor({ state: 'detached' })
    const titles = Object.values(await allAgree(ada, a)).map(({ fields }) => fields.title)
    expect(titles).toEqual(['Made as the next guest'])
  })

  it('signing out with everything sent asks nothing, and leaves nothing behind', async () => {
    const ada = await world.person()
    const a = await world.device('a', ada)
    await a.add('note', { title: 'Not for others' })
    await a.settled()
    const dialog = await openAccount(a)
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    await until('a shows nobody’s dashboard', async () => Object.keys(await a.layout()).length === 0)
    // The storages are read once more before they forget: what a tab that is gone made would be known to them alone.
    await until('a keeps nothing of it', async () => {
      const kept = await a.page.evaluate(() => JSON.stringify({ ...localStorage }))
      return !kept.includes('Not for others')
    })
  })
})
