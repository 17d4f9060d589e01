/** The page in its longer language, and from right to left, on the smallest phone: as chosen in the settings, and nothing is cut. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { inChromium, useWorld } from './support/world'

const SCREENS = ['', 'settings', 'history', 'conflicts', 'devices', 'join', 'inspector']

/** What does not fit: the page itself, and texts and buttons that are cut or stand beyond the edge of the screen. */
function tooWide({ page }: Device): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const found = scrollWidth > clientWidth ? [`the page by ${scrollWidth - clientWidth} px`] : []
    for (const element of document.querySelectorAll<HTMLElement>('.sync-label, .button, h2, h3')) {
      const { left, right, width } = element.getBoundingClientRect()
      // The way back reaches to the edge on purpose, so that its words stand in line.
      const isBeyond = !element.matches('.back') && width > 0 && (left < 0 || right > clientWidth)
      if (isBeyond || element.scrollWidth > element.clientWidth + 1) found.push(element.textContent ?? '')
    }
    return found
  })
}

inChromium('languages', () => {
  const world = useWorld()

  it('German fits on 360 px, in both directions; from right to left everything is the other way round', async () => {
    const a = await world.device('a', await world.person(), { viewport: { width: 360, height: 800 }, touch: true })
    const { page } = a
    await a.add('note', { title: 'שלום', 'data/text': 'Brot' })
    await a.add('todo')
    await a.settled()
    const open = async (screen: string) => {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `#/${screen}`)
      await page.locator(screen === '' ? '[data-testid="canvas"]' : 'main').waitFor()
      await page.waitForTimeout(300)
    }
    const look = async () => {
      const found: string[] = []
      for (const screen of SCREENS) {
        await open(screen)
        for (const what of await tooWide(a)) found.push(`${screen || 'dashboard'}: ${what}`)
      }
      return found
    }

    await open('settings')
    await page.getByRole('radio', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    expect(await look()).toEqual([])

    await open('settings')
    await page.getByRole('radio', { name: 'Von rechts' }).click()
    await page.locator('html[dir="rtl"]').waitFor()
    await open('')
    await a.reload()
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      'de',
      'rtl',
    ])
    expect(await look()).toEqual([])
    await open('')
    const logo = await page.locator('.top .logo').boundingBox()
    expect(logo?.x).toBeGreaterThan(300)
  })
})
