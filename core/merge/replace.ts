/**
 * The decision about a restore or an import (S15): the layout becomes another one, as a person's explicit wish, which overrules
 * what others did since and reports it. Pure. Before: server/layouts/replace read the whole layout. After: ./conclude.
 */
import type { PlainLayout } from '../history/plain-layout'
import type { Json } from '../layout/model'
import { getOwn } from '../layout/own'
import { sameJson } from '../layout/same-json'
import type { Conflict, Side } from '../wire/answer'
import { editTime } from './clock'
import { conclude } from './conclude'
import type { Decision } from './decision'
import { Draft } from './draft'
import { changedByOthers } from './presence-rule'
import { replaceOverLimit } from './replace-limits'
import { fieldSide, othersSide, removalSide } from './reports'
import { hasBase, type Stamp, type Stored, type StoredField } from './stored'

/** Who makes the layout another one. It is the only edit of its writer, number 1. */
export interface Replacement {
  device: string
  writer: string
  /** The revision that the device holds: what others changed after it, the person has not seen. */
  base: number
  tag: string | null
  /** ms since 1970, the device's clock. */
  sentAt: number
  trigger: 'restore' | 'import'
  /** What becomes of widgets that are not wished for. */
  others: 'go' | 'stay'
}

export type ReplaceDecision =
  | Decision
  /** 404: there is nothing to make the layout into. */
  | { kind: 'not-found' }

/** The number of the one edit. */
const N = 1

/**
 * Decides what `wished` changes. Equal values change nothing; when nothing differs there is no revision (S10).
 * @param stored the whole layout, removed widgets too, of one moment
 * @param wished null: not to be had; that matters only where it was not applied already (S2)
 * @param now.tag the tag of the revision it makes, if it makes one
 */
export function replace(
  stored: Stored,
  replacement: Replacement,
  wished: PlainLayout | null,
  now: { serverTime: number; tag: string },
): ReplaceDecision {
  const { writer, base, tag } = replacement
  if (!hasBase(stored, base, tag)) return { kind: 'base-unknown' }
  const isKnown = (stored.lastN.get(writer) ?? 0) >= N
  if (!isKnown && wished === null) return { kind: 'not-found' }

  const context = contextOf(stored, replacement, now.serverTime)
  if (!isKnown && wished !== null) {
    const typeErrors = otherTypes(stored, wished)
    if (typeErrors.length > 0) return { kind: 'refused', errors: typeErrors }
    for (const id of Object.keys(wished).sort()) makeWidget(context, id, wished[id] ?? {})
    if (replacement.others === 'go') removeOthers(context, stored, wished)
    const errors = replaceOverLimit(context.draft, stored.head)
    if (errors.length > 0) return { kind: 'refused', errors }
  }
  return conclude(stored, context.draft, replacement, now, {
    lastN: new Map([[writer, Math.max(N, stored.lastN.get(writer) ?? 0)]]),
    // Nothing is named that could be folded away on the device: what changed is later than `base`, and told for that.
    named: new Map(),
    conflicts: inListOrder(context.conflicts),
    known: isKnown ? inListOrder(stored.conflicts.filter((conflict) => conflict.writer === writer)) : [],
    hasNews: !isKnown,
    isDuplicate: isKnown,
  })
}

interface Context {
  draft: Draft
  replacement: Replacement
  stamp: Stamp
  conflicts: Conflict[]
}

function contextOf(stored: Stored, replacement: Replacement, serverTime: number): Context {
  const { device, writer, sentAt } = replacement
  const stamp = { rev: stored.head.revision + 1, ...editTime(sentAt, sentAt, serverTime), device, writer }
  return { draft: new Draft(stored), replacement, stamp, conflicts: [] }
}

/** A widget id never changes its type (CONTRACT section 1), also not by way of a removal. */
function otherTypes(stored: Stored, wished: PlainLayout) {
  return Object.entries(wished).flatMap(([id, fields]) => {
    const type = stored.widgets.get(id)?.fields.get('type')?.value
    if (type === undefined || sameJson(type, fields.type)) return []
    return [{ path: id, message: 'there is a widget of another type with this id already; a type is set once' }]
  })
}

function makeWidget(context: Context, id: string, wished: Readonly<Record<string, Json>>): void {
  const { draft, stamp } = context
  const widget = draft.widget(id)
  if (widget.presence === null) draft.add(id, stamp)
  else if (widget.presence.removed) {
    const removal = widget.presence
    if (isUnseen(context, removal)) report(context, id, null, 'removed', { value: wished }, removalSide(removal))
    draft.bringBack(id, stamp, NO_EDIT)
  }
  // The type first, as wherever a widget is made.
  const keys = new Set(['type', ...[...widget.fields.keys(), ...Object.keys(wished)].sort()])
  for (const key of keys) makeField(context, id, key, widget.fields.get(key), getOwn(wished, key))
}

function makeField(
  context: Context,
  id: string,
  key: string,
  stored: StoredField | undefined,
  wished: Json | undefined,
): void {
  if (sameJson(stored?.value, wished)) return
  if (stored !== undefined && isUnseen(context, stored)) {
    report(context, id, key, 'local', wished === undefined ? { unset: true } : { value: wished }, fieldSide(stored))
  }
  context.draft.setField(id, key, wished, context.stamp, NO_EDIT)
}

function removeOthers(context: Context, stored: Stored, wished: PlainLayout): void {
  const { draft, replacement, stamp } = context
  for (const id of [...stored.widgets.keys()].sort()) {
    if (Object.hasOwn(wished, id)) continue
    const widget = draft.widget(id)
    const { presence, fields } = widget
    if (presence === null || presence.removed) continue
    const others = changedByOthers({ presence, fields }, replacement)
    if (others.stamps.length > 0) {
      report(context, id, null, 'removed', { value: null, removed: true }, othersSide(widget, others))
    }
    draft.remove(id, stamp, NO_EDIT)
  }
}

/** Which edit made the layout grow matters only where single edits can be refused. */
const NO_EDIT = 0

/** Did another device change it after what this one has seen? */
function isUnseen({ replacement }: Context, { rev, device }: Stamp): boolean {
  return rev > replacement.base && device !== replacement.device
}

function report(
  { conflicts, stamp, replacement }: Context,
  widget: string,
  field: string | null,
  rule: Conflict['rule'],
  kept: Omit<Side, 'at' | 'device'>,
  lost: Side,
): void {
  const { at, device } = stamp
  conflicts.push({ widget, field, rule, writer: replacement.writer, n: N, kept: { ...kept, at, device }, lost })
}

/** Said once more, they come as they did the first time. */
function inListOrder(conflicts: readonly Conflict[]): Conflict[] {
  const place = ({ widget, field }: Conflict) => `${widget} ${field ?? ''}`
  return [...conflicts].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}
