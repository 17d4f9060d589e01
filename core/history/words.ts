/**
 * What a revision did, in words: "moved “Notes”, removed the clock". Pure. Before: ./compose put its changes together, or
 * ./compare found them. After: the list of versions, and any comparison of two.
 */
import { fieldName, nameOf } from '../edits/describe'
import type { Json } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { HistoryChange } from '../merge/history-change'
import { compose } from './compose'
import type { PlainLayout } from './plain-layout'

/** Names and things done that a sentence spells out; the rest is counted. */
const MOST_NAMES = 3
const MOST_PARTS = 4
const TITLE_CHARS = 40

/** One widget, and what happened to it: all that happened, and to how many, is made of these. */
export interface WidgetWords {
  widget: string
  kind: 'added' | 'removed' | 'back' | 'changed'
  /** "moved", "renamed", "changed the text of": what comes before its name. */
  verb: string
  /** “Notes”, the clock, “Notes” to “Shopping”. */
  name: string
  /** "on the narrow grid": what comes after the name. */
  where?: string
}

/**
 * What happened, widget by widget. A widget that was moved and edited is there twice.
 * @param after the layout after `changes`, for the names of what is in it
 */
export function wordsByWidget(changes: readonly HistoryChange[], after: PlainLayout): WidgetWords[] {
  const byWidget = new Map<string, HistoryChange[]>()
  for (const change of compose(changes)) {
    const known = byWidget.get(change.widget)
    if (known === undefined) byWidget.set(change.widget, [change])
    else known.push(change)
  }
  return [...byWidget].flatMap(([widget, ofWidget]) => {
    const [first] = ofWidget
    if (first?.field !== null) return editsOf(widget, ofWidget as FieldChange[], after[widget] ?? {})
    if (first.kind === 'remove') return [{ widget, kind: 'removed', verb: 'removed', name: short(first.before) }]
    const fields = first.kind === 'revive' ? first.after : fieldsAfter(ofWidget)
    return first.kind === 'revive'
      ? [{ widget, kind: 'back', verb: 'brought back', name: short(fields) }]
      : [{ widget, kind: 'added', verb: 'added', name: short(fields) }]
  })
}

/** A sentence without its capital and full stop: things done, each with what it was done to, "moved A and B, removed C". */
export function summaryOf(words: readonly WidgetWords[]): string {
  if (words.length === 0) return 'nothing that lasted'
  const byVerb = new Map<string, string[]>()
  for (const { verb, name, where = '' } of words) {
    const same = `${verb}\n${where}`
    byVerb.set(same, [...(byVerb.get(same) ?? []), name])
  }
  const parts = [...byVerb].map(([same, names]) => {
    const [verb, where] = same.split('\n')
    return `${verb} ${listed(names)}${where === '' ? '' : ` ${where}`}`
  })
  const more = parts.length - MOST_PARTS
  return more <= 0 ? parts.join(', ') : `${parts.slice(0, MOST_PARTS).join(', ')}, and ${more} more`
}

type FieldChange = Extract<HistoryChange, { field: string }>

function editsOf(widget: string, changes: readonly FieldChange[], after: Record<string, Json>): WidgetWords[] {
  const kind = 'changed' as const
  const name = short(after)
  const words: WidgetWords[] = []
  for (const change of changes)
    words.push(...placeWords(change).map((said) => ({ ...said, widget, kind, name }) as const))
  const title = changes.find(({ field }) => field === 'title')
  if (title !== undefined) {
    const was = short({ ...after, title: title.before ?? null })
    words.push({ widget, kind, verb: 'renamed', name: `${was} to ${name}` })
  }
  const edited = changes.filter(({ field }) => field === 'type' || field.startsWith('data/'))
  if (edited.length > 0) words.push({ widget, kind, verb: editVerb(edited), name })
  return words
}

/** "moved", "resized", or both, on the one grid or the other. */
function placeWords({ field, before, after }: FieldChange): Pick<WidgetWords, 'verb' | 'where'>[] {
  if (field !== 'desktop' && field !== 'mobile') return []
  const was = partsOf(before)
  const is = partsOf(after)
  const isMoved = !sameJson(was.x, is.x) || !sameJson(was.y, is.y)
  const isResized = before !== undefined && after !== undefined && !(sameJson(was.w, is.w) && sameJson(was.h, is.h))
  const verb = isResized ? (isMoved ? 'moved and resized' : 'resized') : 'moved'
  return [field === 'mobile' ? { verb, where: 'on the narrow grid' } : { verb }]
}

const partsOf = (box: Json | undefined): Record<string, Json> =>
  typeof box === 'object' && box !== null && !Array.isArray(box) ? box : {}

/** "added item to", "changed text and size of": by what the fields are called. */
function editVerb(edited: readonly FieldChange[]): string {
  const names = [...new Set(edited.map(({ field }) => fieldName(field)))]
  if (names.length > 2) return 'edited'
  const what = names.join(' and ')
  if (edited.every(({ before }) => before === undefined)) return `added ${what} to`
  if (edited.every(({ after }) => after === undefined)) return `took ${what} from`
  return `changed ${what} of`
}

function fieldsAfter(changes: readonly HistoryChange[]): Record<string, Json> {
  const fields: Record<string, Json> = {}
  for (const { field, ...change } of changes) {
    if ((field === 'title' || field === 'type') && 'after' in change) fields[field] = change.after as Json
  }
  return fields
}

function short(fields: Readonly<Record<string, Json>>): string {
  const { title } = fields
  if (typeof title !== 'string') return nameOf(fields)
  const chars = Array.from(title.trim())
  return nameOf({ ...fields, title: chars.length <= TITLE_CHARS ? title : `${chars.slice(0, TITLE_CHARS).join('')}…` })
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names
  return shown.length === 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
