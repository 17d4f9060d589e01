/** The history's screen: what it says of versions, comparing two, and going back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Json, Layout } from '../../../core/layout/model'
import HistoryScreen from '../../../src/screens/history/history-screen'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices, type FakeServices } from '../ui/fake-services'
import { createFakeHistory, type FakeHistory } from './fake-history'

const box = (x: number) => ({ x, y: 0, w: 4, h: 3 })
const layout = (widgets: Record<string, Record<string, Json>>): Layout =>
  Object.fromEntries(Object.entries(widgets).map(([id, fields]) => [id, { id, fields }]))
const NOTE = { type: 'note', title: 'Notes', desktop: box(0), 'data/text': 'Bread' }
const FIRST = layout({ n: NOTE })
const SECOND = layout({ n: { ...NOTE, desktop: box(4) }, c: { type: 'clock', desktop: box(8) } })
const THIRD = layout({ n: { ...NOTE, desktop: box(4), title: 'Ideas' } })

let drawn: Drawn
let services: FakeServices
let history: FakeHistory
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 3, 12, 0) })
  services = createFakeServices(THIRD)
  history = createFakeHistory([FIRST, SECOND, THIRD])
  services.history = async () => history
})
afterEach(() => {
  drawn.undraw()
  window.location.hash = ''
  vi.useRealTimers()
})

const settled = async () => {
  for (let i = 0; i < 6; i++) {
    await new Promise((done) => setTimeout(done))
    await drawn.act(() => {})
  }
}
async function open(hash = '#/history'): Promise<void> {
  window.location.hash = hash
  drawn = await draw(services, <HistoryScreen />)
  await settled()
}
const texts = (selector: string) =>
  [...drawn.root.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim() ?? '')
const boxes = () => [...drawn.root.querySelectorAll('.old-widget')].map((element) => element.getAttribute('aria-label'))
async function press(label: string): Promise<void> {
  const button = [...drawn.root.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === label)
  if (button === undefined) throw new Error(`no button “${label}”: ${texts('button').join(', ')}`)
  await drawn.act(() => button.click())
  await settled()
}
async function compareWith(value: string): Promise<void> {
  const select = drawn.root.querySelector('select') as HTMLSelectElement
  await drawn.act(() => {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settled()
}

it('lists versions by day with time, device and what changed, and has the title and the focus', async () => {
  await open()
  expect(document.title).toBe('History – Holdfast')
  expect(document.activeElement?.textContent).toBe('History')
  expect(texts('.version-day h3')).toEqual(['Yesterday'])
  expect(texts('.version-did')).toEqual([
    'Removed Clock, renamed “Notes” to “Ideas”',
    'Moved “Notes”, added Clock',
    'Added “Notes”',
  ])
  expect(texts('.version-words > .small')).toEqual(['This device', 'Pixel 9', 'This device'])
})

it('shows a version as it was, marked against the one before it in words, and a line leads to its box', async () => {
  await open('#/history/2')
  expect(boxes()).toEqual(['Notes, Note: Moved', 'Clock: Added'])
  expect(texts('.old-line')).toEqual(['Bread'])
  expect(texts('.change-line')).toEqual(['Moved “Notes”', 'Added Clock'])
  // What was added is in the later of the two only.
  await press(texts('.compare-sides .tab')[0] ?? '')
  expect(boxes()).toEqual(['Notes, Note: Moved'])
  await press('Added Clock')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Clock: Added')
})

it('compares with the dashboard of now: what has been removed since is shown where it was', async () => {
  await open('#/history/2')
  await compareWith('now')
  expect(texts('.compare-sides .tab').at(-1)).toBe('After: now')
  await press('After: now')
  expect(boxes()).toEqual(['Ideas, Note: Changed', 'Clock: Removed'])
})

it('[S15] asks before a restore and names what will change; then says so, and takes it back at a press', async () => {
  await open('#/history/1')
  await press('Restore…')
  expect(texts('.restore-changes li')).toEqual(['Moved “Notes”', 'Renamed “Ideas” to “Notes”'])
  expect(history.calls.some(([name]) => name === 'restore')).toBe(false)
  await press('Restore')
  expect(window.location.hash).toBe('#/')
  const [toast] = drawn.toasts.store.getState().toasts
  expect(toast).toMatchObject({ kind: 'success', action: { label: 'Undo' } })
  await drawn.act(() => toast?.action?.run())
  expect(history.calls.filter(([name]) => name === 'restore')).toEqual([
    ['restore', 'local', 1],
    ['restore', 'local', 3],
  ])
})

it('a restore can be taken back later from the history, too', async () => {
  await history.restore('local', 1)
  services.layout.setState({ widgets: FIRST })
  await open('#/history/4')
  await press('Undo this restore…')
  expect(texts('.restore-changes li')).toEqual(['Moved “Ideas”', 'Renamed “Notes” to “Ideas”'])
  await press('Restore')
  expect(history.calls.at(-1)).toEqual(['restore', 'local', 3])
})

it('[S15] nothing is restored while this device owes something: that goes first', async () => {
  services.sync.setState({ pendingChanges: 2 })
  services.syncNow = async () => services.sync.setState({ pendingChanges: 0 })
  await open('#/history/1')
  await press('Restore…')
  expect(texts('[role=status] .notice')).toEqual([
    '2 changes of this device have not been sent yet, and go first, so that nothing is lost.',
  ])
  await press('Send first, then restore')
  expect(services.sync.getState().pendingChanges).toBe(0)
  expect(history.calls.at(-1)).toEqual(['restore', 'local', 1])
})

it('offline it waits, and says so', async () => {
  services.sync.setState({ isOnline: false })
  await open('#/history/1')
  await press('Restore…')
  const button = () => [...drawn.root.querySelectorAll<HTMLButtonElement>('.dialog .primary')].at(-1)
  expect(texts('[role=status] .notice')).toEqual([
    'You are offline. Old versions are on the server, so this waits for the connection.',
  ])
  expect(button()?.disabled).toBe(true)
  await drawn.act(() => services.sync.setState({ isOnline: true }))
  await settled()
  expect(button()?.disabled).toBe(false)
})

it('[D10] says that a restore without an answer may have been done or not', async () => {
  await open('#/history/1')
  await press('Restore…')
  history.away = true
  await press('Restore')
  expect(texts('[role=status] .notice')[0]).toContain('may have been restored or not')
  expect(drawn.toasts.store.getState().toasts).toEqual([])
})

it('shows what was read before while the server is away', async () => {
  await open()
  drawn.undraw()
  history.away = true
  await open()
  expect(texts('.versions .notice p')).toEqual([
    'The history is kept on the server, which cannot be reached now. What was loaded before is shown.',
  ])
  expect(texts('.version-did')).toHaveLength(3)
})

it('[D13] shows nothing of one account under another', async () => {
  await open()
  expect(texts('.version-did')).toHaveLength(3)
  history.away = true
  await drawn.act(() => services.layout.setState({ account: 'somebody-else' }))
  await settled()
  expect(texts('.version-did')).toEqual([])
})

it('what another version or device wrote does not break drawing', async () => {
  const rubbish = layout({
    a: { type: 7, title: ['x'], desktop: 'here', 'data/text': 3, 'data/item:1': null },
    b: { desktop: { x: -4, y: 2.5, w: 99, h: 'high' } },
    c: {},
  })
  history = createFakeHistory([rubbish, {}])
  services.history = async () => history
  await open('#/history/1')
  expect(boxes()).toHaveLength(3)
  await compareWith('now')
  await compareWith('nothing')
  expect(boxes()).toHaveLength(3)
})
