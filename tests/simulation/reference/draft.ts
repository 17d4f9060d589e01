/**
 * The account while one save is judged: copies are changed here, the account it came from stays as it was. Before: ./save and
 * ./replaced open one. After: `settled` makes the next account of it.
 */
import type { Json } from '../../../core/layout/model'
import type { Stamp } from '../../../core/merge/stored'
import type { ReferenceAccount, ReferenceConflict, ReferenceWidget } from './account'

export interface Draft {
  readonly account: ReferenceAccount
  /** The revision that this save makes, if it changes something. */
  readonly revision: number
  readonly widgets: Map<string, ReferenceWidget>
  readonly conflicts: ReferenceConflict[]
  changed: boolean
}

export function draftOf(account: ReferenceAccount): Draft {
  return { account, revision: account.revision + 1, widgets: new Map(account.widgets), conflicts: [], changed: false }
}

/** Who changes something, and when; the revision is the draft's. */
export type Author = Omit<Stamp, 'rev'>

const stampOf = (draft: Draft, { at, deviceAt, device, writer }: Author): Stamp => ({
  rev: draft.revision,
  at,
  deviceAt,
  device,
  writer,
})

/** The widget is there from now on, or is not; a new one has no fields yet. */
export function setPresence(draft: Draft, id: string, removed: boolean, author: Author): ReferenceWidget {
  const fields = draft.widgets.get(id)?.fields ?? new Map()
  const widget = { removed, stamp: stampOf(draft, author), fields }
  draft.widgets.set(id, widget)
  draft.changed = true
  return widget
}

/** Sets a field of a widget that is there, or takes it away (undefined). */
export function setField(draft: Draft, id: string, key: string, value: Json | undefined, author: Author): void {
  const widget = draft.widgets.get(id)
  if (widget === undefined) throw new Error(`no widget ${id} to set ${key} of`)
  const field = { ...(value !== undefined && { value }), ...stampOf(draft, author) }
  draft.widgets.set(id, { ...widget, fields: new Map(widget.fields).set(key, field) })
  draft.changed = true
}

/** The account after the save: a new revision only if something changed (S10), watermarks and conflicts either way. */
export function settled(draft: Draft, lastN: ReadonlyMap<string, number>, tag: string): ReferenceAccount {
  const { account, revision, widgets } = draft
  const conflicts = [...account.conflicts, ...draft.conflicts]
  const kept = { ...account, lastN: new Map([...account.lastN, ...lastN]), conflicts }
  if (!draft.changed) return kept
  const tags = new Map(account.tags).set(revision, tag)
  const past = new Map(account.past).set(revision, widgets)
  return { ...kept, revision, tag, widgets, tags, past }
}
