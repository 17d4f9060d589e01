/** Scenario 7, and the first visit: sessions that end, refused edits, guests. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { refuseEditsOf } from './support/refuse'
import { allAgree, saysSaved, sharedNote, twoDevices } from './support/stories'
import { until } from './support/until'
import { inChromium, type Person, useWorld } from './support/world'

inChromium('sessions and refusals', () => {
  const world = useWorld()

  it('[D13] a first visit needs no account: the guest gets what was made before', async () => {
    const a = await world.device('a')
    const id = await a.add('note', { title: 'Before anybody asked' })
    await a.settled()
    expect(await a.account()).not.toBe('local')
    expect((await a.layout())[id]?.fields.title).toBe('Before anybody asked')
    await saysSaved(a)
    await a.reload()
    expect((await a.layout())[id]?.fields.title).toBe('Before anybody asked')
  })

  it('401 in mid-flight holds everything, asks to sign in, and goes on after', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    await a.browser.clearCookies()
    await a.edit(id, { title: 'Held' })
    await until('a was refused', () => a.posts().at(-1)?.status === 401)
    await until('a says so', async () => /sign in/i.test((await a.sync()).lastError ?? (await a.indicator()).words))
    expect(await a.pending()).toBeGreaterThan(0)
    expect((await a.layout())[id]?.fields.title).toBe('Held')

    await signIn(a, person)
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('Held')
  })

  it('[D10] whose device is removed elsewhere is told so in every tab, also where nothing is owed, and goes on in every tab', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'All saved' })
    await a.settled()
    const pages = [a.page, await a.open()]
    await saysSaved(a)
    const words = () =>
      Promise.all(pages.map((page) => page.getByTestId('sync-status').getByRole('button').getAttribute('title')))

    const { body } = await person.api.call<{ devices: { id: string; name: string }[] }>('GET', '/api/devices')
    const removed = body.devices.find(({ id }) => id !== person.api.device)
    expect((await person.api.call('DELETE', `/api/devices/${removed?.id}`)).status).toBe(200)
    await until('every tab asks to sign in', async () =>
      (await words()).every((said) => said === 'Not in sync · sign in to go on, nothing is lost'),
    )
    await signIn(a, person)
    await until('every tab is in step', async () => (await words()).every((said) => said === 'Saved'))
    await person.api.save([{ widget: id, field: 'title', value: 'Seen again' }])
    for (const page of pages) {
      a.turnTo(page)
      await until('it hears of changes again', async () => (await a.layout())[id]?.fields.title === 'Seen again')
    }
  })

  it('[D12] of a save refused with 422 the named edit is set aside, shown and exportable, and the others arrive', async () => {
    const { person, a, b } = await twoDevices(world)
    const bad = await sharedNote(a, b, 'Bad')
    const good = await sharedNote(a, b, 'Good')
    await a.offline(true)
    await a.edit(bad, { title: 'Too much' })
    await a.edit(good, { title: 'Fine' })
    // One save with both edits, tried in vain.
    await until('the worker holds one save with both', async () => {
      const [held, ...others] = await a.outbox()
      const edits = (held?.body as { streams: { edits: object[] }[] } | undefined)?.streams.flatMap((one) => one.edits)
      return others.length === 0 && edits?.length === 2 && (held?.attempts ?? 0) > 0
    })
    refuseEditsOf(bad, world.server.gate)
    await a.offline(false)
    const agreed = await allAgree(person, a, b)
    expect(agreed[good]?.fields.title).toBe('Fine')
    expect(agreed[bad]?.fields.title).toBe('Bad')

    const words = await until('a shows what was set aside', async () => {
      const text = (await a.page.locator('body').textContent()) ?? ''
      return /refused|set aside/i.exec(text)?.[0]
    })
    console.log(`set aside, in words: ${words}`)
    const aside = () => a.page.evaluate(() => window.holdfast.sync.getState().setAside ?? [])
    expect(await aside()).toMatchObject([{ account: person.api.account }])
    await a.reload()
    await until('it is still there after a reload', async () => (await aside()).length === 1)

    await a.page.getByRole('button', { name: 'Review' }).click()
    const downloading = a.page.waitForEvent('download')
    await a.page
      .getByRole('button', { name: /export|download/i })
      .first()
      .click()
    const file = await (await downloading).path()
    expect(readFileSync(file, 'utf8')).toContain('Too much')
  })
})

/** By the button that the indicator shows. */
async function signIn({ page }: Device, { credentials }: Person): Promise<void> {
  const button = page.getByRole('button', { name: /^sign in$/i })
  await button.first().click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel(/e-?mail/i)
    .first()
    .fill(credentials.email)
  await dialog
    .getByLabel(/password/i)
    .first()
    .fill(credentials.password)
  await dialog
    .getByRole('button', { name: /^sign in$/i })
    .last()
    .click()
}
