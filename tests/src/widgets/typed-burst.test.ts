import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTypedBurst } from '../../../src/widgets/typed-burst'

/** A burst that writes down each edit with the time at which it was made. */
function started() {
  const made: { at: number; text: string; base: number }[] = []
  const held = { revision: 1, epoch: 0 }
  const accept = { all: true }
  let hide = () => {}
  const typing = { now: 0, begun: 0 }
  const burst = createTypedBurst({
    after(ms, fn) {
      const timer = setTimeout(fn, ms)
      return () => clearTimeout(timer)
    },
    onHide(fn) {
      hide = fn
      return () => {
        hide = () => {}
      }
    },
    seen: () => ({ ...held }),
    begins() {
      typing.begun += 1
      typing.now += 1
      return () => {
        typing.now -= 1
      }
    },
    commit(text, base) {
      if (accept.all) made.push({ at: Date.now(), text, base: base.revision })
      return accept.all
    },
  })
  return { burst, made, held, accept, typing, hide: () => hide() }
}

describe('typing', () => {
  beforeEach(() => vi.useFakeTimers({ now: 0 }))
  afterEach(() => vi.useRealTimers())

  it('[D3] becomes one edit 1 s after the last key', () => {
    const { burst, made } = started()
    burst.type('a')
    vi.advanceTimersByTime(900)
    burst.type('ab')
    vi.advanceTimersByTime(999)
    expect(made).toEqual([])
    vi.advanceTimersByTime(1)
    expect(made).toEqual([{ at: 1900, text: 'ab', base: 1 }])
    vi.advanceTimersByTime(10_000)
    expect(made).toHaveLength(1)
  })

  it('[D3] becomes an edit after 5 s at most, however fast one goes on', () => {
    const { burst, made } = started()
    for (let ms = 0; ms < 12_000; ms += 500) {
      burst.type(`at ${ms}`)
      vi.advanceTimersByTime(500)
    }
    expect(made.map((edit) => edit.at)).toEqual([5_000, 10_000])
  })

  it('[D3] becomes an edit at once on leaving the field and when the page hides', () => {
    const { burst, made, hide } = started()
    burst.type('left')
    burst.flush()
    burst.type('hidden')
    hide()
    expect(made.map((edit) => edit.text)).toEqual(['left', 'hidden'])
    burst.flush()
    vi.advanceTimersByTime(10_000)
    expect(made).toHaveLength(2)
  })

  it('[S3] names the revision that was held when this burst began, not when it ended', () => {
    const { burst, made, held } = started()
    burst.type('a')
    held.revision = 2
    burst.type('ab')
    burst.flush()
    burst.type('abc')
    burst.flush()
    expect(made.map((edit) => edit.base)).toEqual([1, 2])
  })

  it('keeps the text that could not become an edit, and tries again', () => {
    const { burst, made, accept } = started()
    accept.all = false
    burst.type('too long')
    vi.advanceTimersByTime(5_000)
    expect(burst.draft()).toBe('too long')
    accept.all = true
    burst.type('short')
    vi.advanceTimersByTime(1_000)
    expect(made.map((edit) => edit.text)).toEqual(['short'])
    expect(burst.draft()).toBeNull()
  })

  it('says that somebody types for as long as something is not yet an edit, and until the field goes away at most', () => {
    const { burst, accept, typing } = started()
    burst.type('a')
    burst.type('ab')
    expect(typing).toEqual({ now: 1, begun: 1 })
    vi.advanceTimersByTime(1_000)
    expect(typing.now).toBe(0)
    accept.all = false
    burst.type('too long')
    burst.flush()
    expect(typing).toEqual({ now: 1, begun: 2 })
    burst.end()
    burst.end()
    expect(typing.now).toBe(0)
  })
})
