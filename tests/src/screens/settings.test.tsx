import { afterEach, expect, it } from 'vitest'
import { previewOf } from '../../../src/screens/settings/import-preview'
import SettingsScreen from '../../../src/screens/settings/settings-screen'
import { InstallBar } from '../../../src/ui/install-bar'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

let drawn: Drawn
afterEach(() => drawn?.undraw())

const named = (name: string) =>
  [...drawn.root.querySelectorAll('label')]
    .find(({ textContent }) => textContent?.startsWith(name))
    ?.querySelector('input')

it('what is chosen shows at once, and is said to whoever hears a page', async () => {
  const services = createFakeServices()
  drawn = await draw(services, <SettingsScreen />)
  expect(document.title).toContain('Settings')
  expect(document.activeElement?.textContent).toBe('Settings')
  await drawn.act(() => named('Dark')?.click())
  await drawn.act(() => named('Violet')?.click())
  await drawn.act(() => named('High contrast')?.click())
  expect(services.preferences.store.getState()).toMatchObject({ theme: 'dark', accent: 'violet', contrast: 'more' })
  expect([named('Dark')?.checked, named('Light')?.checked]).toEqual([true, false])
  await drawn.act(() => drawn.undraw())
  expect(document.title).not.toContain('Settings')
})

it('[S4] how conflicts are decided is kept where saves are composed', async () => {
  const services = createFakeServices()
  drawn = await draw(services, <SettingsScreen />)
  await drawn.act(() => named('Keep this device')?.click())
  expect(services.calls).toEqual([['strategy', 'local']])
})

it('says how to install it where the browser has a way, and nothing where it has none', async () => {
  const services = createFakeServices()
  drawn = await draw(services, <SettingsScreen />)
  expect(drawn.root.textContent).not.toContain('Home Screen')
  await drawn.act(() => services.install.is('by-hand'))
  expect(drawn.root.textContent).toContain('Add to Home Screen')
  await drawn.act(() => services.install.is('installed'))
  expect(drawn.root.textContent).toContain('is installed on this device')
})

it('the bar that offers it is quiet while a new version waits, and gone for good after a no', async () => {
  const services = createFakeServices()
  services.install.canAsk(async () => true)
  drawn = await draw(services, <InstallBar />)
  await drawn.act(() => {
    for (let i = 0; i < 10; i++) services.install.edited()
    services.install.visited()
  })
  expect(drawn.root.querySelectorAll('button')).toHaveLength(2)
  await drawn.act(() => services.sync.setState({ updateWaiting: true }))
  expect(drawn.root.querySelector('aside')).toBeNull()
  await drawn.act(() => services.sync.setState({ updateWaiting: false }))
  await drawn.act(() => [...drawn.root.querySelectorAll('button')].at(-1)?.click())
  await drawn.act(() => services.install.edited())
  expect(drawn.root.querySelector('aside')).toBeNull()
})

const id = (n: number) => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`
const fileOf = (widgets: unknown, more: object = {}) =>
  JSON.stringify({ format: 'holdfast-export', schema: 1, widgets, ...more })
const noteOf = (n: number, title = `Note ${n}`) => ({ id: id(n), fields: { type: 'note', title } })

it('[S15] a file is looked at before anything is done: how many, which, from when', () => {
  const notes = Array.from({ length: 8 }, (_, i) => noteOf(i + 1))
  const preview = previewOf(`\uFEFF${fileOf(notes, { exportedAt: '2026-01-19T10:00:00.000Z', later: 'kept' })}`)
  expect(preview).toMatchObject({ kind: 'file', count: 8, more: 2, exportedAt: Date.UTC(2026, 0, 19, 10) })
  expect(preview).toMatchObject({ names: notes.slice(0, 6).map(({ fields }) => fields.title), file: { later: 'kept' } })
  expect(previewOf(fileOf([]))).toMatchObject({ kind: 'file', count: 0, exportedAt: null })
})

it.each([
  ['not-json', 'Dear diary'],
  ['not-holdfast', '{"widgets":[]}'],
  ['not-holdfast', 'null'],
  ['newer', fileOf([], { schema: 99 })],
  ['broken', fileOf('many')],
  ['broken', fileOf([noteOf(1), noteOf(1)])],
  ['broken', fileOf([{ id: id(1), fields: { title: 'no type' } }])],
])('[S15] a file that is %s is said to be so', (kind, text) => {
  expect(previewOf(text)).toMatchObject({ kind })
})
