/** A history entry holds what changed, and that is enough to go back to any older layout. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../../../core/layout/model'
import type { HistoryChange } from '../../../core/merge/history-change'
import { createMemoryStore, type MemoryLayout } from './memory-store'
import { ACCOUNT, live, RUNS, script } from './script'

type Plain = Record<string, Record<string, Json>>

function plainOf({ widgets }: MemoryLayout): Plain {
  const layout: Plain = {}
  for (const [id, { presence, fields }] of widgets) {
    if (presence.removed) continue
    layout[id] = {}
    for (const [key, { value }] of fields) if (value !== undefined) layout[id][key] = value
  }
  return layout
}

/** The layout before `changes`, from the one after them: last change first. */
function before(after: Plain, changes: readonly HistoryChange[]): Plain {
  const layout = structuredClone(after)
  for (const change of changes.toReversed()) {
    if (change.field !== null) {
      const fields = layout[change.widget]
      if (fields === undefined) throw new Error('a field of nothing changed')
      if (change.before === undefined) delete fields[change.field]
      else fields[change.field] = change.before
    } else if (change.kind === 'remove') layout[change.widget] = structuredClone(change.before)
    else delete layout[change.widget]
  }
  return layout
}

it('every older layout can be rebuilt from the history, backwards', async () => {
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const store = createMemoryStore()
      const at: Plain[] = [{}]
      const watched = {
        ...store,
        write: async (commit: Parameters<typeof store.write>[0]) => {
          const written = await store.write(commit)
          const layout = store.layouts.get(ACCOUNT)
          if (written && layout !== undefined) at[layout.head.revision] = plainOf(layout)
          return written
        },
      }
      await live(watched, steps)
      const { versions } = store.layouts.get(ACCOUNT) ?? { versions: [] }
      let layout = at[versions.length] ?? {}
      for (const { revision, changes } of versions.toReversed()) {
        layout = before(layout, changes)
        expect(layout).toEqual(at[revision - 1])
      }
    }),
    RUNS,
  )
})
