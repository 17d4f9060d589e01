/** Mistakes in how the page puts its parts together, and in what its buttons do (src/holdfast). Part of ../mutants. */
import type { Mutant } from './mutant'

export const PAGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'strategy-as-the-page-began',
    rule: 'D2',
    file: 'src/holdfast.ts',
    from: 'const parts = { env, device, layout, sync, link, strategy: local.strategy }',
    to: 'const began = local.strategy()\n  const parts = { env, device, layout, sync, link, strategy: () => began }',
  },
  {
    name: 'set-aside-gone-before-it-is-made-anew',
    rule: 'D12',
    file: 'src/awaiting-word.ts',
    from: 'if (entry === undefined) return\n',
    to: 'if (entry === undefined) return\n        await device.dropSetAside(entry)\n',
  },
  {
    name: 'left-behind-forgotten-before-it-is-added',
    rule: 'D13',
    file: 'src/awaiting-word.ts',
    from: 'const left = await leftBy(account)',
    to: 'await forget(account)\n    const left = await leftBy(account)',
  },
  {
    name: 'left-behind-added-at-each-click',
    rule: 'D13',
    file: 'src/awaiting-word.ts',
    from: 'return inTurn(() => add(account, to))',
    to: 'return add(account, to)',
  },
  {
    name: 'added-and-still-left-behind',
    rule: 'D13',
    file: 'src/awaiting-word.ts',
    from: `await device.written()
    await forget(account)`,
    to: `await device.written()
    link.send({ type: 'moved', account })`,
  },
]
