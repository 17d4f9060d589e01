import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { attempt, UNDO_OFFER } from '../../../src/ui/attempt'
import { createToasts, type Toasts } from '../../../src/ui/toasts'

describe('toasts', () => {
  let toasts: Toasts
  const texts = () => toasts.store.getState().toasts.map((toast) => toast.text)
  beforeEach(() => {
    vi.useFakeTimers()
    toasts = createToasts()
  })
  afterEach(() => vi.useRealTimers())

  it('go away by themselves, later when there is something to press', () => {
    toasts.push({ kind: 'info', text: 'read me' })
    toasts.push({ kind: 'info', text: 'decide', action: { label: 'Undo', run: () => {} } })
    vi.advanceTimersByTime(5_000)
    expect(texts()).toEqual(['decide'])
    vi.advanceTimersByTime(5_000)
    expect(texts()).toEqual([])
  })

  it('stay while somebody is at them', () => {
    toasts.push({ kind: 'info', text: 'read me' })
    toasts.pause()
    vi.advanceTimersByTime(60_000)
    expect(texts()).toEqual(['read me'])
    toasts.resume()
    vi.advanceTimersByTime(5_000)
    expect(texts()).toEqual([])
  })

  it('go on going away after the last one was dismissed under the pointer', () => {
    toasts.pause()
    toasts.dismiss(toasts.push({ kind: 'info', text: 'first' }))
    toasts.push({ kind: 'info', text: 'second' })
    vi.advanceTimersByTime(5_000)
    expect(texts()).toEqual([])
  })

  it('replace one another under the same key, and are three at most', () => {
    toasts.push({ kind: 'info', text: 'offline', key: 'sync' })
    toasts.push({ kind: 'success', text: 'saved', key: 'sync' })
    expect(texts()).toEqual(['saved'])
    for (const text of ['a', 'b', 'c']) toasts.push({ kind: 'info', text })
    expect(texts()).toEqual(['a', 'b', 'c'])
  })

  it('an undo on offer goes when something else is done', () => {
    toasts.push({ kind: 'info', text: 'Note removed', key: UNDO_OFFER })
    attempt(toasts, () => {})
    expect(texts()).toEqual([])
  })

  it('what a limit forbids is said, and a bug is not swallowed', () => {
    const refused = attempt(toasts, () => {
      throw new RangeError('A dashboard holds at most 500 widgets.')
    })
    expect([refused, texts()]).toEqual([false, ['A dashboard holds at most 500 widgets.']])
    expect(() =>
      attempt(toasts, () => {
        throw new TypeError('bug')
      }),
    ).toThrow('bug')
  })
})
