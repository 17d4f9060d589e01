/**
 * What a revision did, in English: "moved “Notes”, removed the clock". Pure. Before: ./deeds found it, or ./compare and ./deeds.
 * After: the list of versions, and any comparison of two.
 */
import { nameOf } from '../edits/describe'
import { unreachable } from '../unreachable'
import type { WidgetChange } from '../wire/widget-change'

/** Names and things done that a sentence spells out; the rest is counted. */
const MOST_NAMES = 3
const MOST_PARTS = 4

/** One deed: `verb` comes before the widget's name ("changed the text of"), `where` after it ("on the narrow grid"). */
interface Phrase {
  verb: string
  name: string
  where?: string
}

/** A sentence without its capital and full stop: things done, each with what it was done to, "moved A and B, removed C". */
export function summaryOf(deeds: readonly WidgetChange[]): string {
  if (deeds.length === 0) return 'nothing that lasted'
  const byVerb = new Map<string, string[]>()
  for (const { verb, name, where = '' } of deeds.map(phrase)) {
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

function phrase(deed: WidgetChange): Phrase {
  const name = named(deed)
  switch (deed.did) {
    case 'added':
    case 'removed':
      return { verb: deed.did, name }
    case 'brought-back':
      return { verb: 'brought back', name }
    case 'moved':
    case 'resized':
    case 'moved-and-resized': {
      const verb = deed.did.replaceAll('-', ' ')
      return deed.grid === 'mobile' ? { verb, name, where: 'on the narrow grid' } : { verb, name }
    }
    case 'renamed':
      return { verb: 'renamed', name: `${named({ ...deed, title: deed.was ?? null })} to ${name}` }
    case 'edited':
      return { verb: editVerb(deed.fields ?? []), name }
    default:
      return unreachable(deed.did)
  }
}

/** "added item to", "changed text and size of": by what the fields are called. */
function editVerb(kinds: NonNullable<WidgetChange['fields']>): string {
  if (kinds.length === 0 || kinds.length > 2) return 'edited'
  const what = kinds.map(({ name }) => name).join(' and ')
  if (kinds.every(({ how }) => how === 'added')) return `added ${what} to`
  if (kinds.every(({ how }) => how === 'taken')) return `took ${what} from`
  return `changed ${what} of`
}

const named = ({ title, type }: Pick<WidgetChange, 'title' | 'type'>): string => nameOf({ title, type })

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names
  return shown.length === 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
