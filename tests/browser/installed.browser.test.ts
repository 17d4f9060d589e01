/** The app as one that is installed: what a browser asks for, its shortcuts and what is shared to it, and every address offline. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

const PICTURE_MAX_BYTES = 150_000

interface Picture {
  src: string
  sizes: string
  type: string
}
interface Manifest {
  icons: (Picture & { purpose?: string })[]
  screenshots: (Picture & { form_factor: string; label: string })[]
  shortcuts: { url: string; icons: Picture[] }[]
}

async function openAt(device: Device, address: string): Promise<void> {
  await device.page.goto(device.origin + address)
  await device.page.waitForFunction(() => window.holdfast !== undefined)
}
/** Links of all widgets. */
async function links(device: Device): Promise<unknown[]> {
  const fields = Object.values(await device.layout()).flatMap((widget) => Object.entries(widget.fields))
  return fields.filter(([key]) => key.startsWith('data/link:')).map(([, value]) => value)
}

inChromium('installed', () => {
  const world = useWorld({ installs: true })

  it('nothing stands in the way of installing it, and every picture is what the manifest says', async () => {
    const device = await world.device('a', await world.person())
    const session = await device.browser.newCDPSession(device.page)
    expect(await session.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })
    const { errors, data } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const { icons, screenshots, shortcuts } = JSON.parse(data ?? '') as Manifest
    const purposes = icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)
    for (const size of ['192x192', '512x512'])
      expect(purposes).toEqual(expect.arrayContaining([`${size} any`, `${size} maskable`]))
    expect(new Set(screenshots.map((picture) => picture.form_factor))).toEqual(new Set(['wide', 'narrow']))
    for (const picture of [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons)]) {
      const seen = await device.evaluate(async ({ src }) => {
        const response = await fetch(src)
        const image = new Image()
        image.src = src
        await image.decode()
        const { byteLength } = await response.arrayBuffer()
        return {
          type: response.headers.get('content-type'),
          sizes: `${image.naturalWidth}x${image.naturalHeight}`,
          byteLength,
        }
      }, picture)
      expect(seen.type, picture.src).toContain(picture.type)
      if (picture.sizes !== 'any') expect(seen.sizes, picture.src).toBe(picture.sizes)
      expect(seen.byteLength, picture.src).toBeLessThan(PICTURE_MAX_BYTES)
    }
  })

  it('[D1] every address opens without a network, and a shortcut makes its widget once', async () => {
    const device = await world.device('a', await world.person())
    await device.add('note', { title: 'Kept' })
    await device.settled()
    await device.offline(true)
    await device.reload()
    await until('it is drawn', async () => (await device.drawn()).length === 1)
    // Without the worker, that is: it is asked for the page and not for each file of it.
    const from = await device.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.includes('/assets/'))
          .map(
            (entry) => (entry as PerformanceResourceTiming & { workerFinalSourceType?: string }).workerFinalSourceType,
          ),
      null,
    )
    expect(new Set(from)).toEqual(new Set(['cache']))

    await openAt(device, '/#/settings')
    await device.page.reload()
    await device.page.getByRole('heading', { name: 'Settings', level: 2 }).waitFor()
    expect(await device.page.title()).toContain('Settings')

    await openAt(device, '/?new=todo')
    await device.ready()
    await until('there are two', async () => (await device.drawn()).length === 2)
    expect(new URL(device.page.url()).search).toBe('')
    await device.reload()
    await device.page.goBack()
    await device.page.goForward()
    await device.ready()
    expect(
      Object.values(await device.layout())
        .map(({ fields }) => fields.type)
        .sort(),
    ).toEqual(['note', 'todo'])
    await device.offline(false)
    await device.settled()
  })

  it('[D1] what is shared is added exactly once, however often the page is loaded again, and can be taken back', async () => {
    const device = await world.device('a', await world.person())
    const list = await device.add('links', {
      title: 'Reading',
      'data/link:first': { url: 'https://example.com/', title: '', order: 1 },
    })
    await device.settled()
    const shared = new URLSearchParams({ 'share-title': 'An example', 'share-url': 'https://example.org/page' })
    await openAt(device, `/?${shared}`)
    await device.page.getByText('Added the link to “Reading”.').waitFor()
    expect(new URL(device.page.url()).search).toBe('')
    await device.reload()
    await device.settled()
    await device.reload()
    expect(await links(device)).toHaveLength(2)
    expect(Object.values((await device.layout())[list]?.fields ?? {})).toContainEqual({
      url: 'https://example.org/page',
      title: 'An example',
      order: 2,
    })

    await openAt(device, `/?${new URLSearchParams({ 'share-text': 'Milk, and a candle' })}`)
    await device.page.getByText('Made a note of what you shared.').waitFor()
    await device.page.getByRole('button', { name: 'Undo' }).last().click()
    await until('it is taken back', async () => Object.keys(await device.layout()).length === 1)
  })

  it('what this device looks like is there before anything is drawn, in other tabs too, and in the language chosen', async () => {
    const device = await world.device('a', await world.person())
    const first = device.page
    await openAt(device, '/#/settings')
    await device.page.getByRole('radio', { name: 'Dark' }).check()
    await device.page.getByRole('radio', { name: 'Violet' }).check()
    const look = () =>
      device.evaluate(() => {
        const { theme, accent, contrast } = document.documentElement.dataset
        const frames = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].map(
          ({ content }) => content,
        )
        return { theme, accent, contrast, frames, lang: document.documentElement.lang }
      }, undefined)
    const dark = { theme: 'dark', accent: 'violet', contrast: undefined, frames: ['#182024', '#182024'], lang: 'en' }
    expect(await look()).toEqual(dark)
    await device.open()
    expect(await look()).toEqual(dark)
    await openAt(device, '/#/settings')
    await device.page.getByLabel('High contrast').check()
    device.turnTo(first)
    await until('the first tab follows', async () => (await look()).contrast === 'more')
    await device.page.getByRole('radio', { name: 'Deutsch' }).check()
    await device.page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    expect(await device.evaluate(() => document.activeElement?.id, undefined)).toBe('choose-language-de')
    await device.page.reload()
    await device.page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
    expect((await look()).lang).toBe('de')
  })

  it('[S15] a file is looked at, then added or put in place of the dashboard, and taken back', async () => {
    const device = await world.device('a', await world.person())
    await device.add('note', { title: 'Mine' })
    await device.settled()
    await openAt(device, '/#/settings')
    const choose = (content: unknown) =>
      device.page.setInputFiles('input[type="file"]', {
        name: 'holdfast.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(content)),
      })
    await choose({ something: 'else' })
    await device.page.getByText('not a file that Holdfast exported').waitFor()
    const box = { x: 0, y: 0, w: 3, h: 3 }
    const fields = { type: 'note', title: 'From a file', desktop: box, mobile: box }
    const widgets = [{ id: 'aaaaaaaa-0000-4000-8000-000000000001', fields }]
    await choose({ format: 'holdfast-export', schema: 1, exportedAt: '2026-01-19T10:00:00.000Z', widgets })
    const preview = device.page.getByTestId('import-preview')
    await preview.getByText('January 19, 2026').waitFor()
    await preview.getByText('From a file').waitFor()
    await device.offline(true)
    await preview.getByText('wait until you are online').waitFor()
    expect(await preview.getByRole('button', { name: 'Replace the dashboard' }).isDisabled()).toBe(true)
    await device.offline(false)
    const titles = async () =>
      Object.values(await device.layout())
        .map((widget) => widget.fields.title)
        .sort()
    await preview.getByRole('button', { name: 'Replace the dashboard' }).click()
    await until('it is in place of the dashboard', async () => (await titles()).join() === 'From a file')
    await device.page.getByText('Imported 1 widget.').waitFor()
    await device.page.getByRole('button', { name: 'Undo' }).last().click()
    await until('it is what it was', async () => (await titles()).join() === 'Mine')
  })
})
