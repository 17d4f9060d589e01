/** Does a commit write what the save's edits change, and no more, however large the layout and its history are (S9)? Before: server-checks. */
import type { Writes } from '../../../core/merge/decision'
import type { SaveBody } from '../../../core/wire/save'

/** A `type` that makes a widget is two lines of history: the widget, and its type. */
const CHANGES_OF_AN_EDIT = 2

/** In words, where `writes` has more rows than the save's edits account for; null: it has not. */
export function tooManyRows({ streams }: SaveBody, writes: Writes): string | null {
  const edits = streams.flatMap((stream) => stream.edits)
  const most = {
    widgets: new Set(edits.map(({ widget }) => widget)).size,
    fields: edits.length,
    writers: streams.length,
    conflicts: edits.length,
    changes: CHANGES_OF_AN_EDIT * edits.length,
  }
  const rows = { ...writes, changes: writes.version?.changes ?? [] }
  for (const [of, limit] of Object.entries(most) as [keyof typeof most, number][]) {
    const { length } = rows[of]
    if (length > limit) return `S9: a save of ${edits.length} edits writes ${length} ${of}, and ${limit} would do`
  }
  return null
}
