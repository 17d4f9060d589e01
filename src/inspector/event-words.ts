/**
 * What the timeline says of each event, for somebody who knows service workers but not this code: the sentences are in
 * ../words/en/timeline. Pure but for the language. Used by screens/inspector.
 */
import type { Edit } from '../../core/edits/edit'
import type { Layout } from '../../core/layout/model'
import type { JournalDetails, JournalEvent } from '../../core/wire/journal-event'
import { describeEdit } from '../words/describe'
import { timelineWords } from '../words/en/timeline'
import { carriedEdits } from './follow'

/** Which field of which widget, by the name it has now; nothing for a line of an older version. */
function editWords({ trigger, n, from, widget, field, remove }: JournalDetails, names: Layout): string {
  if (typeof widget !== 'string') return ''
  const what = typeof field === 'string' ? { field, unset: true } : { [remove === true ? 'remove' : 'revive']: true }
  const words = describeEdit(names, { n: 1, base: 0, at: 0, widget, ...what } as Edit)
  // What is added has many fields, and they are all of it.
  return timelineWords().edited(words, from !== n && trigger !== 'add')
}

function carriedWords(event: JournalEvent): string {
  const { carried } = timelineWords()
  const words = carriedEdits(event).map(({ writer, from, to }) => carried(from, to, writer.slice(0, 4)))
  return words.length === 0 ? '' : `: ${words.join(', ')}`
}

/**
 * One sentence without a full stop. What is not known here is named as it is.
 * @param names the widgets by whose titles edits are called
 */
export function eventWords(event: JournalEvent, names: Layout = {}): string {
  const { what, details = {} } = event
  const { events } = timelineWords()
  if (!Object.hasOwn(events, what)) return what
  return events[what]?.(details, what === 'edit' ? editWords(details, names) : carriedWords(event)) ?? what
}
