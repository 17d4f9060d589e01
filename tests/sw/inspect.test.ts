/** What a page may ask of the worker: to show itself, to let go of a save, to be in trouble on purpose. */
import { describe, expect, it } from 'vitest'
import type { Provoked, WorkerReport } from '../../core/wire/worker-message'
import { neverProvoked } from '../../sw/never-provoked'
import { ASK_EVERY_MS, CONFIRMED_FOR_MS } from '../../sw/provoke'
import { type FakeWorker, fakeWorker, saveOf } from './support/fake-worker'

const QUEUED = { status: 202, body: { status: 'queued' } }
const CALM: Provoked = { paused: false, skewMs: 0, full: false }

/** A worker with this wrong on purpose, as its server allows. */
async function provoked(trouble: Partial<Provoked>): Promise<FakeWorker> {
  const worker = fakeWorker()
  worker.faultsAllowed = true
  await worker.wake.command({ type: 'provoke', id: 'q', provoked: { ...CALM, ...trouble } })
  return worker
}

function answerOf<T extends WorkerReport['type']>(worker: FakeWorker, type: T) {
  return worker.reports.findLast((report): report is Extract<WorkerReport, { type: T }> => report.type === type)
}

describe('an inspection', () => {
  it('shows each save with its name, its tries and what went wrong, and what happened so far', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.wake.command({ type: 'inspect', id: 'q' })
    expect(answerOf(worker, 'inspection')).toMatchObject({
      id: 'q',
      inspection: {
        version: 'test',
        held: [{ account: 'ada', attempts: 1, nextTryAt: 1_001_000, lastError: 'no-answer' }],
        untaken: 0,
        provoked: CALM,
        journal: [{ what: 'put' }, { what: 'send' }, { what: 'no-answer' }],
      },
    })
    const names = new Set(worker.journal.map(({ save }) => save))
    expect([...names]).toEqual([worker.entries[0]?.key])
  })

  it('says that the server answered as something that happened there', async () => {
    const worker = fakeWorker()
    await worker.post(saveOf('a', [1]))
    expect(worker.journal.map(({ place, what }) => `${place} ${what}`)).toEqual([
      'worker put',
      'worker send',
      'server answer',
      'worker settled',
    ])
  })

  it('says which save is on its way, and no more once it was tried', async () => {
    const worker = fakeWorker()
    const sending = async () => {
      await worker.wake.command({ type: 'inspect', id: 'q' })
      return answerOf(worker, 'inspection')?.inspection.held.map((save) => save.sending)
    }
    worker.always = 'silence'
    const posted = worker.post(saveOf('a', [1]))
    await worker.pass(1_000)
    expect(await sending()).toEqual([true])
    worker.always = 'unreachable'
    await worker.pass(60_000)
    await posted
    expect(await sending()).toEqual([false])
  })

  it('is heard live', async () => {
    const worker = fakeWorker()
    await worker.post(saveOf('a', [1]))
    const heard = worker.reports.filter((report) => report.type === 'journal')
    expect(heard).toHaveLength(worker.journal.length)
  })
})

describe('when another account is shown', () => {
  it('[D13] forgets what happened so far, and keeps what it holds', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.wake.command({ type: 'forget-journal' })
    await worker.wake.command({ type: 'inspect', id: 'q' })
    expect(answerOf(worker, 'inspection')?.inspection).toMatchObject({ journal: [], held: [{ account: 'ada' }] })
  })

  it('an older worker, which does not know that command, goes on', async () => {
    const worker = fakeWorker()
    await worker.wake.command({ type: 'of-a-newer-page' } as never)
    expect(worker.journal.map(({ what }) => what)).toEqual(['command-failed'])
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
  })
})

describe('a save that is to be let go', () => {
  it('leaves the queue, and nothing is waited for any more', async () => {
    const worker = fakeWorker()
    worker.always = 'unreachable'
    await worker.post(saveOf('a', [1]))
    await worker.pass(60_000)
    const [entry] = worker.entries
    await worker.wake.command({ type: 'release', id: 'q', entry: entry?.id ?? 0 })
    expect(answerOf(worker, 'released')).toMatchObject({ id: 'q', outcome: 'released' })
    expect(answerOf(worker, 'status')?.status).toMatchObject({ account: 'ada', state: 'empty' })
    expect(worker.entries).toEqual([])
  })

  it('[D5] does not shorten what the server asked to wait', async () => {
    const worker = fakeWorker()
    worker.next = [{ problem: 'unavailable', retryAfter: '20' }]
    await worker.post(saveOf('a', [1]))
    await worker.wake.command({ type: 'release', id: 'q', entry: worker.entries[0]?.id ?? 0 })
    expect(await worker.post(saveOf('a', [2]))).toMatchObject({ status: 202 })
    expect(worker.sent).toHaveLength(1)
  })

  it('is said to be gone when it was delivered meanwhile', async () => {
    const worker = fakeWorker()
    await worker.post(saveOf('a', [1]))
    await worker.wake.command({ type: 'release', id: 'q', entry: 1 })
    expect(answerOf(worker, 'released')).toMatchObject({ outcome: 'gone' })
  })
})

describe('trouble on purpose', () => {
  it('[D4] is nothing that the everyday worker knows, whatever its server says and an older one left', async () => {
    const worker = fakeWorker(neverProvoked)
    worker.faultsAllowed = true
    worker.provoked = { ...CALM, paused: true, full: true, confirmedAt: 1_000_000 }
    await worker.wake.command({ type: 'provoke', id: 'q', provoked: { ...CALM, paused: true } })
    expect(answerOf(worker, 'provoked')).toMatchObject({ id: 'q', outcome: 'refused' })
    await worker.wake.command({ type: 'provoke', id: 'r', provoked: CALM })
    expect(answerOf(worker, 'provoked')).toMatchObject({ id: 'r', outcome: 'set' })
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
    await worker.wake.command({ type: 'inspect', id: 's' })
    expect(answerOf(worker, 'inspection')?.inspection.provoked).toEqual(CALM)
    expect(worker.faultsAsked).toBe(0)
  })

  it.each([
    { ...CALM, paused: true },
    { ...CALM, full: true },
    { ...CALM, skewMs: 5 },
  ])('cannot be switched on where the server has no FAULTS: %o', async (provoked) => {
    const worker = fakeWorker()
    await worker.wake.command({ type: 'provoke', id: 'q', provoked })
    expect(answerOf(worker, 'provoked')).toMatchObject({ outcome: 'refused' })
    expect(worker.provoked).toBeNull()
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
  })

  it('ends with the next start of the worker where the server has no FAULTS any more', async () => {
    const worker = fakeWorker()
    worker.provoked = { ...CALM, paused: true }
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
    expect(worker.provoked).toBeNull()
  })

  it.each([
    ['once the drain asks', (worker: FakeWorker) => worker.wake.command({ type: 'drain', reason: 'timer' })],
    ['within seconds when nothing asks', (worker: FakeWorker) => worker.pass(ASK_EVERY_MS)],
  ])('[D4] ends %s, where the server came back without FAULTS', async (_, then) => {
    const worker = await provoked({ paused: true })
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    worker.faultsAllowed = false
    await then(worker)
    await worker.pass(0)
    expect(worker.sent).toHaveLength(1)
    expect(worker.entries).toEqual([])
    expect(worker.provoked).toBeNull()
    expect(worker.journal).toContainEqual(expect.objectContaining({ what: 'provoked', details: { outcome: 'ended' } }))
    // For good, also where FAULTS is on again.
    worker.faultsAllowed = true
    expect(await worker.post(saveOf('a', [2]))).toMatchObject({ status: 200 })
    const asked = worker.faultsAsked
    await worker.pass(10 * ASK_EVERY_MS)
    expect(worker.faultsAsked).toBe(asked)
  })

  it.each([
    ['a full queue', { full: true }, (worker: FakeWorker) => worker.entries.map(({ key }) => key)],
    ['a wrong clock', { skewMs: -500 }, (worker: FakeWorker) => worker.sent.map(({ sentAt }) => sentAt)],
  ])('ends for %s too, and the very next save is as it should be', async (_, trouble, seen) => {
    const worker = await provoked(trouble)
    worker.faultsAllowed = false
    await worker.pass(ASK_EVERY_MS)
    worker.next = [{ problem: 'unavailable' }]
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    expect(seen(worker)).toHaveLength(1)
    expect(worker.sent[0]?.sentAt).toBe(1_000_000 + ASK_EVERY_MS)
    expect(worker.provoked).toBeNull()
  })

  it.each([
    ['no answer at all', 'unreachable' as const],
    ['one that never comes', 'silence' as const],
    ['a captive portal', () => new Response('<title>Free Wi-Fi</title>')],
    ['another 404', () => new Response('Not found', { status: 404 })],
    ['a server in trouble', { problem: 'unavailable' as const }],
  ])('[D4] outlives %s for a moment only: no old permission holds a save back', async (_, answer) => {
    const worker = await provoked({ paused: true })
    worker.faultsAllowed = 'unknown'
    worker.respond = () => (typeof answer === 'function' ? answer() : answer)
    const posted = worker.post(saveOf('a', [1]))
    await worker.pass(ASK_EVERY_MS)
    expect(await posted).toEqual(QUEUED)
    await worker.pass(CONFIRMED_FOR_MS - 2 * ASK_EVERY_MS)
    expect(worker.sent).toEqual([])
    expect(worker.provoked).toMatchObject({ paused: true })
    await worker.pass(3 * ASK_EVERY_MS)
    expect(worker.sent.length).toBeGreaterThan(0)
    expect(worker.provoked).toBeNull()
  })

  it('[D4] of an older start of the worker holds nothing back while the server cannot say so, but goes on where it does', async () => {
    const old = fakeWorker()
    old.provoked = { ...CALM, paused: true, confirmedAt: 1_000_000 - CONFIRMED_FOR_MS }
    old.faultsAllowed = 'unknown'
    await old.post(saveOf('a', [1]))
    expect(old.sent).toHaveLength(1)
    expect(old.provoked).toBeNull()

    const recent = fakeWorker()
    recent.provoked = { ...CALM, paused: true, confirmedAt: 1_000_000 - ASK_EVERY_MS }
    recent.faultsAllowed = 'unknown'
    await recent.post(saveOf('a', [1]))
    expect(recent.sent).toEqual([])

    const allowed = fakeWorker()
    allowed.provoked = { ...CALM, paused: true }
    allowed.faultsAllowed = true
    await allowed.post(saveOf('a', [1]))
    expect(allowed.sent).toEqual([])
    expect(allowed.provoked).toMatchObject({ paused: true, confirmedAt: 1_000_000 })
  })

  it('lasts where the server goes on allowing it', async () => {
    const worker = await provoked({ paused: true })
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    await worker.pass(10 * CONFIRMED_FOR_MS)
    expect(worker.sent).toEqual([])
  })

  it.each([false, 'unknown' as const])('is switched off whatever the server says (%s)', async (says) => {
    const worker = await provoked({ paused: true, full: true, skewMs: 5 })
    worker.faultsAllowed = says
    worker.respond = () => 'unreachable'
    const asked = worker.faultsAsked
    await worker.wake.command({ type: 'provoke', id: 'r', provoked: CALM })
    expect(answerOf(worker, 'provoked')).toMatchObject({ id: 'r', outcome: 'set' })
    expect(worker.provoked).toBeNull()
    expect(worker.faultsAsked).toBe(asked)
  })

  it('with a part to be off and a new one to be on, the part is off also where the new one is refused', async () => {
    const worker = await provoked({ paused: true, skewMs: 5 })
    worker.faultsAllowed = 'unknown'
    worker.respond = () => 'unreachable'
    await worker.wake.command({ type: 'provoke', id: 'r', provoked: { paused: false, skewMs: 7, full: true } })
    expect(answerOf(worker, 'provoked')).toMatchObject({ id: 'r', outcome: 'refused' })
    expect(worker.provoked).toMatchObject({ paused: false, skewMs: 5, full: false })
  })

  it('[D4] holds what it does not send, and sends it when it may again', async () => {
    const worker = fakeWorker()
    worker.faultsAllowed = true
    await worker.wake.command({ type: 'provoke', id: 'q', provoked: { ...CALM, paused: true } })
    expect(await worker.post(saveOf('a', [1]))).toEqual(QUEUED)
    await expect(worker.wake.sync()).rejects.toThrow('still held')
    expect(worker.sent).toEqual([])
    expect(worker.entries).toHaveLength(1)
    await worker.wake.command({ type: 'provoke', id: 'r', provoked: CALM })
    expect(worker.sent).toHaveLength(1)
    expect(worker.entries).toEqual([])
  })

  it('[D4] with a full queue a save goes out unheld, and no 202 is said where that fails', async () => {
    const worker = fakeWorker()
    worker.faultsAllowed = true
    await worker.wake.command({ type: 'provoke', id: 'q', provoked: { ...CALM, full: true } })
    expect(await worker.post(saveOf('a', [1]))).toMatchObject({ status: 200 })
    worker.always = 'unreachable'
    expect(await worker.post(saveOf('a', [2]))).toBe('network error')
    expect(worker.journal.map(({ what }) => what)).toContain('put-failed')
  })

  it('[S5] a clock that is off dates everything of the save, and nothing that a person typed', async () => {
    const worker = fakeWorker()
    worker.faultsAllowed = true
    await worker.wake.command({ type: 'provoke', id: 'q', provoked: { ...CALM, skewMs: -500 } })
    const save = saveOf('a', [1])
    for (const edit of save.streams[0]?.edits ?? []) Object.assign(edit, { value: { at: 7, sentAt: 7 }, at: 1_000 })
    await worker.post(save)
    expect(worker.sent[0]).toMatchObject({
      sentAt: 999_500,
      streams: [{ edits: [{ at: 500, value: { at: 7, sentAt: 7 } }] }],
    })
  })
})
