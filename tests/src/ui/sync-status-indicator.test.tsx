import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { INITIAL_SYNC, type SyncState } from '../../../src/store/sync-store'
import { SyncStatusIndicator } from '../../../src/ui/sync-status-indicator'
import { type SyncCase, syncWords } from '../../../src/ui/sync-words'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

const words = (state: Partial<SyncState>) => syncWords({ ...INITIAL_SYNC, ...state }).label

describe('the words of the indicator', () => {
  it.each<[string, Partial<SyncState>]>([
    ['Saved on this device · 3 changes will sync', { syncStatus: 'offline', pendingChanges: 3 }],
    ['Saved on this device · 1 change will sync', { syncStatus: 'offline', pendingChanges: 1 }],
    ['Saving…', { syncStatus: 'syncing', pendingChanges: 2 }],
    ['Saved', { syncStatus: 'success' }],
    ['Saved on this device · could not reach the server', { syncStatus: 'error', pendingChanges: 2 }],
    [
      'Saved on this device · the server asks to wait',
      { syncStatus: 'error', pendingChanges: 2, nextTryAt: 2, notBefore: 1 },
    ],
    [
      'Saved on this device · sign in to go on, nothing is lost',
      { syncStatus: 'error', pendingChanges: 2, hold: 'sign-in' },
    ],
    // Only the page's memory has them, and that goes with the page.
    ['Not sent yet · sign in to go on', { syncStatus: 'error', pendingChanges: 2, hold: 'sign-in', keptHere: false }],
    ['Not in sync · sign in to go on, nothing is lost', { syncStatus: 'error', pendingChanges: 0, hold: 'sign-in' }],
    ['Storage full · Saved on this device', { syncStatus: 'idle', pendingChanges: 1, storageFull: true }],
    ['Saved · merged with another device', { syncStatus: 'conflict' }],
    ['Saved on this device', { syncStatus: 'idle', pendingChanges: 1 }],
  ])('[D10] "%s"', (label, state) => expect(words(state)).toBe(label))

  it('[D10] never says "Saved" alone while something is owed', () => {
    for (const syncStatus of ['idle', 'syncing', 'success', 'error', 'offline', 'conflict'] as const) {
      expect(words({ syncStatus, pendingChanges: 1, lastSyncedAt: 1 })).not.toMatch(/^Saved($| ·)/)
    }
  })

  it('[D10] does not say "Saved on this device" when none of its storages works, and does when one does', () => {
    const owing = { pendingChanges: 1, storageProblem: 'The disk is full.' }
    for (const syncStatus of ['idle', 'success', 'error', 'offline', 'conflict'] as const) {
      expect(words({ ...owing, syncStatus, keptHere: false })).toContain('Not sent yet')
      expect(words({ ...owing, syncStatus, keptHere: true })).toContain('Saved on this device')
    }
  })
})

describe('SyncStatusIndicator', () => {
  let drawn: Drawn
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    drawn.undraw()
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  const button = (words: string) =>
    [...drawn.root.querySelectorAll('button')].find(({ textContent }) => textContent === words)

  it('is a status with its state for tests to read, and follows the store', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const status = drawn.root.querySelector('[data-testid=sync-status]') as HTMLElement
    expect(status.getAttribute('role')).toBe('status')
    await drawn.act(() => services.sync.setState({ syncStatus: 'offline', pendingChanges: 3 }))
    expect([status.dataset.status, status.dataset.pending]).toEqual(['offline', '3'])
    expect(status.textContent).toBe('Saved on this device · 3 changes will sync')
  })

  it('says first what is so, and keeps the rest for where there is room', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    await drawn.act(() => services.sync.setState({ syncStatus: 'offline', pendingChanges: 3 }))
    expect(drawn.root.querySelector('.sync-more')?.textContent).toBe(' · 3 changes will sync')
  })

  it('[D10] tells each case apart by an icon, words and ways out of its own', async () => {
    const owed = { pendingChanges: 3 }
    const cases: [case_: SyncCase, state: Partial<SyncState>, buttons: string[]][] = [
      ['ready', {}, []],
      ['kept', { ...owed, syncStatus: 'idle' }, []],
      ['will-sync', { ...owed, syncStatus: 'offline' }, []],
      ['offline', { syncStatus: 'offline' }, []],
      ['syncing', { ...owed, syncStatus: 'syncing' }, []],
      ['no-answer', { ...owed, syncStatus: 'syncing', isUnanswered: true }, ['Retry now']],
      ['synced', { syncStatus: 'success', lastSyncedAt: Date.now() }, []],
      ['merged', { syncStatus: 'conflict' }, []],
      ['failing', { ...owed, syncStatus: 'error', nextTryAt: Date.now() + 29_500 }, ['Retry now']],
      ['sign-in', { ...owed, syncStatus: 'error', hold: 'sign-in' }, ['Sign in']],
      ['forbidden', { ...owed, syncStatus: 'error', hold: 'forbidden' }, []],
      ['newer-than-server', { ...owed, syncStatus: 'error', hold: 'newer-than-server' }, []],
      ['storage-full', { ...owed, syncStatus: 'idle', storageFull: true, storageProblem: 'Full.' }, ['Export now']],
    ]
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const icons = new Set<string>()
    const labels = new Set<string>()
    for (const [name, state, buttons] of cases) {
      await drawn.act(() => services.sync.setState({ ...INITIAL_SYNC, ...state }))
      const status = drawn.root.querySelector('[data-testid=sync-status]') as HTMLElement
      expect(status.dataset.case).toBe(name)
      icons.add(status.querySelector('svg')?.innerHTML ?? '')
      labels.add(status.textContent ?? '')
      expect([...drawn.root.querySelectorAll('.sync-offer')].map(({ textContent }) => textContent)).toEqual(buttons)
    }
    expect(icons.size).toBe(cases.length)
    expect(labels.size).toBe(cases.length)
    expect([...labels]).toContain('Saved on this device · could not reach the server · retrying in 30 seconds')
    expect([...labels]).toContain('Saved · all synced just now')
  })

  it('counts down to the next try, and tries at once when asked', async () => {
    const services = createFakeServices()
    services.sync.setState({ syncStatus: 'error', pendingChanges: 1, nextTryAt: Date.now() + 150_000 })
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const says = () => drawn.root.querySelector('.sync-label')?.textContent
    expect(says()).toContain('retrying in 3 minutes')
    await drawn.act(() => vi.advanceTimersByTime(120_000))
    expect(says()).toContain('retrying in 30 seconds')
    await drawn.act(() => vi.advanceTimersByTime(1_000))
    expect(says()).toContain('retrying in 29 seconds')
    await drawn.act(() => button('Retry now')?.click())
    expect(services.calls).toEqual([['syncNow']])
    // Its button goes while the try is under way.
    expect(document.activeElement?.className).toBe('sync-button')
    await drawn.act(() => vi.advanceTimersByTime(40_000))
    expect(says()).toContain('retrying now')
  })

  it('[D5] offers no try while the server asks to wait, which would be in vain', async () => {
    const services = createFakeServices()
    const waits = { nextTryAt: Date.now() + 70_000, notBefore: Date.now() + 60_000 }
    services.sync.setState({ syncStatus: 'error', pendingChanges: 1, ...waits })
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    expect(button('Retry now')?.disabled).toBe(true)
    await drawn.act(() => vi.advanceTimersByTime(60_000))
    expect(button('Retry now')?.disabled).toBe(false)
  })

  it('says each minute anew how long ago all was synced, and asks for no time while nobody looks', async () => {
    const services = createFakeServices()
    services.sync.setState({ syncStatus: 'success', lastSyncedAt: Date.now() })
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const says = () => drawn.root.querySelector('.sync-label')?.textContent
    await drawn.act(() => vi.advanceTimersByTime(120_000))
    expect(says()).toBe('Saved · all synced 2 minutes ago')
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await drawn.act(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is read out only once it has settled, and without what counts by itself', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const heard = drawn.root.querySelector('[aria-live=polite]')
    expect(drawn.root.querySelector('[role=status]')?.getAttribute('aria-live')).toBe('off')
    const stands = async (state: Partial<SyncState>, ms: number) => {
      await drawn.act(() => services.sync.setState({ ...INITIAL_SYNC, ...state }))
      await drawn.act(() => vi.advanceTimersByTime(ms))
      return heard?.textContent
    }
    expect(await stands({ syncStatus: 'idle', pendingChanges: 1 }, 500)).toBe('Ready')
    expect(await stands({ syncStatus: 'syncing', pendingChanges: 1 }, 5_000)).toBe('Ready')
    expect(await stands({ syncStatus: 'success', lastSyncedAt: Date.now() }, 2_000)).toBe('Saved')
    const nextTryAt = Date.now() + 30_000
    expect(await stands({ syncStatus: 'error', pendingChanges: 1, nextTryAt }, 20_000)).toBe(
      'Saved on this device · could not reach the server',
    )
  })

  it('says in its panel when, how much, and what went wrong', async () => {
    const services = createFakeServices()
    services.sync.setState({ syncStatus: 'error', pendingChanges: 2, lastError: 'The server did not answer.' })
    drawn = await draw(services, <SyncStatusIndicator />)
    await drawn.act(() => drawn.root.querySelector<HTMLElement>('.sync-button')?.click())
    const panel = await waitFor(() => {
      const found = drawn.root.querySelector('[role=dialog]')
      expect(found).not.toBeNull()
      return found
    })
    for (const text of ['Not yet since this page was opened', '2 changes', 'The server did not answer.', 'Sync now']) {
      expect(panel?.textContent).toContain(text)
    }
  })
})
