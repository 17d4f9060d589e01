/**
 * What a revision did, widget by widget and without words. Pure. Before: ./compose puts its changes together. After: ./words says
 * it in English, and a page in the language of its person.
 */
import { fieldName } from '../edits/describe'
import type { Json } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { HistoryChange } from '../merge/history-change'
import type { WidgetChange } from '../wire/widget-change'
import { compose } from './compose'
import type { PlainLayout } from './plain-layout'

const TITLE_CHARS = 40
const TYPE_CHARS = 40
/** Kinds of fields that one widget's edits name: who reads of more is told that it was edited. */
const MOST_KINDS = 4

type FieldChange = Extract<HistoryChange, { field: string }>
type Fields = Readonly<Record<string, Json>>

/**
 * What happened. A widget that was moved and edited is there twice; what ended where it began is not there.
 * @param changes oldest first
 * @param after the layout after them, for the names of what is in it
 */
export function deedsOf(changes: readonly HistoryChange[], after: PlainLayout): WidgetChange[] {
  const byWidget = new Map<string, HistoryChange[]>()
  for (const change of compose(changes)) {
    const known = byWidget.get(change.widget)
    if (known === undefined) byWidget.set(change.widget, [change])
    else known.push(change)
  }
  return [...byWidget].flatMap(([widget, ofWidget]) => {
    const [first] = ofWidget
    if (first?.field !== null) return editsOf(widget, ofWidget as FieldChange[], after[widget] ?? {})
    if (first.kind === 'remove') return [{ widget, did: 'removed' as const, ...called(first.before) }]
    const fields = first.kind === 'revive' ? first.after : fieldsAfter(ofWidget)
    return [
      { widget, did: first.kind === 'revive' ? ('brought-back' as const) : ('added' as const), ...called(fields) },
    ]
  })
}

function editsOf(widget: string, changes: readonly FieldChange[], after: Fields): WidgetChange[] {
  const is = { widget, ...called(after) }
  const deeds: WidgetChange[] = changes.flatMap((change) => {
    const { field } = change
    return field === 'desktop' || field === 'mobile' ? [{ ...is, did: placed(change), grid: field }] : []
  })
  const title = changes.find(({ field }) => field === 'title')
  if (title !== undefined) deeds.push({ ...is, did: 'renamed', was: called({ title: title.before ?? null }).title })
  const edited = changes.filter(({ field }) => field === 'type' || field.startsWith('data/'))
  if (edited.length > 0) deeds.push({ ...is, did: 'edited', fields: kindsOf(edited) })
  return deeds
}

function placed({ before, after }: FieldChange): 'moved' | 'resized' | 'moved-and-resized' {
  const was = partsOf(before)
  const is = partsOf(after)
  const isMoved = !sameJson(was.x, is.x) || !sameJson(was.y, is.y)
  const isResized = before !== undefined && after !== undefined && !(sameJson(was.w, is.w) && sameJson(was.h, is.h))
  return isResized ? (isMoved ? 'moved-and-resized' : 'resized') : 'moved'
}

const partsOf = (box: Json | undefined): Fields =>
  typeof box === 'object' && box !== null && !Array.isArray(box) ? box : {}

function kindsOf(edited: readonly FieldChange[]): NonNullable<WidgetChange['fields']> {
  const byName = new Map<string, FieldChange[]>()
  for (const change of edited) {
    const name = fieldName(change.field)
    byName.set(name, [...(byName.get(name) ?? []), change])
  }
  return [...byName].slice(0, MOST_KINDS).map(([name, ofName]) => {
    const isNew = ofName.every(({ before }) => before === undefined)
    const isGone = ofName.every(({ after }) => after === undefined)
    return { name, count: ofName.length, how: isNew ? 'added' : isGone ? 'taken' : 'changed' }
  })
}

function fieldsAfter(changes: readonly HistoryChange[]): Record<string, Json> {
  const fields: Record<string, Json> = {}
  for (const { field, ...change } of changes) {
    if ((field === 'title' || field === 'type') && 'after' in change) fields[field] = change.after as Json
  }
  return fields
}

/** What people know it by. */
function called({ type, title }: Fields): Pick<WidgetChange, 'type' | 'title'> {
  const text = typeof title === 'string' ? title.trim() : ''
  return {
    type: typeof type === 'string' ? cut(type, TYPE_CHARS) : null,
    title: text === '' ? null : cut(text, TITLE_CHARS),
  }
}

/** Characters are code points, so that none is cut in two. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const chars = Array.from(text)
  return chars.length <= most ? text : `${chars.slice(0, most).join('')}…`
}
