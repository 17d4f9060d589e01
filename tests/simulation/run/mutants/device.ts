/** Mistakes in what a device remembers (src/store). Part of ../mutants. */
import type { Mutant } from './mutant'

export const DEVICE_MUTANTS: readonly Mutant[] = [
  {
    name: 'start-without-indexeddb',
    rule: 'D1',
    file: 'src/store/device-start.ts',
    from: 'for (const [from, edits] of stored.owed) if (from !== writer || !state.isOwnWhole) owed.add(from, edits)',
    to: '',
  },
  {
    name: 'start-without-local-storage',
    rule: 'D1',
    file: 'src/store/local-copy.ts',
    from: 'if (writer !== null && edits !== null && edits.length > 0) found.set(writer, edits)',
    to: '',
  },
  {
    name: 'settled-watermarks-ignored',
    rule: 'D1',
    file: 'src/store/device-start.ts',
    from: 'state.settle(Object.fromEntries(stored.settled))',
    to: '',
  },
  {
    name: 'writer-kept-for-reuse',
    rule: 'D1',
    file: 'src/store/device-state.ts',
    from: 'const writer = env.uuid()',
    to: "const writer = env.storage?.get('holdfast:writer') ?? env.uuid()\n  env.storage?.set('holdfast:writer', writer)",
  },
  {
    name: 'numbers-counted-from-storage',
    rule: 'D1',
    file: 'src/store/device.ts',
    from: `changes.map((change) => {
      const text = textMadeOn(change, held)
      return { ...change, n: nextN++, base`,
    to: `changes.map((change, i) => {
      const text = textMadeOn(change, held)
      return { ...change, n: i + 1 + (local.owed(who.account().id).get(writer)?.at(-1)?.n ?? 0), base`,
  },
  {
    name: 'local-storage-after-the-handler',
    rule: 'D1',
    file: 'src/store/storages.ts',
    from: 'else local.setOwed(all.account, writer, owesOf(all))',
    to: 'else env.after(50, () => local.setOwed(all.account, writer, owesOf(known())))',
  },
  {
    name: 'never-put-to-indexeddb',
    rule: 'D1',
    file: 'src/store/storages.ts',
    from: 'return toDb.owes(all.account, owesOf(all))',
    to: 'return Promise.resolve()',
  },
  {
    name: 'other-tabs-not-told',
    rule: 'D7',
    file: 'src/store/device.ts',
    from: 'tellTabs(writer)\n',
    to: '\n',
  },
  {
    name: 'other-tabs-not-told-of-answers',
    rule: 'D7',
    file: 'src/store/take-over.ts',
    from: "env.channel.post({ type: 'taken-over', account: who.account().id, revision, tag, lastN })",
    to: '',
  },
  {
    name: 'answer-over-a-replica-that-moved-on',
    rule: 'D11',
    file: 'src/store/take-over.ts',
    from: 'return asked.account === who.account().id && asked.base === revision && asked.tag === tag',
    to: 'return asked.account === who.account().id',
  },
  {
    name: 'conflicts-settled-but-not-kept',
    rule: 'D11',
    file: 'src/store/take-over.ts',
    from: '{ replica: next, settled, conflicts: news }',
    to: '{ replica: next, settled, conflicts: [] }',
  },
  {
    name: 'kept-conflicts-not-shown-again',
    rule: 'D11',
    file: 'src/store/notices.ts',
    from: 'withoutDoubles([...(stored?.conflicts ?? []), ...known])',
    to: 'shown.conflicts',
  },
  {
    name: 'acknowledgement-clears-set-aside',
    rule: 'D12',
    file: 'src/store/notices.ts',
    from: '// This tab may have read it meanwhile, or heard that the person has seen it.',
    to: `for (const { account, key } of sync.getState().setAside) {
        local.dropSetAside(account, key)
        void write(() => db.dropSetAside(key))
      }
      sync.setState({ setAside: [] })`,
  },
  {
    name: 'unknown-widget-not-made-anew',
    rule: 'S12',
    file: 'src/store/take-over.ts',
    from: 'if (now[widget]?.removed !== false) makeAnew(widget)',
    to: 'void widget',
  },
  {
    name: 'unknown-widget-made-anew-in-part',
    rule: 'S12',
    file: 'src/store/take-over.ts',
    from: 'own.makeAnew(whole(widget, now.fields))',
    to: 'own.makeAnew(whole(widget, now.fields).slice(0, 2))',
  },
  {
    name: 'lost-guest-goes-over-in-part',
    rule: 'D13',
    file: 'src/store/device.ts',
    from: 'widgets.flatMap(({ id, fields }) => whole(id, fields))',
    to: 'widgets.flatMap(({ id, fields }) => whole(id, fields).slice(0, 2))',
  },
  {
    name: 'refused-edits-stay-with-a-guest-that-is-gone',
    rule: 'D12',
    file: 'src/store/shown-account.ts',
    from: 'adopted.push(own.keepSetAside(sync.getState().setAside))',
    to: '',
  },
  {
    name: 'shown-under-the-next-account',
    rule: 'D13',
    file: 'src/store/shown-account.ts',
    from: 'return remembered\n      }\n      state.readLocal()',
    to: 'return remembered\n      }',
  },
  {
    name: 'made-anew-and-never-said',
    rule: 'S14',
    file: 'src/store/take-over.ts',
    from: "env.channel.post({ type: 'dropped', account: who.account().id, edits: gone })",
    to: '',
  },
  {
    name: 'full-local-storage-in-silence',
    rule: 'D8',
    file: 'src/store/storages.ts',
    from: 'storageProblem: storageProblem(trouble, toDb.trouble()),',
    to: 'storageProblem: storageProblem(null, toDb.trouble()),',
  },
  {
    name: 'trouble-that-is-over-is-still-said',
    rule: 'D8',
    file: 'src/store/storages.ts',
    from: `putBackLocal()
    tell()`,
    to: 'putBackLocal()',
  },
  {
    name: 'first-field-alone-is-recorded',
    rule: 'D1',
    file: 'src/store/actions.ts',
    from: "change(changes, 'edit', base)",
    to: "change(changes.slice(0, 1), 'edit', base)",
  },
  {
    name: 'nobodys-edits-stay-nobodys',
    rule: 'D13',
    file: 'src/store/shown-account.ts',
    from: `await own.reload()
    await finishHandOver()`,
    to: 'await own.reload()',
  },
  {
    name: 'undo-of-what-is-shown-alone',
    rule: 'D1',
    file: 'src/store/actions.ts',
    from: "!('field' in made) || widgets[made.widget] !== undefined",
    to: 'widgets[made.widget] !== undefined',
  },
  {
    name: 'conflicts-of-the-account-before',
    rule: 'D13',
    file: 'src/store/shown-account.ts',
    from: 'sync.setState({ conflicts: [], mergeable: [], bothKept: [], setAside: [], lastSyncedAt: null })',
    to: 'sync.setState({ lastSyncedAt: null })',
  },
  {
    name: 'redo-that-undoes',
    rule: 'D1',
    file: 'src/store/actions.ts',
    from: "undoStep(undo.again(), 'forth')",
    to: "undoStep(undo.again(), 'back')",
  },
  {
    name: 'refused-edits-shown-twice',
    rule: 'D12',
    file: 'src/store/notices.ts',
    from: 'newestFirst([...setAside, ...entries.map(({ writer: _, n: __, ...entry }) => entry)])',
    to: '[...setAside, ...entries.map(({ writer: _, n: __, ...entry }) => entry)]',
  },
  {
    name: 'signed-out-and-still-there',
    rule: 'D13',
    file: 'src/store/shown-account.ts',
    from: 'madeMeanwhile(account, known).length > 0) return\n      await shown.forget(account)',
    to: 'madeMeanwhile(account, known).length > 0) return',
  },
  {
    name: 'cleared-in-one-tab-alone',
    rule: 'D7',
    file: 'src/store/notices.ts',
    from: `tell()
    await write(() => dropFromDb(of, what).then(tell), 'again')`,
    to: "await write(() => dropFromDb(of, what), 'again')",
  },
  {
    name: 'cleared-in-indexeddb-alone',
    rule: 'D12',
    file: 'src/store/notices.ts',
    from: 'for (const key of setAside) local.dropSetAside(of, key)',
    to: '',
  },
]
