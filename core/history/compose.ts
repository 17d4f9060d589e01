/**
 * Several revisions' changes put together into one list that does the same, forwards and backwards: what stays of thinned-out
 * versions, and what a revision amounts to in words. Pure. Used by server/layouts/thin and ./deeds.
 */
import type { Json } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { HistoryChange } from '../merge/history-change'

/** What is known of one widget's fields at one end; undefined: known not to be there. */
type Fields = Map<string, Json | undefined>

/** One widget from the first of its changes to the last. */
interface Course {
  wasThere: boolean
  isThere: boolean
  /** How it came, if it was not there. */
  came: 'add' | 'revive'
  before: Fields
  after: Fields
  /** It was away in between (or before, or is now), so that `before` and `after` hold all of its fields. */
  isWhole: boolean
}

/**
 * The net of `changes`, oldest first: at most one addition, removal or return of each widget, and one change of each field.
 * What ends where it began is left out.
 */
export function compose(changes: Iterable<HistoryChange>): HistoryChange[] {
  const courses = new Map<string, Course>()
  for (const change of changes) {
    const course = courses.get(change.widget) ?? begin(change)
    courses.set(change.widget, course)
    follow(course, change)
  }
  return [...courses].flatMap(([widget, course]) => net(widget, course))
}

function begin(change: HistoryChange): Course {
  const comes = change.field === null && change.kind !== 'remove'
  const came = comes && change.kind === 'revive' ? 'revive' : 'add'
  return { wasThere: !comes, isThere: !comes, came, before: new Map(), after: new Map(), isWhole: comes }
}

function follow(course: Course, change: HistoryChange): void {
  if (change.field !== null) {
    if (!course.isWhole && !course.before.has(change.field)) course.before.set(change.field, change.before)
    course.after.set(change.field, change.after)
  } else if (change.kind === 'remove') {
    // Only now is it known which fields it had all along.
    if (!course.isWhole) {
      for (const [key, value] of Object.entries(change.before)) {
        if (!course.before.has(key)) course.before.set(key, value)
      }
    }
    Object.assign(course, { isWhole: true, isThere: false, after: new Map() })
  } else {
    const after = new Map(change.kind === 'revive' ? Object.entries(change.after) : [])
    Object.assign(course, { isWhole: true, isThere: true, after })
  }
}

function net(widget: string, course: Course): HistoryChange[] {
  const { wasThere, isThere, came, before, after } = course
  if (!wasThere && !isThere) return []
  if (!isThere) return [{ widget, field: null, kind: 'remove', before: present(before) }]
  if (!wasThere && came === 'revive') return [{ widget, field: null, kind: 'revive', after: present(after) }]
  const fields = [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const was = before.get(field)
    const is = after.get(field)
    return sameJson(was, is)
      ? []
      : [{ widget, field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
  })
  return wasThere ? fields : [{ widget, field: null, kind: 'add' }, ...fields]
}

const present = (fields: Fields): Record<string, Json> =>
  Object.fromEntries([...fields].filter((entry): entry is [string, Json] => entry[1] !== undefined))
