import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FRESH } from '../../core/delivery/schedule'
import { JOURNAL_MAX } from '../../core/wire/journal-event'
import type { Learned } from '../../core/wire/worker-message'
import { createOutboxState, type OutboxState } from '../../sw/outbox/state'

const WAITING = { ...FRESH, attempts: 2, nextTryAt: 5, lastError: 'no answer', lastErrorKind: 'network' as const }
const REFUSED: Learned = {
  id: 'l1',
  account: 'ada',
  asked: { base: 3, tag: 't' },
  kind: 'refused',
  problem: { type: 't', title: 'T', status: 422 },
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

const broken = {
  open() {
    throw new DOMException('no storage', 'UnknownError')
  },
}

describe.each([
  ['in IndexedDB', undefined],
  ['where IndexedDB is broken', broken],
])('the state %s', (_where, factory) => {
  beforeEach(() => {
    if (factory !== undefined) vi.stubGlobal('indexedDB', factory)
  })

  it('remembers how delivery stands, account by account', async () => {
    const state = createOutboxState()
    expect(await state.delivery('ada')).toBe(FRESH)
    await state.setDelivery('ada', WAITING)
    expect(await state.delivery('ada')).toEqual(WAITING)
    expect(await state.delivery('bob')).toBe(FRESH)
    await state.setDelivery('ada', FRESH)
    expect(await state.delivery('ada')).toBe(FRESH)
  })

  it('[D4] keeps what was learned until a page has taken it', async () => {
    const state = createOutboxState()
    await state.learn(REFUSED)
    expect(await state.learned()).toEqual([REFUSED])
    await state.forget('l1')
    expect(await state.learned()).toEqual([])
  })

  it('writes a journal without ever failing', async () => {
    const state = createOutboxState()
    state.note({ at: 1, place: 'worker', what: 'sync' })
    expect(await state.journal()).toEqual(factory === undefined ? [{ at: 1, place: 'worker', what: 'sync' }] : [])
  })

  it('[D13] forgets its journal, also what was noted just before, and nothing else', async () => {
    const state = createOutboxState()
    await state.learn(REFUSED)
    await state.setDelivery('ada', WAITING)
    state.note({ at: 1, place: 'worker', what: 'sync' })
    await state.forgetJournal()
    expect(await state.journal()).toEqual([])
    expect(await state.learned()).toEqual([REFUSED])
    expect(await state.delivery('ada')).toEqual(WAITING)
  })
})

it('[D4] outlives the worker that is stopped', async () => {
  await createOutboxState().learn(REFUSED)
  await createOutboxState().setDelivery('ada', WAITING)
  const next = createOutboxState()
  expect(await next.learned()).toEqual([REFUSED])
  expect(await next.delivery('ada')).toEqual(WAITING)
})

it('keeps a journal that does not grow for ever', async () => {
  const state: OutboxState = createOutboxState()
  for (let i = 1; i <= JOURNAL_MAX * 1.1 + 1; i++) state.note({ at: i, place: 'worker', what: 'retry' })
  const journal = await state.journal()
  expect(journal).toHaveLength(JOURNAL_MAX)
  expect(journal.at(-1)?.at).toBe(JOURNAL_MAX * 1.1 + 1)
})
