/** The inspector in a real browser: what it shows is what is so, and what it breaks is mended by the product. */
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import type { Trouble } from '../../src/inspector/trouble'
import type { Device } from './support/device'
import { allAgree, serverLayout } from './support/stories'
import { until } from './support/until'
import { revisions } from './support/versions'
import { inChromium, useWorld } from './support/world'

const provoke = (device: Device, change: Partial<Trouble>) =>
  device.page.evaluate(async (wanted) => (await window.holdfast.inspector()).provoke(wanted), change)

/** What the timeline says, newest first. */
const timelineOf = ({ page }: Device) =>
  page.getByTestId('inspector-timeline').locator('.timeline li').allTextContents()

const look = ({ page }: Device) => page.evaluate(async () => (await window.holdfast.inspector()).look())

async function openInspector({ page }: Device): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '#/inspector'
  })
  await page.getByTestId('inspector-timeline').waitFor()
}

const count = (device: Device, part: 'owed' | 'held' | 'acknowledged') =>
  device.page.getByTestId(`inspector-${part}`).locator('.inspector-count').textContent()

inChromium('the inspector', () => {
  const world = useWorld({ env: { FAULTS: 'on' } })

  it('[D10] while the server hangs it shows what page and worker have, and is right again when it is back', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Before' })
    await a.settled()
    const { gate } = world.server
    gate.failAll({ kind: 'hold', until: new Promise(() => {}) }, (_path, _method, from) => from.includes(a.marker))
    await openInspector(a)
    await a.edit(id, { title: 'Meanwhile' })
    await until(
      'the change is owed and held',
      async () => [await count(a, 'owed'), await count(a, 'held')].join() === '1 change,1 save',
    )
    gate.failAll(null)
    await until('it has arrived', async () => (await count(a, 'acknowledged')) === 'Revision 2')
    await until(
      'nothing is owed or held',
      async () => [await count(a, 'owed'), await count(a, 'held')].join() === 'Nothing,Nothing',
    )
  })

  it('shows side by side what is owed, held and acknowledged, live, and follows a save through all three', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Watched' })
    await a.settled()
    await a.page.getByRole('link', { name: 'Settings' }).click()
    await a.page.getByRole('link', { name: 'Open the inspector' }).click()
    await until('nothing is owed', async () => (await count(a, 'owed')) === 'Nothing')
    expect(await count(a, 'held')).toBe('Nothing')
    expect(await count(a, 'acknowledged')).toBe('Revision 1')

    await a.page.getByLabel('Offline', { exact: true }).check()
    // The box is ticked at once, and the server is told after it.
    await until('it is offline on purpose', async () => (await look(a)).snapshot.trouble?.offline)
    await a.edit(id, { title: 'Edited' })
    await until(
      'the change is owed and held',
      async () => [await count(a, 'owed'), await count(a, 'held')].join() === '1 change,1 save',
    )
    expect(await a.page.getByTestId('inspector-held').textContent()).toContain('title of “Edited”')
    await until('a try was in vain', async () =>
      /could not be reached/.test((await a.page.getByTestId('inspector-held').textContent()) ?? ''),
    )
    expect(await count(a, 'acknowledged')).toBe('Revision 1')

    await a.page.getByRole('button', { name: 'Everything works again' }).click()
    await until('it is offline no more', async () => !(await a.page.getByLabel('Offline', { exact: true }).isChecked()))
    await until('it has arrived', async () => (await count(a, 'acknowledged')) === 'Revision 2')
    await until('nothing is held', async () => (await count(a, 'held')) === 'Nothing')

    const save = a.posts().at(-1)?.id ?? ''
    await a.page
      .getByTestId('inspector-timeline')
      .getByRole('button', { name: save.slice(0, 4) })
      .first()
      .click()
    const lines = (await timelineOf(a)).join('\n')
    for (const step of [
      /Page.*POST \/api\/layout/,
      /Worker.*Put into the queue/,
      /Server.*A save arrived/,
      /Server.*Answered 200 \(saved\), revision 2/,
      /Worker.*Out of the queue: acknowledged/,
    ]) {
      expect(lines).toMatch(step)
    }
    await a.page.getByTestId('inspector-acknowledged').getByRole('button', { name: 'Ask the server' }).click()
    await until('the server says the same', async () =>
      /revision 2, as here/.test((await a.page.getByTestId('inspector-acknowledged').textContent()) ?? ''),
    )
  })

  it('[D12] takes a held save out: set aside it can be tried again, discarded it is gone, and nothing else is', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Kept', 'data/text': 'as it was' })
    await a.settled()
    await a.page.evaluate(() => {
      window.location.hash = '#/inspector'
    })
    const held = a.page.getByTestId('inspector-held')
    const holds = (saves: string) => until(`the worker holds ${saves}`, async () => (await count(a, 'held')) === saves)
    await until('trouble can be made', async () => (await provoke(a, { paused: true })) === null)

    await a.edit(id, { title: 'Set aside' })
    await holds('1 save')
    await held.getByRole('button', { name: 'Set aside' }).click()
    await holds('Nothing')
    expect(await a.pending()).toBe(0)
    expect((await a.layout())[id]?.fields.title).toBe('Kept')

    await a.edit(id, { 'data/text': 'to be forgotten' })
    await holds('1 save')
    await held.getByRole('button', { name: 'Discard…' }).click()
    await held.getByRole('button', { name: 'Keep' }).click()
    expect(await count(a, 'held')).toBe('1 save')
    await held.getByRole('button', { name: 'Discard…' }).click()
    await held.getByRole('button', { name: 'Discard', exact: true }).click()
    await holds('Nothing')
    await a.page.getByRole('link', { name: 'Dashboard' }).click()
    await a.reload()
    expect(await a.pending()).toBe(0)
    expect((await a.layout())[id]?.fields['data/text']).toBe('as it was')

    expect(await provoke(a, { paused: false })).toBeNull()
    const [aside] = await a.page.evaluate(() => window.holdfast.sync.getState().setAside ?? [])
    expect(aside?.reason).toBe('Set aside in the inspector.')
    expect(await revisions(world, person)).toBe(1)
    expect((await allAgree(person, a))[id]?.fields).toMatchObject({ title: 'Kept', 'data/text': 'as it was' })
  })

  it('tells the tabs of a device apart, and follows an edit of another one to the save that carried it', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Before' })
    await a.settled()
    const other = (await look(a)).snapshot.page.writer.slice(0, 4)
    const first = a.page
    await a.open()
    await openInspector(a)
    const second = a.page
    a.turnTo(first)
    await a.edit(id, { title: 'Secret' })
    await a.settled()
    a.turnTo(second)
    const timeline = a.page.getByTestId('inspector-timeline')
    const edit = timeline.locator('li').filter({ hasText: /Edit \d+ \(edit\): title of “Secret”/ })
    await edit.waitFor()
    expect(await edit.textContent()).toContain(`Page ${other}`)
    expect(await timeline.locator('li', { hasText: 'Page this tab' }).count()).toBeGreaterThan(0)
    await edit.getByRole('button').click()
    const lines = (await timelineOf(a)).join('\n')
    for (const step of [
      /Edit \d+ \(edit\)/,
      /POST \/api\/layout, .*: edit \d+ of/,
      /Put into the queue/,
      /Answered 200/,
    ]) {
      expect(lines).toMatch(step)
    }
    expect(lines).not.toMatch(/adding/)
    const stored = await a.page.evaluate(async () =>
      JSON.stringify((await (await window.holdfast.inspector()).look()).timeline),
    )
    expect(stored).not.toContain('Secret')
  })

  it('[D10] says that a save is being sent, that sending is stopped, and that a pull has settled what is held', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Before' })
    await a.settled()
    await openInspector(a)
    const held = a.page.getByTestId('inspector-held')
    const saysHeld = (words: RegExp) =>
      until(`the held save says ${words}`, async () => words.test((await held.textContent()) ?? ''))

    expect(await provoke(a, { delayMs: 3_000 })).toBeNull()
    await a.edit(id, { title: 'Late' })
    await saysHeld(/Next trybeing sent now/)
    await until('nothing is held', async () => (await count(a, 'held')) === 'Nothing')

    expect(await provoke(a, { delayMs: 0, paused: true })).toBeNull()
    await a.edit(id, { title: 'Stopped' })
    await saysHeld(/when sending is switched on again/)
    await held.getByRole('button', { name: 'Send now' }).click()
    await a.page.getByText(/^Sending is stopped on purpose/).waitFor()
    expect(await provoke(a, { paused: false })).toBeNull()
    await until('nothing is held', async () => (await count(a, 'held')) === 'Nothing')

    const { gate } = world.server
    await until('it hears of revisions', () => gate.openStreams(a.marker) === 1)
    gate.failAll(
      { kind: 'drop-answer' },
      (path, method, from) => method === 'POST' && path === '/api/layout' && from.includes(a.marker),
    )
    await a.edit(id, { title: 'Arrived' })
    await until('a pull has settled it', async () => (await a.pending()) === 0)
    await saysHeld(/has acknowledged all of this already/)
    gate.failAll(null)
    await held.getByRole('button', { name: 'Send now' }).click()
    await until('nothing is held', async () => (await count(a, 'held')) === 'Nothing')
  })

  it('is told what is wrong with what was typed into the console, and switches nothing', async () => {
    const a = await world.device('a', await world.person())
    const before = (await look(a)).snapshot.trouble
    const typed = (change: unknown) => provoke(a, change as Partial<Trouble>)
    expect(await typed({ ofline: true, paused: true })).toMatch(/There is no “ofline”. There are offline, /)
    expect(await typed({ paused: true, delayMs: 'long' })).toMatch(/“delayMs” must be a whole number of ms/)
    expect((await look(a)).snapshot.trouble).toEqual(before)
  })

  it('offline on purpose, the page does not find the server back', async () => {
    const a = await world.device('a', await world.person())
    const isReady = () =>
      a.page.evaluate(() =>
        fetch('/readyz')
          .then(({ ok }) => ok)
          .catch(() => false),
      )
    expect(await isReady()).toBe(true)
    expect(await provoke(a, { offline: true })).toBeNull()
    expect(await isReady()).toBe(false)
    expect(await provoke(a, { offline: false })).toBeNull()
    expect(await isReady()).toBe(true)
  })

  it.each([
    [360, 800, 2],
    [820, 1_100, 1],
    [1_440, 900, 1],
  ])('on %i px no message lies over what can be pressed, and buttons stand in rows', async (width, height, rows) => {
    const a = await world.device('a', await world.person(), { viewport: { width, height } })
    const id = await a.add('note', { title: 'Before' })
    await a.settled()
    await openInspector(a)
    expect(await provoke(a, { paused: true })).toBeNull()
    await a.edit(id, { title: 'Held' })
    const discard = a.page.getByRole('button', { name: 'Discard…' })
    await discard.waitFor()
    const tops = await a.page
      .locator('.held-actions .button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    expect(tops).toHaveLength(4)
    expect(new Set(tops).size).toBe(rows)

    await a.page.getByTestId('inspector-held').getByRole('button', { name: 'Send now' }).click()
    await a.page.locator('.toast').first().hover()
    const covered = await a.page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>('.inspector :is(button, a, input, select)')]
      return all
        .filter((one) => {
          one.scrollIntoView({ block: 'nearest' })
          const { left, top, width, height } = one.getBoundingClientRect()
          const hit = document.elementFromPoint(left + width / 2, top + height / 2)
          return hit?.closest('.toaster') != null
        })
        .map(({ textContent, className }) => `${className}: ${textContent}`)
    })
    expect(covered).toEqual([])
    expect(await a.page.locator('.toast').count()).toBeGreaterThan(0)
  })

  it('[S2] every trouble it makes is survived: each edit arrives once', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: '0' })
    await a.settled()
    const wrong: Partial<Trouble>[] = [
      { answer: 'error-500', times: 1 },
      { answer: 'error-503', times: 1 },
      { answer: 'captive-portal', times: 1 },
      { answer: 'drop-after-commit', times: 1 },
      { full: true },
      { skewMs: 172_800_000 },
      { delayMs: 400 },
    ]
    const calm = { answer: null, times: null, full: false, skewMs: 0, delayMs: 0 }
    for (const [i, trouble] of wrong.entries()) {
      expect(await provoke(a, { ...calm, ...trouble })).toBeNull()
      await a.edit(id, { title: String(i + 1) })
      await a.settled()
    }
    expect(await provoke(a, calm)).toBeNull()
    expect((await allAgree(person, a))[id]?.fields.title).toBe(String(wrong.length))
    expect(await revisions(world, person)).toBe(wrong.length + 1)
  })

  it('a session that is over on purpose holds everything, and goes on when it is not', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    expect(await provoke(a, { answer: 'error-401', times: null })).toBeNull()
    const id = await a.add('note', { title: 'Held' })
    await until('a asks to sign in', async () => /sign in/i.test((await a.indicator()).words))
    expect(await provoke(a, { answer: null })).toBeNull()
    await a.page.evaluate(async () => (await window.holdfast.inspector()).sendNow())
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Held')
  })

  it('[S4] lets another device change the same field now, and its own later edit wins', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Mine' })
    await a.settled()
    const refused = await a.page.evaluate(
      async (widget) => (await window.holdfast.inspector()).editElsewhere(widget, 'title', 'Theirs'),
      id,
    )
    expect(refused).toBeNull()
    await until('a shows it', async () => (await a.layout())[id]?.fields.title === 'Theirs')
    await a.edit(id, { title: 'Mine again' })
    await a.settled()
    expect((await serverLayout(person))[id]?.fields.title).toBe('Mine again')
  })

  it('does in the console what docs/devtools.md says, line by line', async () => {
    const a = await world.device('a')
    const text = readFileSync(new URL('../../docs/devtools.md', import.meta.url), 'utf8')
    const [, lines = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? []
    const copied = await a.page.evaluate(
      `(async () => { let copied = ''; const copy = (text) => { copied = text }; ${lines}; return copied })()`,
    )
    const { page, timeline } = JSON.parse(String(copied)) as {
      page: { setAside: number }
      timeline: { what: string; details: { outcome?: string } }[]
    }
    expect(page.setAside).toBe(1)
    const decided = timeline.filter(({ what }) => what === 'decided').map(({ details }) => details.outcome)
    expect(decided).toEqual(expect.arrayContaining(['saved', 'duplicate']))
    await until('the made-up device’s title is shown', async () =>
      Object.values(await a.layout()).some(({ fields }) => fields.title === 'Changed elsewhere'),
    )
  })

  it('exports a report that says what happened and not what was typed', async () => {
    const a = await world.device('a', await world.person())
    await a.add('note', { title: 'A secret title', 'data/text': 'A secret text' })
    await a.settled()
    await a.page.evaluate(() => {
      window.location.hash = '#/inspector'
    })
    const saving = a.page.waitForEvent('download')
    await a.page.getByRole('button', { name: 'Export a report' }).click()
    const text = readFileSync(await (await saving).path(), 'utf8')
    const report = JSON.parse(text) as { timeline: { what: string }[]; version: string }
    expect(report.timeline.map(({ what }) => what)).toEqual(expect.arrayContaining(['edit', 'put', 'answer']))
    expect(text).not.toMatch(/secret/i)
  })
})

inChromium('the inspector of a server without FAULTS', () => {
  const world = useWorld()

  it('can break nothing, in the page, in the worker or on the server', async () => {
    const a = await world.device('a', await world.person())
    for (const change of [{ offline: true }, { paused: true }, { answer: 'error-500' as const }]) {
      expect(await provoke(a, change)).toMatch(/breaks nothing on purpose/)
    }
    const replies = await a.page.evaluate(async () => {
      const heard: unknown[] = []
      const channel = new BroadcastChannel('holdfast')
      channel.onmessage = ({ data }) => data.type === 'provoked' && heard.push(data.outcome)
      const { active } = await navigator.serviceWorker.ready
      active?.postMessage({ type: 'provoke', id: 'x', provoked: { paused: true, skewMs: 0, full: true } })
      while (heard.length === 0) await new Promise((done) => setTimeout(done, 50))
      return heard
    })
    expect(replies).toEqual(['refused'])
    const id = await a.add('note', { title: 'Saved all the same' })
    await a.settled()
    expect((await a.layout())[id]?.fields.title).toBe('Saved all the same')
  })
})

inChromium('a server that is started again in production, on the same data and address', () => {
  const world = useWorld({ env: { FAULTS: 'on' } })
  const restart = (changes: Record<string, string>) => world.server.stop().then(() => world.server.start(changes))
  const inProduction = { FAULTS: '', NODE_ENV: 'production' }
  const provoked = async (device: Device) => (await look(device)).snapshot.worker.said?.provoked
  const trouble = ({ page }: Device) => page.getByTestId('inspector-trouble').textContent()
  const CALM = { paused: false, skewMs: 0, full: false }

  afterEach(() => restart({}))

  it('[D4] gets at once what was held back on purpose, and the inspector shows nothing provoked', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    const id = await a.add('note', { title: 'Before' })
    await a.settled()
    await openInspector(a)
    expect(await provoke(a, { paused: true, skewMs: 3_600_000 })).toBeNull()
    await world.server.stop()
    await a.edit(id, { title: 'Held' })
    await until('the save is held', async () => (await count(a, 'held')) === '1 save')
    await world.server.start(inProduction)
    const back = Date.now()

    await until('it has arrived', async () => (await serverLayout(person))[id]?.fields.title === 'Held', 15_000)
    console.log(`held on purpose: delivered ${Date.now() - back} ms after the server's return in production`)
    await a.settled()
    await until('nothing is held', async () => (await count(a, 'held')) === 'Nothing')
    expect(await provoked(a)).toEqual(CALM)
    await until('it says that there is nothing to switch', async () =>
      /breaks nothing on purpose/.test((await trouble(a)) ?? ''),
    )
    expect(await trouble(a)).not.toMatch(/The worker still/)
    expect((await timelineOf(a)).join('\n')).toMatch(/Trouble on purpose ended/)
    expect(await a.page.evaluate(() => caches.has('holdfast-provoked'))).toBe(false)
    await a.page.getByRole('link', { name: 'Dashboard' }).click()
    await a.stopWorker()
    await a.reload()
    expect(await provoked(a)).toEqual(CALM)
  })

  it('can be unheard of: what is switched off in the page is off, and says so until then', async () => {
    const person = await world.person()
    const a = await world.device('a', person)
    await openInspector(a)
    expect(await provoke(a, { paused: true })).toBeNull()
    await world.server.stop()
    const id = await a.add('note', { title: 'Held' })
    const held = a.page.getByTestId('inspector-held')
    await until('it says what is so', async () => /The worker still .*it sends nothing/.test((await trouble(a)) ?? ''))
    await until('the held save says when it goes', async () =>
      /Next trywhen the stop on purpose ends/.test((await held.textContent()) ?? ''),
    )
    await a.page.getByRole('button', { name: 'End it now' }).click()
    await until('nothing is wrong on purpose', async () => !/The worker still/.test((await trouble(a)) ?? ''))
    expect(await provoked(a)).toEqual(CALM)
    await world.server.start(inProduction)
    expect((await allAgree(person, a))[id]?.fields.title).toBe('Held')
    expect(await provoke(a, { paused: false })).toBeNull()
    expect(await provoke(a, { paused: true })).toMatch(/breaks nothing on purpose/)
  })
})
