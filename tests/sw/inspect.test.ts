/** What a page may ask of the worker: to show itself, to let go of a save, to be in trouble on purpose. */
import { describe, expect, it } from 'vitest'
import type { Provoked, WorkerReport } from '../../core/wire/worker-message'
import { type FakeWorker, fakeWorker, saveOf } from './support/fake-worker'

const QUEUED = { status: 202, body: { status: 'queued' } }
const CALM: Provoked = { paused: false, skewMs: 0, full: false }

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
        held: [{ account: 'ada', attempts: 1, nextTryAt: 1_001_000, lastError: expect.stringContaining('kept') }],
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

  it('is said to be gone when it was delivered meanwhile', async () => {
    const worker = fakeWorker()
    await worker.post(saveOf('a', [1]))
    await worker.wake.command({ type: 'release', id: 'q', entry: 2 })
    expect(answerOf(worker, 'released')).toMatchObject({ outcome: 'gone' })
  })
})

describe('trouble on purpose', () => {
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
