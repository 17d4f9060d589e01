/**
 * The decision about one save: what it makes of the stored layout, what is written, what is answered (S2-S12). Pure: the time
 * and the tag come in. Before: server/layouts/save read what the save touches. After: it writes, or decides again after a lost race.
 */
import type { Conflict } from '../wire/answer'
import type { SaveRequest } from '../wire/save'
import { conclude } from './conclude'
import type { Decision } from './decision'
import { Draft } from './draft'
import { type IncomingEdits, incoming } from './incoming'
import { judge } from './judge'
import { overLimit } from './over-limit'
import { hasBase, type Stored } from './stored'

/**
 * Decides about `save`.
 * @param stored what was read for it, of one moment
 * @param now.serverTime when it arrived, ms since 1970 (S5)
 * @param now.tag the tag of the revision it makes, if it makes one
 */
export function decide(stored: Stored, save: SaveRequest, now: { serverTime: number; tag: string }): Decision {
  const before = stored.head
  if (!hasBase(stored, save.base, save.tag)) return { kind: 'base-unknown' }
  const edits = incoming(save, stored.lastN, now.serverTime)
  if (edits.all.some(({ edit }) => edit.base > before.revision)) return { kind: 'base-unknown' }

  const draft = new Draft(stored)
  const { conflicts, errors } = judge(draft, edits.fresh, save, before.revision + 1)
  const refused = [...errors, ...overLimit(draft, edits.fresh, before)]
  if (refused.length > 0) return { kind: 'refused', errors: refused }

  return conclude(stored, draft, save, now, {
    lastN: edits.lastN,
    named: namedBy(edits),
    conflicts,
    known: knownConflicts(stored, edits),
    hasNews: edits.fresh.length > 0,
    isDuplicate: edits.fresh.length === 0 && edits.all.length > 0,
  })
}

function namedBy(edits: IncomingEdits): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>()
  for (const { edit } of edits.all) {
    const fields = named.get(edit.widget) ?? new Set()
    named.set(edit.widget, fields)
    if ('field' in edit) fields.add(edit.field)
  }
  return named
}

/** What was reported about the edits that are known already: said once more (S7). */
function knownConflicts(stored: Stored, { all }: IncomingEdits): Conflict[] {
  if (stored.conflicts.length === 0) return []
  const reported = new Map(stored.conflicts.map((conflict) => [`${conflict.writer} ${conflict.n}`, conflict]))
  return all.flatMap(({ writer, edit }) => reported.get(`${writer} ${edit.n}`) ?? [])
}
