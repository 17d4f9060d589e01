import { afterEach, describe, expect, it } from 'vitest'
import { INITIAL_SYNC, type SyncState } from '../../../src/store/sync-store'
import { SyncStatusIndicator } from '../../../src/ui/sync-status-indicator'
import { syncWords } from '../../../src/ui/sync-words'
import { waitFor } from '../../support/wait-for'
import { type Drawn, draw } from './draw'
import { createFakeServices } from './fake-services'

const words = (state: Partial<SyncState>) => syncWords({ ...INITIAL_SYNC, ...state }).label

describe('the words of the indicator', () => {
  it.each<[string, Partial<SyncState>]>([
    ['Saved on this device · 3 changes will be sent', { syncStatus: 'offline', pendingChanges: 3 }],
    ['Saved on this device · 1 change will be sent', { syncStatus: 'offline', pendingChanges: 1 }],
    ['Saving…', { syncStatus: 'syncing', pendingChanges: 2 }],
    ['Saved', { syncStatus: 'success' }],
    ['Saved on this device · could not reach the server', { syncStatus: 'error', pendingChanges: 2 }],
    ['Saved on this device · sign in to send', { syncStatus: 'error', pendingChanges: 2, hold: 'sign-in' }],
    ['Not in sync · sign in to go on', { syncStatus: 'error', pendingChanges: 0, hold: 'sign-in' }],
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
  afterEach(() => drawn.undraw())

  it('is a status with its state for tests to read, and follows the store', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    const status = drawn.root.querySelector('[data-testid=sync-status]') as HTMLElement
    expect(status.getAttribute('role')).toBe('status')
    await drawn.act(() => services.sync.setState({ syncStatus: 'offline', pendingChanges: 3 }))
    expect([status.dataset.status, status.dataset.pending]).toEqual(['offline', '3'])
    expect(status.textContent).toBe('Saved on this device · 3 changes will be sent')
  })

  it('says first what is so, and keeps the rest for where there is room', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    await drawn.act(() => services.sync.setState({ syncStatus: 'offline', pendingChanges: 3 }))
    expect(drawn.root.querySelector('.sync-more')?.textContent).toBe(' · 3 changes will be sent')
  })

  it('offers to try again when the server could not be reached', async () => {
    const services = createFakeServices()
    drawn = await draw(services, <SyncStatusIndicator showLabel />)
    await drawn.act(() => services.sync.setState({ syncStatus: 'error', pendingChanges: 1 }))
    const retry = [...drawn.root.querySelectorAll('button')].find((button) => button.textContent === 'Retry')
    await drawn.act(() => retry?.click())
    expect(services.calls).toEqual([['syncNow']])
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
