/** Every screen, on a phone and a desk, light and dark: pictures to look at, and nothing serious for axe to say. */
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { inChromium, useWorld } from './support/world'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const

/** What is wrong, one line each; [] when nothing serious is. */
async function seriousViolations({ page }: Device): Promise<string[]> {
  // The page's own CSP forbids added scripts; an evaluated one is not the page's.
  await page.evaluate((await import('node:fs')).readFileSync(AXE, 'utf8'))
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

inChromium('screens', () => {
  const world = useWorld({ env: { FAULTS: 'on' } })
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-screens-'))

  // Each size and each theme once: a look at every pair would take minutes and find the same.
  it.each([
    ['phone', 'dark'],
    ['desk', 'light'],
  ] as const)('on a %s, %s', async (size, colorScheme) => {
    const device = await world.device('a', await world.person(), {
      viewport: SIZES[size],
      touch: size === 'phone',
      colorScheme,
    })
    const { page } = device
    const found: string[] = []
    const look = async (screen: string) => {
      // Let what opens finish opening.
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(folder, `${screen}-${size}-${colorScheme}.png`) })
      for (const line of await seriousViolations(device)) found.push(`${screen}: ${line}`)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 0) found.push(`${screen}: ${overflow} px wider than the screen`)
    }

    await look('empty')
    await device.add('note', { title: 'Shopping', 'data/text': 'Bread\nOlives\nA candle for Ada' })
    await device.add('todo', { title: 'Today', 'data/item:1': { text: 'Water the plants', done: true } })
    await device.add('links', { title: 'Links' })
    await device.add('clock', { title: 'Lisbon' })
    await device.add('made-by-a-later-version', { title: 'From the future' })
    await look('dashboard')
    await page.getByRole('button', { name: 'Add widget' }).click()
    await look('add-menu')
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /account|sign in/i })
      .first()
      .click()
    await look('account')
    await page.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('listitem').first().waitFor()
    await page.getByRole('button', { name: 'Add a device' }).click()
    await page.getByRole('img', { name: /QR/ }).waitFor()
    await look('devices')
    await page.evaluate(() => {
      location.hash = '#/join/7777-7777'
    })
    await page.getByTestId('join').getByRole('textbox').waitFor()
    await look('join')
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await page.getByRole('link', { name: 'Settings' }).click()
    await look('settings')
    await page.getByRole('link', { name: 'Open the inspector' }).click()
    await page.getByTestId('inspector-worker').waitFor()
    await look('inspector')
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await device.settled()
    await page.evaluate(() => {
      window.location.hash = '#/history'
    })
    await page.locator('.version').first().waitFor()
    await look('history')
    await page.locator('.version').nth(1).click()
    await page.locator('.old-mark').first().waitFor()
    await look('history-version')
    await page.evaluate(() => {
      window.location.hash = '#/'
      const { sync, layout } = window.holdfast as unknown as {
        sync: { setState(state: object): void }
        layout: { getState(): { widgets: object } }
      }
      const [widget] = Object.keys(layout.getState().widgets)
      const side = (value: unknown, device: string) => ({ value, at: Date.now(), device })
      const conflict = (field: string, kept: unknown, lost: unknown) => ({
        ...{ widget, field, rule: 'later', writer: widget, n: 1 },
        ...{ kept: side(kept, 'a'), lost: side(lost, 'b') },
      })
      const box = { x: 2, y: 0, w: 4, h: 3 }
      const text = 'Bread\nOlives'
      sync.setState({
        conflicts: [conflict('data/text', text, `${text}\nWine`), conflict('desktop', box, { ...box, x: 6 })],
      })
    })
    await page.getByRole('complementary', { name: 'Merged changes' }).waitFor()
    await look('merged')
    await page.getByRole('link', { name: 'Review' }).click()
    await page.locator('.conflict').first().waitFor()
    await look('conflicts')
    await page.getByRole('button', { name: 'Keep all' }).click()
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await device.offline(true)
    await device.add('note', { title: 'Offline' })
    await look('offline')
    await page.getByTestId('sync-status').getByRole('button').click()
    await look('sync-details')
    await page.keyboard.press('Escape')
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full.', 'QuotaExceededError')
      }
    })
    await device.add('note', { title: 'No room' })
    await page.getByRole('complementary', { name: 'Storage of this device' }).waitFor()
    await look('storage-full')
    await device.offline(false)
    await device.settled()
    console.log(`pictures are in ${folder}`)
    expect(found).toEqual([])
  })

  it.each([360, 390, 560])('[D10] on %i px the words of the header are whole, whatever they are', async (width) => {
    const a = await world.device('a', await world.person(), { viewport: { width, height: 800 } })
    await a.add('note')
    await a.settled()
    const states: [string, object][] = [
      ['Saved on this device', { pendingChanges: 1, syncStatus: 'idle' }],
      ['Saved on this device', { pendingChanges: 3, syncStatus: 'offline' }],
      ['Saved on this device', { pendingChanges: 3, syncStatus: 'error' }],
      ['Saved on this device', { pendingChanges: 3, syncStatus: 'error', hold: 'sign-in' }],
      ['Saved on this device', { pendingChanges: 3, syncStatus: 'error', hold: 'newer-than-server' }],
      ['Not sent yet', { pendingChanges: 1, syncStatus: 'offline', keptHere: false }],
      ['Offline', { pendingChanges: 0, syncStatus: 'offline' }],
      ['Could not reach the server', { pendingChanges: 0, syncStatus: 'error' }],
      ['Saved', { pendingChanges: 0, syncStatus: 'conflict' }],
    ]
    for (const [words, state] of states) {
      const shown = await a.page.evaluate(async (wanted) => {
        const { sync } = window.holdfast as unknown as { sync: { setState(state: object): void } }
        const { pendingChanges, ...others } = { hold: null, keptHere: true, pendingChanges: 0, ...wanted }
        // The page has a say of its own in how it stands when that many are owed.
        sync.setState({ pendingChanges })
        sync.setState(others)
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
        const label = document.querySelector('.sync-label') as HTMLElement
        const right = label.closest('.top-sync')?.getBoundingClientRect().right ?? 0
        const button = label.closest('.sync')?.lastElementChild?.getBoundingClientRect().right ?? 0
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = label
        return {
          text: label.textContent,
          isCut: scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1 || button > right + 1,
        }
      }, state)
      expect({ ...shown, state }).toMatchObject({ text: expect.stringContaining(words), isCut: false })
    }
  })
})
