/**
 * Every screen, on a phone and at a desk, light and dark: nothing for axe to say by any rule of WCAG 2.2 A and AA or of good practice,
 * and nothing wider than the window. `PICTURES=folder` keeps a picture of each.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, it } from 'vitest'
import type { Json } from '../../core/layout/model'
import type { Device } from './support/device'
import { inChromium, useWorld } from './support/world'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  // The only one of WCAG 2.2's, which axe leaves out unless it is asked for.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
}
/** Those that a theme can break: it changes colours and nothing else. */
const OF_COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
const SIZES = { phone: { width: 360, height: 800 }, desk: { width: 1440, height: 900 } } as const
const THEMES = ['light', 'dark'] as const
const PICTURES = process.env.PICTURES

/** One of every type with something in it, and in every colour. */
const WIDGETS: Record<string, Record<string, Json>> = {
  note: {
    title: 'Shopping',
    'data/text': '# Market\n- [ ] Bread\n- [x] Olives\n\nA [candle](https://example.org) for **Ada**',
  },
  todo: {
    title: 'Today',
    'data/item:1': { text: 'Water the plants', done: true, order: 1 },
    'data/item:2': { text: 'Call Bo', done: false, order: 2 },
  },
  links: { title: 'Links', 'data/link:1': { url: 'https://example.org/', title: 'Example', order: 1 } },
  calendar: { 'data/date:2026-12-24:a': { text: 'Concert' } },
  clock: { title: 'Lisbon', 'data/zone': 'Europe/Lisbon' },
  timer: { title: 'Tea' },
  countdown: { title: 'Holidays', 'data/date': '2027-07-01' },
  habits: { title: 'Habits', 'data/habit:1': { name: 'Read', order: 1 } },
  counter: { title: 'Glasses', 'data/goal': 8 },
  numbers: {
    title: 'Weight',
    'data/entry:1': { v: 71, at: 1_790_000_000_000 },
    'data/entry:2': { v: 70, at: 1_790_400_000_000 },
  },
  sketch: { title: 'Plan' },
  'sync-health': {},
  'made-by-a-later-version': { title: 'From the future' },
}
const COLOURS = [null, 'yellow', 'green', 'blue', 'pink', 'violet']

/** What is wrong in what `within` selects, one line each. */
async function violations({ page }: Device, within: string, by: RunOptions): Promise<string[]> {
  const found = await page.evaluate(
    ([element, rules]) => {
      const { axe } = window as unknown as { axe: { run(within: string, rules: RunOptions): Promise<AxeResults> } }
      return axe.run(element, rules)
    },
    [within, by] as const,
  )
  return found.violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 5).map(({ target, any, all }) => `${target}: ${[...any, ...all][0]?.message ?? ''}`)
    return `${id}: ${help} (${nodes.length}): ${where.join(' | ')}`
  })
}

inChromium('screens', () => {
  const world = useWorld({ env: { FAULTS: 'on' } })

  it(
    'have nothing for axe to say, and are no wider than the window',
    async () => {
      const device = await world.device('a', await world.person(), { viewport: SIZES.desk })
      const { page } = device
      const found: string[] = []
      // What is wrong in the console; a driver of browsers has no other way to it.
      page.on('console', (message) => message.type() === 'error' && found.push(`console: ${message.text()}`))
      // The page's own CSP forbids added scripts; an evaluated one is not the page's.
      await page.evaluate(AXE)

      /** @param within what has opened; what is behind it was looked at before */
      const look = async (
        screen: string,
        within = 'html',
        sizes: readonly (keyof typeof SIZES)[] = ['phone', 'desk'],
      ) => {
        for (const size of sizes) {
          await page.setViewportSize(SIZES[size])
          for (const colorScheme of THEMES) {
            await page.emulateMedia({ colorScheme })
            // Let what moves come to rest.
            await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
            const name = `${screen}, ${size}, ${colorScheme}`
            if (PICTURES !== undefined)
              await page.screenshot({ path: join(PICTURES, `${name.replaceAll(', ', '-')}.png`) })
            for (const line of await violations(device, within, colorScheme === 'light' ? RULES : OF_COLOURS))
              found.push(`${name}: ${line}`)
          }
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          if (overflow > 0) found.push(`${screen}, ${size}: ${overflow} px wider than the window`)
        }
      }
      const go = (hash: string) =>
        page.evaluate((to) => {
          window.location.hash = to
        }, hash)
      const optionsOf = (type: string) => page.locator(`[data-widget-id="${ids[type]}"] .widget-head [aria-haspopup]`)
      const ids: Record<string, string> = {}

      await look('empty')
      for (const [i, [type, fields]] of Object.entries(WIDGETS).entries()) {
        const colour = COLOURS[i % COLOURS.length]
        ids[type] = await device.add(type, { ...fields, ...(colour == null ? {} : { 'data/colour': colour }) })
      }
      // Of those below the window too, the insides are drawn.
      await page.locator('[data-type="sync-health"] .health-bars').waitFor({ state: 'attached' })
      await look('dashboard')

      await page.getByRole('button', { name: 'Arrange' }).click()
      await page.getByRole('button', { name: 'Select Today' }).click()
      await look('arranging')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Arrange' }).waitFor()

      await optionsOf('note').click()
      await page.getByRole('menu').waitFor()
      await look('menu', '.popover')
      await page.keyboard.press('Escape')
      for (const type of Object.keys(WIDGETS)) {
        await optionsOf(type).click()
        await page.getByRole('menuitem', { name: 'Settings' }).click()
        await page.getByRole('dialog').waitFor()
        // Of one width where there is room, and of the window's where there is not.
        await look(`settings of ${type}`, '.popover', type === 'note' ? ['phone', 'desk'] : ['phone'])
        await page.keyboard.press('Escape')
      }
      await optionsOf('note').click()
      await page.getByRole('menuitem', { name: 'Move and resize…' }).click()
      await look('move and size', '.popover')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Add widget' }).click()
      await page.getByRole('searchbox').waitFor()
      await look('catalogue', 'dialog')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Account' }).click()
      await page.getByRole('dialog').waitFor()
      await look('account', 'dialog')
      await page.keyboard.press('Escape')
      await device.settled()
      await page.getByTestId('sync-status').getByRole('button').click()
      await page.getByRole('dialog').waitFor()
      await look('sync details', '.popover')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })

      await optionsOf('sketch').click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
      // It stays while somebody is at it.
      await page.locator('.toast .button').focus()
      await look('toast', '.toaster')
      await page.locator('.toast .button').press('Enter')

      await go('#/devices')
      await page.getByRole('listitem').first().waitFor()
      await page.getByRole('button', { name: 'Add a device' }).click()
      await page.getByRole('img', { name: /QR/ }).waitFor()
      await look('devices')
      await go('#/join/7777-7777')
      await page.getByTestId('join').getByRole('textbox').waitFor()
      await look('join')
      await go('#/settings')
      await page.getByRole('heading', { name: 'Settings', level: 2 }).waitFor()
      await look('settings')
      await go('#/inspector')
      await page.getByTestId('inspector-worker').waitFor()
      await look('inspector')

      await device.settled()
      await go('#/history')
      await page.locator('.version').nth(1).waitFor()
      await look('history')
      await page.locator('.version').nth(1).click()
      await page.locator('.old-mark').first().waitFor()
      await look('history, a version')
      await page.getByLabel('Compare with').selectOption('now')
      await page.locator('.compare-sides').waitFor()
      await look('history, compared')

      await go('#/')
      await page.evaluate((widget) => {
        const { sync } = window.holdfast as unknown as { sync: { setState(state: object): void } }
        const side = (value: unknown, device: string) => ({ value, at: Date.now(), device })
        const conflict = (field: string, kept: unknown, lost: unknown) => ({
          ...{ widget, field, rule: 'later', writer: widget, n: 1 },
          ...{ kept: side(kept, 'a'), lost: side(lost, 'b') },
        })
        const box = { x: 2, y: 0, w: 4, h: 3 }
        const text = 'Bread\nOlives'
        const words = "Note 'Shopping': title"
        sync.setState({
          conflicts: [conflict('data/text', text, `${text}\nWine`), conflict('desktop', box, { ...box, x: 6 })],
          setAside: [
            { key: 'a', account: '', words, reason: 'The title is too long.', edit: {}, refusedAt: Date.now() },
          ],
        })
      }, ids.note)
      await page.getByRole('complementary', { name: 'Merged changes' }).waitFor()
      await look('merged and refused')
      await page.getByRole('button', { name: 'Review' }).first().click()
      await page.locator('.set-aside').waitFor()
      await look('set aside', 'dialog')
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'Review' }).click()
      await page.locator('.conflict').first().waitFor()
      await look('conflicts')
      await page.getByRole('button', { name: 'Keep all' }).click()
      expect(found).toEqual([])

      await go('#/')
      await device.offline(true)
      await device.add('note', { title: 'Offline' })
      await page.getByTestId('sync-status').getByRole('button').click()
      await page.getByRole('dialog').waitFor()
      await look('offline', '.popover')
      await page.keyboard.press('Escape')
      await page.evaluate(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('Full.', 'QuotaExceededError')
        }
      })
      await device.add('note', { title: 'No room' })
      await page.getByRole('complementary', { name: 'Storage of this device' }).waitFor()
      await look('storage full', 'aside')
      await device.offline(false)
      await device.settled()
      expect(found.filter((line) => !line.startsWith('console: Failed to load resource'))).toEqual([])
    },
    5 * 60_000,
  )

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
