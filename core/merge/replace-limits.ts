/**
 * The limits of the whole layout (CONTRACT section 1) on what a restore or an import would make of it. Pure. It is one wish,
 * so nothing of it can be left out to make the rest fit, as a save's edits can (./over-limit). Used by ./replace.
 */
import { MAX_FIELDS_PER_WIDGET, MAX_LAYOUT_BYTES, MAX_WIDGETS } from '../layout/limits'
import type { ProblemError } from '../wire/problem'
import type { Draft } from './draft'
import type { LayoutHead } from './stored'

/** What is too much, as `errors` of a problem; `path` is a widget's id or ''. A layout that is over a limit already may stay so. */
export function replaceOverLimit(draft: Draft, before: LayoutHead): ProblemError[] {
  const errors: ProblemError[] = []
  const { liveWidgets, valueBytes } = draft
  if (liveWidgets > Math.max(MAX_WIDGETS, before.liveWidgets)) {
    errors.push({
      path: '',
      message: `the layout would hold ${liveWidgets} widgets; at most ${MAX_WIDGETS} are allowed`,
    })
  }
  if (valueBytes > Math.max(MAX_LAYOUT_BYTES, before.valueBytes)) {
    const message = `the layout would hold ${valueBytes} bytes of values; at most ${MAX_LAYOUT_BYTES} are allowed`
    errors.push({ path: '', message })
  }
  for (const [id, { presence, liveFieldsBefore }] of draft.widgets) {
    const fields = presence?.liveFields ?? 0
    if (fields <= Math.max(MAX_FIELDS_PER_WIDGET, liveFieldsBefore)) continue
    errors.push({
      path: id,
      message: `the widget would have ${fields} fields; at most ${MAX_FIELDS_PER_WIDGET} are allowed`,
    })
  }
  return errors
}
