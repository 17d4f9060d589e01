/** What the model of the database can do that SQL is not asked for: backups, and handing out what it holds without a copy. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createModelDatabase, type ModelDatabase, type Snapshot } from '../../fakes/model-database'
import type { AccountRows } from '../../fakes/model-rows'
import { RUNS } from './script'
import { liveOn, type Subject } from './store-script'
import { ACCOUNTS, NOBODY, storeScript } from './store-steps'
import { uuid } from './story'

/** `model` for scripts; `before` is called before each write. */
function subjectOn(model: ModelDatabase, before: () => void = () => {}): Subject {
  const store = model.store()
  const first = <T extends unknown[], R>(call: (...args: T) => R) => {
    return (...args: T): R => {
      before()
      return call(...args)
    }
  }
  return {
    store: { ...store, write: first(store.write), see: first(store.see) },
    forgetRemovals: first(async (now: number) => model.forgetRemovals(now)),
    layoutAt: async (account, revision) => model.layoutAt(account, revision),
    standing: async (accounts) => model.standing(accounts),
  }
}

const copyOf = (model: ModelDatabase): AccountRows[] =>
  [...ACCOUNTS, NOBODY].map((account) => structuredClone(model.look(account)))

it('[S14] goes back to any backup, in any order, whatever was written since', async () => {
  await fc.assert(
    fc.asyncProperty(storeScript, fc.infiniteStream(fc.nat()), async (script, choices) => {
      const model = createModelDatabase()
      const backups: { snapshot: Snapshot; were: AccountRows[] }[] = []
      await liveOn(
        subjectOn(model, () => backups.push({ were: copyOf(model), snapshot: model.snapshot() })),
        script,
      )
      for (const choice of choices) {
        const [backup] = backups.splice(choice % Math.max(1, backups.length), 1)
        if (backup === undefined) break
        model.restore(backup.snapshot)
        expect(copyOf(model)).toStrictEqual(backup.were)
        await liveOn(subjectOn(model), script.slice(-5))
      }
    }),
    { ...RUNS, numRuns: RUNS.numRuns / 3 },
  )
})

it('a backup, and going back to it at once, changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(storeScript, async (script) => {
      const [plain, backedUp] = [createModelDatabase(), createModelDatabase()]
      const answers = await liveOn(subjectOn(plain), script)
      const there = () => backedUp.restore(backedUp.snapshot())
      expect(await liveOn(subjectOn(backedUp, there), script)).toStrictEqual(answers)
      expect(copyOf(backedUp)).toStrictEqual(copyOf(plain))
    }),
    { ...RUNS, numRuns: RUNS.numRuns / 3 },
  )
})

it('[S13] what was read stays as it was, whatever is written later; a lost race writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(storeScript, async (script) => {
      const model = createModelDatabase()
      const subject = subjectOn(model)
      const reads: { read: unknown; was: unknown }[] = []
      const store: Subject['store'] = {
        ...subject.store,
        read: async (ask) => {
          const read = await subject.store.read(ask)
          reads.push({ read, was: structuredClone(read) })
          return read
        },
        write: async (commit) => {
          const before = copyOf(model)
          const isWritten = await subject.store.write(commit).catch(() => null)
          if (isWritten !== true) expect(copyOf(model)).toStrictEqual(before)
          return isWritten === true
        },
      }
      await liveOn({ ...subject, store }, script)
      for (const { read, was } of reads) expect(read).toStrictEqual(was)
    }),
    { ...RUNS, numRuns: RUNS.numRuns / 3 },
  )
})

it('a layout of the past is the asker’s own', async () => {
  const model = createModelDatabase()
  const [note, by] = [uuid(101), { device: uuid(1), writer: uuid(1001) }]
  const stamp = { rev: 1, at: 1, deviceAt: 1, ...by }
  const after = { a: 1 }
  await model.store().write({
    account: 'ada',
    onTag: null,
    writes: {
      head: { revision: 1, tag: 't1', seq: 1, liveWidgets: 1, valueBytes: 7, forgottenUpTo: 0 },
      widgets: [{ id: note, presence: { removed: false, liveFields: 1, ...stamp } }],
      fields: [{ widget: note, key: 'data/a', field: { value: after, ...stamp } }],
      writers: [{ id: by.writer, lastN: 1 }],
      conflicts: [],
      version: {
        ...{ revision: 1, tag: 't1', device: by.device, trigger: 'edit' },
        changes: [
          { widget: note, field: null, kind: 'add' },
          { widget: note, field: 'data/a', after },
        ],
      },
    },
    device: { id: by.device, name: null, session: null, at: 1, revision: 0 },
  })
  // What was written is the database's own, as text would be.
  after.a = 2
  const layout = model.layoutAt('ada', 1)
  expect(layout).toStrictEqual({ [note]: { 'data/a': { a: 1 } } })
  if (layout !== null) delete layout[note]
  expect(model.layoutAt('ada', 1)).toStrictEqual({ [note]: { 'data/a': { a: 1 } } })
  expect(model.look('ada').widgets.get(note)?.fields.get('data/a')?.value).toStrictEqual({ a: 1 })
})
