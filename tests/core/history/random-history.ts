/** Random histories: a few widgets that come, change and go, each revision with its changes and the layout after it. */
import * as fc from 'fast-check'
import type { PlainLayout } from '../../../core/history/plain-layout'
import type { Json } from '../../../core/layout/model'
import { ChangeLog, type HistoryChange } from '../../../core/merge/history-change'

/** How often a property is tried. RUNS=5000 tries harder; SEED=… (a failure prints it) tries the same again. */
export const RUNS = {
  numRuns: Number(process.env.RUNS ?? 300),
  ...(process.env.SEED !== undefined && { seed: Number(process.env.SEED) }),
}

interface Doing {
  widget: string
  what: 'go' | 'come' | 'set' | 'unset'
  field: string
  value: Json
  /** A removed widget was forgotten, so that it is added anew and not brought back. */
  isForgotten: boolean
}

const doing: fc.Arbitrary<Doing> = fc.record({
  widget: fc.constantFrom('a', 'b', 'c'),
  what: fc.constantFrom('go', 'come', 'set', 'set', 'set', 'unset'),
  field: fc.constantFrom('type', 'title', 'desktop', 'data/x', 'data/__proto__'),
  value: fc.constantFrom<Json>('note', 'x', 0, null, { x: 1, y: 0, w: 2, h: 2 }, ['ä\u0000\ud800']),
  isForgotten: fc.boolean(),
})

export interface Revision {
  changes: HistoryChange[]
  /** The layout after them. */
  layout: PlainLayout
}

/** As a save does it: what is removed keeps its fields, which come back with it. */
function history(saves: readonly (readonly Doing[])[]): Revision[] {
  const there = new Map<string, Map<string, Json>>()
  const gone = new Map<string, Map<string, Json>>()
  return saves.map((doings) => {
    const log = new ChangeLog()
    for (const one of doings) make(one, there, gone, log)
    return { changes: structuredClone(log.entries), layout: layoutOf(there) }
  })
}

type Widgets = Map<string, Map<string, Json>>

function make({ widget, what, field, value, isForgotten }: Doing, there: Widgets, gone: Widgets, log: ChangeLog): void {
  const fields = there.get(widget)
  if (fields === undefined) {
    const kept = isForgotten ? undefined : gone.get(widget)
    if (what === 'go' || what === 'unset') return
    there.set(widget, new Map(kept))
    if (kept === undefined) log.widget({ widget, field: null, kind: 'add' })
    else log.widget({ widget, field: null, kind: 'revive', after: Object.fromEntries(kept) })
    return
  }
  if (what === 'go') {
    there.delete(widget)
    gone.set(widget, fields)
    log.widget({ widget, field: null, kind: 'remove', before: Object.fromEntries(fields) })
  } else if (what !== 'come') {
    const after = what === 'set' ? value : undefined
    log.field(widget, field, fields.get(field), after)
    if (after === undefined) fields.delete(field)
    else fields.set(field, after)
  }
}

const layoutOf = (there: Widgets): PlainLayout =>
  Object.fromEntries([...there].map(([id, fields]) => [id, Object.fromEntries(fields)]))

/** Some revisions after one another. */
export const anyHistory: fc.Arbitrary<Revision[]> = fc
  .array(fc.array(doing, { maxLength: 6 }), { minLength: 1, maxLength: 12 })
  .map(history)
