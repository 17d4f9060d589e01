/**
 * What versions did, in the language of the person. Pure but for that. Before: the list of versions, and ./comparison, have it
 * without words (core/wire/widget-change). The server's English is for programs.
 */
import type { Grid } from '../../../core/layout/model'
import type { WidgetChange } from '../../../core/wire/widget-change'
import { sentence } from '../../ui/moment'
import { widgetType } from '../../widgets/registry'
import { historyWords } from '../../words/en/history'
import { listText } from '../../words/formats'

/** Names and things done that a sentence spells out; the rest is counted. */
const MOST_NAMES = 3
const MOST_PARTS = 4
/** Kinds of fields that are named. */
const MOST_KINDS = 2

type Called = Pick<WidgetChange, 'title' | 'type'>

/** “Notes”, or what a widget of its type is called. */
export function called({ title, type }: Called): string {
  return title === null ? widgetType(type).words().name : historyWords().quoted(title)
}

/**
 * One change in words, as a line: "Moved “Notes”".
 * @param grid the one that is meant where none is named
 */
export function sayChange(change: WidgetChange, grid: Grid = 'desktop'): string {
  return sentence(say([change], grid))
}

/**
 * All that was done, as a line: "Moved “Notes” and Clock, removed “Shopping”".
 * @param more how many changes there are besides
 */
export function sayChanges(changes: readonly WidgetChange[], more = 0): string {
  const words = historyWords()
  if (changes.length === 0 && more === 0) return words.nothing
  const parts = together(changes).map((same) => say(same, 'desktop'))
  const left = Math.max(0, parts.length - MOST_PARTS) + more
  const said = parts.slice(0, MOST_PARTS)
  return sentence((left === 0 ? said : [...said, words.andMore(left)]).join(', '))
}

/** Those that are said at once, in the order of the first of each. */
function together(changes: readonly WidgetChange[]): WidgetChange[][] {
  const groups = new Map<string, WidgetChange[]>()
  for (const change of changes) {
    const key = sameDeed(change)
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()]
}

/** Changes of one group are said at once; a new name is said of one alone. */
function sameDeed({ did, widget, grid, fields }: WidgetChange): string {
  if (did === 'renamed') return `renamed ${widget}`
  return JSON.stringify([did, grid, did === 'edited' ? fieldsOf(fields) : null])
}

function say(same: readonly WidgetChange[], grid: Grid): string {
  const [first] = same
  if (first === undefined) return ''
  const words = historyWords()
  const names = listed(same.map(called))
  switch (first.did) {
    case 'renamed':
      return words.renamed(called({ ...first, title: first.was ?? null }), called(first))
    case 'edited': {
      const { what, how } = fieldsOf(first.fields)
      if (what === '') return words.done.edited(names)
      if (how === 'added') return words.fieldsAdded(what, names)
      return how === 'taken' ? words.fieldsTaken(what, names) : words.fieldsChanged(what, names)
    }
    default: {
      const done = words.done[first.did](names)
      if (first.grid === undefined || first.grid === grid) return done
      return first.grid === 'mobile' ? words.onNarrowGrid(done) : words.onWideGrid(done)
    }
  }
}

/** "the text and 2 items"; '' where some have no name here, or too many were edited to name them. */
function fieldsOf(fields: WidgetChange['fields'] = []): { what: string; how: 'added' | 'taken' | 'changed' } {
  const words = historyWords().fields
  const how = new Set(fields.map((kind) => kind.how))
  const [one = 'changed'] = how.size === 1 ? how : []
  const named = fields.map(({ name, count }) => (Object.hasOwn(words, name) ? words[name]?.(count) : undefined))
  const isNamed = named.length <= MOST_KINDS && named.every((name) => name !== undefined)
  return { what: isNamed ? listText(named.map(String)) : '', how: one }
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  return listText(more > 0 ? [...names.slice(0, MOST_NAMES), historyWords().andMore(more)] : names)
}
