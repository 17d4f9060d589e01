/**
 * The limits of the whole layout (CONTRACT section 1), checked on what a save would make of it. Pure.
 * It names what is too much, the later edits rather than the earlier, so that the rest, sent again without them, fits (D12).
 */
import { MAX_FIELDS_PER_WIDGET, MAX_LAYOUT_BYTES, MAX_WIDGETS } from '../layout/limits'
import type { ProblemError } from '../wire/problem'
import type { Draft } from './draft'
import type { Incoming } from './incoming'
import type { LayoutHead } from './stored'

const TOO_MANY_WIDGETS = `the layout would hold more than ${MAX_WIDGETS} widgets`
const TOO_MANY_BYTES = `the layout would hold more than ${MAX_LAYOUT_BYTES} bytes of values`
const TOO_MANY_FIELDS = `the widget would have more than ${MAX_FIELDS_PER_WIDGET} fields`

/**
 * The edits that break a limit, each with its path, writer and number; [] when all fits. Of a widget that the save adds or
 * brings back and that does not fit, every edit is named. A layout that is over a limit already may still shrink or stay.
 */
export function overLimit(draft: Draft, edits: readonly Incoming[], before: LayoutHead): ProblemError[] {
  if (fits(draft)) return []
  const named = new Map<number, string>()
  const isNew = new Map(
    [...draft.widgets].filter(([, widget]) => widget.presence?.removed === false && !widget.wasLive),
  )
  const away = new Set<string>()
  const leaveOut = (id: string, message: string) => {
    away.add(id)
    for (const [index, { edit }] of edits.entries()) if (edit.widget === id) named.set(index, message)
  }

  if (draft.liveWidgets > MAX_WIDGETS && draft.liveWidgets > before.liveWidgets) {
    for (const id of [...isNew.keys()].slice(MAX_WIDGETS - draft.liveWidgets)) leaveOut(id, TOO_MANY_WIDGETS)
  }

  // What makes the layout smaller counts first, wherever it stands; then each edit in order, as far as there is room.
  let room = Math.max(MAX_LAYOUT_BYTES, before.valueBytes) - before.valueBytes
  for (const { widget, bytes } of draft.growth) if (bytes < 0 && !isNew.has(widget)) room -= bytes
  const fitted = new Set<string>()
  for (const { edit, widget, bytes } of draft.growth) {
    const added = isNew.get(widget)
    if (away.has(widget) || fitted.has(widget) || (added === undefined && bytes < 0)) continue
    const needed = added?.bytes() ?? bytes
    if (needed > room) {
      if (added === undefined) named.set(edit, TOO_MANY_BYTES)
      else leaveOut(widget, TOO_MANY_BYTES)
      continue
    }
    if (added !== undefined) fitted.add(widget)
    room -= needed
  }

  for (const [id, { presence, liveFieldsBefore }] of draft.widgets) {
    const fields = presence?.liveFields ?? 0
    if (fields <= MAX_FIELDS_PER_WIDGET || fields <= liveFieldsBefore || away.has(id)) continue
    const added = draft.growth.filter((growth) => growth.widget === id && growth.addedField)
    for (const { edit } of added.slice(MAX_FIELDS_PER_WIDGET - fields)) named.set(edit, TOO_MANY_FIELDS)
  }
  return [...named].sort(([a], [b]) => a - b).flatMap(([index, message]) => problemAt(edits[index], message))
}

/** Is there nothing to look for? So it is with nearly every save. */
function fits({ liveWidgets, valueBytes, widgets }: Draft): boolean {
  if (liveWidgets > MAX_WIDGETS || valueBytes > MAX_LAYOUT_BYTES) return false
  for (const { presence } of widgets.values()) if ((presence?.liveFields ?? 0) > MAX_FIELDS_PER_WIDGET) return false
  return true
}

function problemAt(about: Incoming | undefined, message: string): ProblemError[] {
  if (about === undefined) return []
  const { path, writer, edit } = about
  return [{ path: 'value' in edit ? `${path}.value` : path, message, writer, n: edit.n }]
}
