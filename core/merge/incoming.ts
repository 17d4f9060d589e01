/**
 * The edits of a save as they are judged: new ones only, in order, with their times corrected (S2, S5). Pure.
 * Before: server/routes checked the body. After: ./decide takes one after the other.
 */
import type { Edit } from '../edits/edit'
import { inOrder } from '../edits/order'
import type { Json } from '../layout/model'
import type { SaveRequest } from '../wire/save'
import { editTime } from './clock'

/** One edit to judge. Its `edit.at` is already the clamped time of the device. */
export interface Incoming {
  writer: string
  edit: Edit
  /** Server time, ms since 1970. */
  at: number
  /** Where it stands in the request, for problems: `streams.0.edits.3`. */
  path: string
}

export interface IncomingEdits {
  /** Not known yet, in the order in which they are judged. */
  fresh: Incoming[]
  /** Of each writer in the request: its watermark after this save. */
  lastN: Map<string, number>
  /** Every edit of the request, known ones too. */
  all: { writer: string; edit: Edit }[]
}

type WireEdit = SaveRequest['streams'][number]['edits'][number]

/** The edits of `save` when the writers' watermarks are `lastN` and it arrived at `serverTime` (ms since 1970). */
export function incoming(save: SaveRequest, lastN: ReadonlyMap<string, number>, serverTime: number): IncomingEdits {
  const result: IncomingEdits = { fresh: [], lastN: new Map(), all: [] }
  const streams = save.streams.map(({ writer, edits }, i) => {
    const known = lastN.get(writer) ?? 0
    const heard = edits
      .map((edit, j) => ({ path: `streams.${i}.edits.${j}`, ...asEdit(edit, save) }))
      .sort((a, b) => a.n - b.n)
    for (const edit of heard) result.all.push({ writer, edit })
    result.lastN.set(writer, Math.max(known, heard.at(-1)?.n ?? 0))
    return { writer, edits: heard.filter((edit) => edit.n > known) }
  })
  result.fresh = inOrder(streams).map(({ writer, edit: { path, ...edit } }) => {
    const { at } = editTime(edit.at, save.sentAt, serverTime)
    return { writer, edit, at, path }
  })
  return result
}

/** The four kinds told apart, `base` filled in, `at` not later than `sentAt` (S5). The schema has seen that exactly one kind is named. */
function asEdit(wire: WireEdit, save: SaveRequest): Edit {
  const about = {
    n: wire.n,
    base: wire.base ?? save.base,
    widget: wire.widget,
    at: editTime(wire.at, save.sentAt, save.sentAt).deviceAt,
  }
  if (wire.remove === true) return { remove: true, ...about }
  if (wire.revive === true) return { revive: true, ...about }
  const field = wire.field ?? ''
  return wire.unset === true ? { field, unset: true, ...about } : { field, value: wire.value as Json, ...about }
}
