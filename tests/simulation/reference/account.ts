/**
 * The reference's own idea of an account: what CONTRACT section 3 says that the server remembers. Values never change, each
 * step makes a new one, so a test may keep any and go back to it. Written from CONTRACT alone, without core/merge. Before:
 * nothing. After: ./save, ./replaced and ./forgotten make the next one; the checks compare it with the product.
 */
import type { Json, Layout } from '../../../core/layout/model'
import { setOwn } from '../../../core/layout/own'
import type { Stamp } from '../../../core/merge/stored'
import type { Conflict, Side } from '../../../core/wire/answer'

/** A field that was ever set; without `value`: taken away. */
export interface ReferenceField extends Readonly<Stamp> {
  readonly value?: Json
}

/** A widget that the server remembers, there or removed. */
export interface ReferenceWidget {
  readonly removed: boolean
  /** Of its last addition, removal or revival. */
  readonly stamp: Readonly<Stamp>
  readonly fields: ReadonlyMap<string, ReferenceField>
}

/** A side of a conflict; `devices`: any of these may be named, where several did something at the very same time. */
export type ReferenceSide = Side & { readonly devices?: readonly string[] }

export interface ReferenceConflict extends Conflict {
  kept: ReferenceSide
  lost: ReferenceSide
}

export type ReferenceWidgets = ReadonlyMap<string, ReferenceWidget>

export interface ReferenceAccount {
  readonly revision: number
  /** null exactly when `revision` is 0. */
  readonly tag: string | null
  readonly widgets: ReferenceWidgets
  /** By writer; one that is not there has 0. */
  readonly lastN: ReadonlyMap<string, number>
  /** In the order in which they were decided. */
  readonly conflicts: readonly ReferenceConflict[]
  /** Revision -> its tag, of every revision ever made (S14). */
  readonly tags: ReadonlyMap<number, string>
  /** Revision -> what was there then: what a device that names it as `since` holds. */
  readonly past: ReadonlyMap<number, ReferenceWidgets>
  /** Revision of the youngest removal that was forgotten (S11); 0: none was. */
  readonly forgottenUpTo: number
}

export const EMPTY_ACCOUNT: ReferenceAccount = {
  revision: 0,
  tag: null,
  widgets: new Map(),
  lastN: new Map(),
  conflicts: [],
  tags: new Map(),
  past: new Map([[0, new Map()]]),
  forgottenUpTo: 0,
}

/** Does the server have `base` with that `tag` (S14)? 0 is no revision, and known to everyone; a pull need not name a tag. */
export function isBaseKnown(account: ReferenceAccount, base: number, tag: string | null): boolean {
  return base === 0 || (account.tags.has(base) && (tag === null || account.tags.get(base) === tag))
}

/** Is whoever holds `since` answered with everything? Who has nothing yet (section 2), or may hold what was forgotten (S11). */
export function isAnsweredFull(account: ReferenceAccount, since: number): boolean {
  return since === 0 || since < account.forgottenUpTo
}

/** Removals at or before revision `upTo` are forgotten, with all that the widgets had (S11). Makes no revision. */
export function forgotten(account: ReferenceAccount, upTo: number): ReferenceAccount {
  const gone = [...account.widgets].filter(([, { removed, stamp }]) => removed && stamp.rev <= upTo)
  const widgets = new Map(account.widgets)
  for (const [id] of gone) widgets.delete(id)
  const forgottenUpTo = Math.max(account.forgottenUpTo, ...gone.map(([, { stamp }]) => stamp.rev))
  return { ...account, widgets, forgottenUpTo }
}

/** The values that a widget shows, by field key; a field taken away is not among them. */
export function liveFields(widget: ReferenceWidget): Map<string, Json> {
  const live = new Map<string, Json>()
  for (const [key, { value }] of widget.fields) if (value !== undefined) live.set(key, value)
  return live
}

/** The layout as a person sees it. */
export function layoutOf(account: ReferenceAccount): Layout {
  const layout: Layout = {}
  for (const [id, widget] of account.widgets) {
    if (widget.removed) continue
    const fields: Record<string, Json> = {}
    for (const [key, value] of liveFields(widget)) setOwn(fields, key, value)
    setOwn(layout, id, { id, fields })
  }
  return layout
}
