/** Two people, one browser: nothing of one is sent, shown or lost under the other (D13). */
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

inChromium('two people at one browser', () => {
  const world = useWorld()

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
    expect((await serverLayout(ada))[id]?.fields.title).toBe('Ada’s')

    const leaving = await openAccount(a)
    await leaving.getByRole('button', { name: 'Sign out' }).click()
    await until('Bob is out', async () => (await a.account()) !== bob.api.account)
    await signIn(a, ada.credentials)
    await until('a shows Ada’s', async () => (await a.account()) === ada.api.account)
    expect((await allAgree(ada, a))[id]?.fields.title).toBe('Ada’s secret')
    expect(Object.keys(await serverLayout(bob))).toEqual([bobs])
  })

  it('signing out with everything sent asks nothing, and leaves nothing behind', async () => {
    const ada = await world.person()
    const a = await world.device('a', ada)
    await a.add('note', { title: 'Not for others' })
    await a.settled()
    const dialog = await openAccount(a)
    await dialog.getByRole('button', { name: 'Sign out' }).click()
    await until('a shows nobody’s dashboard', async () => Object.keys(await a.layout()).length === 0)
    const kept = await a.page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain('Not for others')
  })
})
