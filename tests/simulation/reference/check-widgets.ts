/**
 * Are the widgets of an answer the right ones? What is said must be true, it must be enough for a device that held `since`,
 * and it must be no more than section 2 asks for (S9). Before: ./check-answer and ./check-pull.
 */
import { sameJson } from '../../../core/layout/same-json'
import type { AnswerField, AnswerWidget } from '../../../core/wire/answer'
import { liveFields, type ReferenceAccount, type ReferenceField, type ReferenceWidget } from './account'
import { type Held, heldOf, takeOver } from './device'
import type { JudgedEdit } from './judged'

export interface Asked {
  /** As it is after the request. */
  account: ReferenceAccount
  since: number
  full: boolean
  /** The request's edits; none of a pull, a restore or an import. */
  sent: readonly JudgedEdit[]
  /** Did this very request make the account's revision? */
  isRevised: boolean
}

/** [] when they are right; else sentences. */
export function checkWidgets(asked: Asked, widgets: readonly AnswerWidget[]): string[] {
  const ids = new Set(widgets.map(({ id }) => id))
  return [
    ...(ids.size === widgets.length ? [] : ['section 2: a widget is answered twice']),
    ...widgets.flatMap((widget) => untrue(asked, widget)),
    ...(asked.full ? [] : widgets.flatMap((widget) => needless(asked, widget))),
    ...missing(asked, new Map(widgets.map((widget) => [widget.id, widget]))),
    ...takenOver(asked, widgets, true),
    ...takenOver(asked, widgets, false),
  ]
}

/** What the answer says is what the account holds (S13). */
function untrue({ account }: Asked, { id, removed, fields }: AnswerWidget): string[] {
  const widget = account.widgets.get(id)
  const problems: string[] = []
  if (removed !== (widget?.removed ?? true)) problems.push(`S13: widget ${id} is answered with removed ${removed}`)
  if (removed && Object.keys(fields).length > 0)
    problems.push(`section 2: removed widget ${id} is answered with fields`)
  if (removed) return problems
  for (const [key, field] of Object.entries(fields)) {
    const stored = widget?.fields.get(key)
    // A named field that was never set may be said to be away.
    if (stored === undefined && field.unset === true && field.rev === 0) continue
    if (stored === undefined || !isSame(field, stored)) {
      problems.push(`S13: ${id} ${key} is answered as ${JSON.stringify(field)}, and is ${JSON.stringify(stored)}`)
    }
  }
  return problems
}

function isSame(field: AnswerField, stored: ReferenceField): boolean {
  const { rev, at, device, value } = stored
  const isUnset = value === undefined
  if ((field.unset === true) !== isUnset || !sameJson(field.value, value)) return false
  return field.rev === rev && field.at === at && field.device === device
}

/** Nothing is answered that is neither changed after `since` nor named by the request (S9). */
function needless({ account, since, sent }: Asked, { id, fields }: AnswerWidget): string[] {
  const widget = account.widgets.get(id)
  const named = sent.filter((edit) => edit.widget === id)
  if (named.length === 0 && !hasChanged(widget, since)) return [`S9: widget ${id} is answered, and nobody asked`]
  if (widget === undefined || widget.stamp.rev > since) return []
  const problems: string[] = []
  for (const key of Object.keys(fields)) {
    const isNamed = named.some(({ wish }) => wish.kind === 'field' && wish.field === key)
    if (!isNamed && (widget.fields.get(key)?.rev ?? 0) <= since) {
      problems.push(`S9: ${id} ${key} is answered, and nobody asked`)
    }
  }
  return problems
}

function hasChanged(widget: ReferenceWidget | undefined, since: number): boolean {
  if (widget === undefined) return false
  return [widget.stamp, ...widget.fields.values()].some(({ rev }) => rev > since)
}

/**
 * Whatever an edit names is answered, except what this very save set as asked (section 2). Of what is unknown, too, that it is not
 * there: a device does not know which of its edits were, and would take it for set as asked.
 */
function missing(asked: Asked, answered: ReadonlyMap<string, AnswerWidget>): string[] {
  const problems: string[] = []
  for (const edit of asked.sent) {
    const { widget: id, wish } = edit
    const widget = asked.account.widgets.get(id)
    const said = answered.get(id)
    if (widget === undefined) {
      if (said === undefined)
        problems.push(`section 2: edit ${edit.n} names unknown widget ${id}, which is not answered`)
    } else if (said === undefined && !isDoneAsAsked(asked, widget, edit)) {
      problems.push(`section 2: edit ${edit.n} names widget ${id}, which is not answered`)
    } else if (said !== undefined && wish.kind === 'field' && !widget.removed && widget.fields.has(wish.field)) {
      const isThere = Object.hasOwn(said.fields, wish.field) || isDoneAsAsked(asked, widget, edit)
      if (!isThere) problems.push(`section 2: edit ${edit.n} names ${id} ${wish.field}, which is not answered`)
    }
  }
  return problems
}

/** Did this very save set what the edit names, and as an edit of it asked? */
function isDoneAsAsked({ account, sent, isRevised }: Asked, widget: ReferenceWidget, { widget: id, wish }: JudgedEdit) {
  if (!isRevised) return false
  const applied = sent.filter((edit) => edit.fate === 'applied' && edit.widget === id)
  const isNow = ({ rev, writer }: { rev: number; writer: string }) =>
    rev === account.revision && applied.some((edit) => edit.writer === writer)
  if (wish.kind !== 'field' || widget.removed) return isNow(widget.stamp)
  const field = widget.fields.get(wish.field)
  if (field === undefined) return true
  return (
    isNow(field) &&
    applied.some(
      (edit) => edit.wish.kind === 'field' && edit.wish.field === wish.field && sameJson(edit.wish.value, field.value),
    )
  )
}

/** A device that held `since` and takes the answer over ends with the account's layout (S8, S13). */
function takenOver({ account, since, full, sent }: Asked, widgets: readonly AnswerWidget[], keepsRemoved: boolean) {
  const before = account.past.get(since)
  if (before === undefined) return [`S14: the account never was at revision ${since}`]
  const held = heldOf(before, keepsRemoved)
  takeOver(held, widgets, full, sent)
  const who = keepsRemoved ? 'a device that keeps what was removed' : 'a device'
  return differences(account, held).map((difference) => `S13: ${who} that held ${since} ends with ${difference}`)
}

function differences({ widgets }: ReferenceAccount, held: Held): string[] {
  const problems: string[] = []
  for (const [id, widget] of held) {
    if (!widget.removed && (widgets.get(id)?.removed ?? true)) problems.push(`widget ${id}, which is not there`)
  }
  for (const [id, widget] of widgets) {
    const has = held.get(id)
    if (widget.removed) continue
    if (has === undefined || has.removed) {
      problems.push(`no widget ${id}`)
      continue
    }
    const values = liveFields(widget)
    for (const key of new Set([...values.keys(), ...has.values.keys()])) {
      if (sameJson(values.get(key), has.values.get(key))) continue
      problems.push(`${JSON.stringify(has.values.get(key))} as ${id} ${key}, not ${JSON.stringify(values.get(key))}`)
    }
  }
  return problems
}
