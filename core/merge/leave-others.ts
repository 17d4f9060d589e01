/** What undo takes back of a text that others have changed meanwhile: what was typed here, and none of theirs. Pure. Used by store/actions. */

import type { Change } from '../edits/diff'
import { valueProblems } from '../layout/limits'
import type { Json, Layout } from '../layout/model'
import { getOwn } from '../layout/own'
import type { MergeLines } from './merge-lines'

/**
 * `change` as it goes back, or forth again, beside what others have done since by lines; `change` itself where it is of something
 * else, nobody has done anything, or the lines cannot be merged.
 * @param done the changes that are to be taken back: what the text was when nobody else had changed it yet
 * @param now the layout that it is to be made on
 */
export function leaveOthers(change: Change, done: readonly Change[], now: Layout, mergeLines: MergeLines): Change {
  if (!('value' in change)) return change
  const { widget, field, value } = change
  const before = done.findLast((one) => one.widget === widget && 'value' in one && one.field === field)
  const texts = [before !== undefined && 'value' in before ? before.value : undefined, value, textNow(now, change)]
  if (!texts.every((text) => typeof text === 'string') || texts[0] === texts[2]) return change
  const [was, mine, theirs] = texts as [string, string, string]
  const merged = mergeLines(was, mine, theirs)
  return merged === null || valueProblems(field, merged).length > 0 ? change : { widget, field, value: merged }
}

const textNow = (layout: Layout, { widget, field }: { widget: string; field: string }): Json | undefined => {
  const fields = getOwn(layout, widget)?.fields
  return fields && getOwn(fields, field)
}
