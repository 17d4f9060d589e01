/** What a save or a pull needs read. Pure. Before: the route checked the request. After: the store reads it. */
import type { SaveRequest } from '../../core/wire/save'
import type { Ask } from './store'

const LARGEST_N = 2_147_483_647

/** What `save` touches: its writers, the widgets and fields that its edits name, and all that changed after its base. */
export function askForSave(account: string, session: string | null, save: SaveRequest): Ask {
  const whole = new Map<string, boolean>()
  const fields = new Map<string, { widget: string; key: string }>()
  for (const { edits } of save.streams) {
    for (const { widget, field, remove, revive } of edits) {
      whole.set(widget, whole.get(widget) === true || remove === true || revive === true)
      if (field !== undefined) fields.set(`${widget} ${field}`, { widget, key: field })
    }
  }
  return {
    account,
    since: save.base,
    writers: save.streams.map(({ writer, edits }) => {
      const numbers = edits.map((edit) => edit.n)
      const [least, most] = numbers.reduce(([a, b], n) => [Math.min(a, n), Math.max(b, n)], [LARGEST_N, 0])
      return { id: writer, after: least - 1, upTo: most }
    }),
    widgets: [...whole].map(([id, all]) => ({ id, whole: all })),
    fields: [...fields.values()],
    revives: save.strategy === 'local',
    device: save.device,
    session,
  }
}

/** What a pull asks for: what changed after `since`, and of each writer what became of its edits after `after`. */
export function askForPull(
  account: string,
  session: string | null,
  pull: { since: number; device: string | null; writers: { id: string; after: number }[] },
): Ask {
  return {
    account,
    since: pull.since,
    writers: pull.writers.map((writer) => ({ ...writer, upTo: LARGEST_N })),
    widgets: [],
    fields: [],
    revives: false,
    device: pull.device,
    session,
  }
}
