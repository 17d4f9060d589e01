/**
 * The end that every decision has: where the layout stands now, what is answered (CONTRACT section 2), what is written
 * (S1, S10). Pure. Before: ./decide judged edits, or ./replace made the layout another one. After: server/layouts writes.
 */
import type { SaveTrigger } from '../edits/edit'
import type { Conflict, SaveAnswer } from '../wire/answer'
import { answerWidgets, type Named } from './answer-widgets'
import type { Decision, Writes } from './decision'
import type { Draft } from './draft'
import { isWhole, type LayoutHead, type Stored, type StoredWidget } from './stored'

/** What a decision found, besides what the draft holds. */
export interface Findings {
  /** Of each writer in the request: its watermark from now on. */
  lastN: ReadonlyMap<string, number>
  /** What the answer must tell, whatever its `rev`. */
  named: Named
  /** Found now. */
  conflicts: Conflict[]
  /** Reported before, about edits that are known already: said once more (S7). */
  known: Conflict[]
  /** Is there anything that was not known? Else nothing is written. */
  hasNews: boolean
  /** Is there something, and all of it known (S2)? */
  isDuplicate: boolean
}

/**
 * Answer and writes of what `draft` became.
 * @param stored what was read, of one moment
 * @param request.base the revision that the device holds
 * @param now.serverTime when the request arrived, ms since 1970
 * @param now.tag the tag of the revision that is made, if one is
 */
export function conclude(
  stored: Stored,
  draft: Draft,
  request: { device: string; base: number; trigger: SaveTrigger },
  now: { serverTime: number; tag: string },
  findings: Findings,
): Extract<Decision, { kind: 'decided' }> {
  const { device, base, trigger } = request
  const head = headAfter(stored.head, draft, now.tag)
  const reached = base === stored.head.revision ? 'saved' : 'merged'
  const answer: SaveAnswer = {
    status: findings.isDuplicate ? 'duplicate' : reached,
    device,
    lastN: Object.fromEntries(findings.lastN),
    revision: head.revision,
    tag: head.tag,
    since: base,
    full: isWhole(base, head),
    widgets: answerWidgets(views(stored, draft, findings.named), findings.named, base, head),
    conflicts: [...findings.known, ...findings.conflicts],
    serverTime: now.serverTime,
  }
  if (!findings.hasNews) return { kind: 'decided', answer, writes: null }
  const version = { revision: head.revision, tag: now.tag, device, trigger, changes: draft.log.entries }
  const writes: Writes = {
    head,
    ...changedRows(draft),
    writers: [...findings.lastN]
      .map(([id, lastN]) => ({ id, lastN }))
      .filter((writer) => writer.lastN > (stored.lastN.get(writer.id) ?? 0)),
    conflicts: findings.conflicts,
    version: draft.changed ? version : null,
  }
  return { kind: 'decided', answer, writes }
}

function headAfter(before: LayoutHead, draft: Draft, tag: string): LayoutHead {
  const { liveWidgets, valueBytes, changed } = draft
  return {
    revision: changed ? before.revision + 1 : before.revision,
    tag: changed ? tag : before.tag,
    seq: before.seq + 1,
    liveWidgets,
    valueBytes,
    forgottenUpTo: before.forgottenUpTo,
  }
}

/** Of what is named nothing is left out: an edit that is known already may be of a widget that was forgotten since (S11). */
function* views(stored: Stored, draft: Draft, named: Named): Iterable<[string, StoredWidget]> {
  for (const id of new Set([...stored.widgets.keys(), ...draft.widgets.keys(), ...named.keys()]))
    yield [id, draft.widgets.get(id) ?? stored.widgets.get(id) ?? UNKNOWN]
}

const UNKNOWN: StoredWidget = { presence: null, fields: new Map() }

function changedRows(draft: Draft): Pick<Writes, 'widgets' | 'fields'> {
  const widgets: Writes['widgets'] = []
  const fields: Writes['fields'] = []
  for (const [id, widget] of draft.widgets) {
    const { presence, presenceChanged, liveFieldsBefore } = widget
    if (presence !== null && (presenceChanged || presence.liveFields !== liveFieldsBefore))
      widgets.push({ id, presence })
    for (const key of widget.changed) {
      const field = widget.fields.get(key)
      if (field !== undefined) fields.push({ widget: id, key, field })
    }
  }
  return { widgets, fields }
}
