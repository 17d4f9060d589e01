/** The conflicts that are reported: what was kept, what lost, by which rule (S4, S6, S7, S12). Pure. Used by ./decide. */
import type { Json } from '../layout/model'
import type { Conflict, Side } from '../wire/answer'
import { type DraftWidget, valuesOf } from './draft'
import type { Incoming } from './incoming'
import type { changedByOthers } from './presence-rule'
import type { Presence, Stamp, StoredField } from './stored'

type Rule = Conflict['rule']

/** What an edit wanted, as one side. A removal says so; a revival has the fields that `widget` came, or would have come, back with. */
export function editSide({ edit, at }: Incoming, device: string, widget?: DraftWidget): Side {
  if ('value' in edit) return { value: edit.value, at, device }
  if ('unset' in edit) return { unset: true, at, device }
  if ('remove' in edit) return { value: null, removed: true, at, device }
  return { value: widget?.values() ?? null, at, device }
}

/** A stored field as one side. */
export function fieldSide({ value, at, device }: StoredField): Side {
  return value === undefined ? { unset: true, at, device } : { value, at, device }
}

/** A stored removal as one side. `value`: one that was overruled together with it. */
export function removalSide({ at, device }: Presence, value: Json = null): Side {
  return { value, removed: true, at, device }
}

/** That the server has no such widget (S12): the doing of no one. */
export const UNKNOWN_SIDE: Side = { value: null, removed: true, at: 0, device: '' }

/**
 * What others changed of a widget since the base of an edit that removes it, as one side: the fields they changed, or all
 * of them where they brought it back, with the latest of their times, so that it stays readable (S7).
 */
export function othersSide(widget: DraftWidget, others: ReturnType<typeof changedByOthers>): Side {
  const { at, device } = latest(others.stamps)
  return { value: others.presence ? widget.values() : valuesOf(others.fields), at, device }
}

function latest(stamps: readonly Stamp[]): { at: number; device: string } {
  // Corrected times may lie before 1970 (S5).
  const before = { at: Number.NEGATIVE_INFINITY, device: '' }
  return stamps.reduce<{ at: number; device: string }>((a, b) => (b.at > a.at ? b : a), before)
}

/** One report about `about`; `field` null: about the widget as a whole. */
export function report(about: Incoming, rule: Rule, sides: { kept: Side; lost: Side }): Conflict {
  const { edit, writer } = about
  const field = 'field' in edit ? edit.field : null
  return { widget: edit.widget, field, rule, writer, n: edit.n, ...sides }
}
