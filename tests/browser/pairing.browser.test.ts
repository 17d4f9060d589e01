/** A second device joins with a code, from the first look at it to the same dashboard on both. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const go = ({ page }: Device, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)
const titles = async (device: Device) => Object.values(await device.layout()).map(({ fields }) => fields.title)

inChromium('joining with a code', () => {
  const world = useWorld()

  it('[D13] a second device joins a guest’s dashboard, confirmed on the first, and what it had is left behind on it', async () => {
    const [first, second] = await Promise.all([
      world.device('first'),
      world.device('second', null, { controlled: false }),
    ])
    await first.add('note', { title: 'Shared' })
    await second.add('note', { title: 'Made on the second' })
    await Promise.all([first.settled(), second.settled()])

    await go(first, '#/devices')
    await first.page.getByRole('button', { name: 'Add a device' }).click()
    const code = await first.page.getByTestId('pairing-code').textContent()
    await first.page.getByRole('img', { name: /QR/ }).waitFor()

    // As the camera opens the link: nothing is sent before the person says so.
    await go(second, `#/join/${code}`)
    await second.page.getByRole('button', { name: 'Join', exact: true }).click()
    await second.page.getByRole('heading', { name: 'Confirm on your other device' }).waitFor()
    expect(await titles(second)).toEqual(['Made on the second'])

    await first.page.getByText(/Chrome on Linux.* wants to join/).waitFor()
    await first.page.getByRole('button', { name: 'Let it in' }).click()
    await second.page.getByRole('heading', { name: 'You have joined' }).waitFor()
    expect(await second.page.getByRole('region', { name: 'Made here as a guest' }).textContent()).toContain(
      'One widget',
    )
    await second.page.getByRole('link', { name: 'Open the dashboard' }).click()
    await until('both show the same', async () => {
      const [one, two] = await Promise.all([titles(first), titles(second)])
      return String(one) === 'Shared' && String(two) === 'Shared'
    })
    expect(await second.account()).toBe(await first.account())

    // A session of its own: it goes on alone, and ends when its device is removed.
    await second.add('note', { title: 'From the second' })
    await until('the first has it', async () => (await titles(first)).includes('From the second'))
    await first.page.getByText('has joined').waitFor()
    const row = first.page.getByRole('listitem').filter({ hasNotText: 'This device' })
    await row.getByRole('button', { name: /^Remove/ }).click()
    await row.getByRole('button', { name: 'Remove', exact: true }).click()
    await until('the first alone is listed', async () => (await first.page.getByRole('listitem').count()) === 1)
    await second.edit(Object.keys(await second.layout())[0] ?? '', { title: 'Too late' })
    await until('the second was refused', () => second.posts().some(({ status }) => status === 401))
  })
})
