/** The history in a real browser: what is restored is on the canvas and on the server, and is taken back at once or later. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { allAgree } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const press = ({ page }: Device, name: string) => page.getByRole('button', { name, exact: true }).click()

inChromium('the history', () => {
  const world = useWorld()

  it('[S15] a version is looked at, compared and restored, and the restore is undone: from the toast, and later from the history', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const { page } = a
    const id = await a.add('note', { title: 'Plans', desktop: { x: 0, y: 0, w: 3, h: 3 }, 'data/text': 'A garden' })
    await a.settled()
    const first = await a.revision()
    await a.edit(id, { title: 'Ideas' })
    await a.settled()
    await a.move(id, { x: 6, y: 0, w: 4, h: 3 })
    await a.settled()
    const title = async () => (await a.layout())[id]?.fields.title

    await page.getByRole('link', { name: 'History' }).click()
    await page.locator('.version').first().waitFor()
    expect(await page.title()).toBe('History – Holdfast')
    expect(await page.locator('.version-did').allTextContents()).toEqual([
      'Moved and resized “Ideas”',
      'Renamed “Plans” to “Ideas”',
      'Added “Plans”',
    ])
    // Only those on the screen are drawn, and these are.
    await until('the pictures are drawn', async () => (await page.locator('.version-picture rect').count()) === 3)
    await page.locator(`.version[href="#/history/${first}"]`).click()
    await page.getByLabel('Compare with').selectOption('now')
    await page.getByRole('button', { name: 'After: now' }).click()
    await page.getByRole('listitem', { name: 'Ideas, Note: Moved, Resized, and Changed' }).waitFor()
    await page.getByRole('button', { name: 'Moved and resized “Ideas”' }).click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-box-id'))).toBe(id)

    await press(a, 'Restore…')
    await page.getByRole('dialog').getByText('Renamed “Ideas” to “Plans”').waitFor()
    await press(a, 'Restore')
    await until(
      'the canvas shows the old version',
      async () => (await title()) === 'Plans' && (await a.drawn()).length > 0,
    )
    expect((await allAgree(person, a))[id]?.fields.desktop).toMatchObject({ x: 0, w: 3 })

    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await until('it is taken back', async () => (await title()) === 'Ideas')
    await allAgree(person, a)

    // Undoing the undo, from its version in the history.
    await page.getByRole('link', { name: 'History' }).click()
    await until('the restores are listed', async () => (await page.locator('.version').count()) === 5)
    await page.locator('.version').first().click()
    await press(a, 'Undo this restore…')
    await press(a, 'Restore')
    await until('the old version is back', async () => (await title()) === 'Plans')
    await allAgree(person, a)
  })
})
