/**
 * The limits of the whole layout (CONTRACT section 1), checked on what a save would make of it. Pure.
 * It names the latest edits that are too much, so that the rest, sent again without them, fits (D12).
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
  const named = new Map<number, string>()
  const nameWidget = (id: string, message: string) => {
    for (const [index, { edit }] of edits.entries()) if (edit.widget === id) named.set(index, message)
  }

  const grown = [...draft.widgets].filter(([, { presence, wasLive }]) => presence?.removed === false && !wasLive)
  const away = new Set<string>()
  let bytes = draft.valueBytes
  if (draft.liveWidgets > MAX_WIDGETS && draft.liveWidgets > before.liveWidgets) {
    for (const [id, widget] of grown.slice(MAX_WIDGETS - draft.liveWidgets)) {
      nameWidget(id, TOO_MANY_WIDGETS)
      away.add(id)
      bytes -= widget.bytes()
    }
  }

  const isNew = new Map(grown)
  if (bytes > MAX_LAYOUT_BYTES && bytes > before.valueBytes) {
    for (const growth of draft.growth.toReversed()) {
      if (bytes <= MAX_LAYOUT_BYTES) break
      if (growth.bytes <= 0 || away.has(growth.widget)) continue
      const added = isNew.get(growth.widget)
      if (added === undefined) {
        named.set(growth.edit, TOO_MANY_BYTES)
        bytes -= growth.bytes
      } else {
        nameWidget(growth.widget, TOO_MANY_BYTES)
        away.add(growth.widget)
        bytes -= added.bytes()
      }
    }
  }

  for (const [id, { presence, liveFieldsBefore }] of draft.widgets) {
    const fields = presence?.liveFields ?? 0
    if (fields <= MAX_FIELDS_PER_WIDGET || fields <= liveFieldsBefore || away.has(id)) continue
    const added = draft.growth.filter((growth) => growth.widget === id && growth.addedField)
    for (const { edit } of added.slice(MAX_FIELDS_PER_WIDGET - fields)) named.set(edit, TOO_MANY_FIELDS)
  }
  return [...named].sort(([a], [b]) => a - b).flatMap(([index, message]) => problemAt(edits[index], message))
}

function problemAt(about: Incoming | undefined, message: string): ProblemError[] {
  if (about === undefined) return []
  const { path, writer, edit } = about
  return [{ path: 'value' in edit ? `${path}.value` : path, message, writer, n: edit.n }]
}
