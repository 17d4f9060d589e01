/**
 * What a device gives back to a server that has forgotten, a database restored from a backup (S14). Pure.
 * Before: a 409 base-unknown and a pull of everything. After: the changes are recorded as new edits on what was pulled.
 */
import type { Json, Replica, ReplicaWidget } from '../layout/model'
import { sameJson } from '../layout/same-json'
import type { Change } from './diff'
import { isRemoval, isRevival, type Stream } from './edit'
import { inOrder } from './order'
import { rebase } from './rebase'

/** What the owed edits of one widget come to. */
interface Wish {
  isRemoved: boolean
  isRevived: boolean
  fields: Map<string, Change>
}

/**
 * Each field that the device has with a later `at` than the server's, every widget that the server does not know, and
 * all that was owed, whatever its `at`: nobody but this device has it. What the server alone has stays.
 * @param held what the device held before
 * @param owed what it owed then
 * @param pulled the whole layout as the server has it now: of removed widgets it tells nothing
 */
export function recover(held: Replica, owed: readonly Stream[], pulled: Replica): Change[] {
  const changes: Change[] = []
  const wishes = wishesOf(owed)
  for (const [id, stored] of Object.entries(pulled.widgets)) {
    const wish = wishes.get(id)
    if (wish?.isRemoved) changes.push({ widget: id, remove: true })
    else changes.push(...laterFields(id, held.widgets[id], stored, wish), ...owedFields(stored, wish))
  }
  for (const { id, fields } of Object.values(rebase(held, owed))) {
    if (pulled.widgets[id] !== undefined) continue
    // The server may have it as removed: then nothing but a revival brings it back (S6).
    if (wishes.get(id)?.isRevived) changes.push({ widget: id, revive: true })
    changes.push(...whole(id, fields))
  }
  return changes
}

/** A widget as changes that make it anew: its type first. */
export function whole(id: string, fields: Record<string, Json>): Change[] {
  const { type, ...rest } = fields
  return Object.entries({ type: type ?? 'note', ...rest }).map(([field, value]) => ({ widget: id, field, value }))
}

function wishesOf(owed: readonly Stream[]): Map<string, Wish> {
  const wishes = new Map<string, Wish>()
  for (const { edit } of inOrder(owed)) {
    const { widget } = edit
    const wish = wishes.get(widget) ?? { isRemoved: false, isRevived: false, fields: new Map() }
    wishes.set(widget, wish)
    if (isRemoval(edit)) wish.isRemoved = true
    else if (isRevival(edit)) Object.assign(wish, { isRemoved: false, isRevived: true })
    else {
      const { field } = edit
      wish.fields.set(field, 'value' in edit ? { widget, field, value: edit.value } : { widget, field, unset: true })
    }
  }
  return wishes
}

/** Fields that were settled, which the server has older or not at all. */
function laterFields(
  widget: string,
  held: ReplicaWidget | undefined,
  stored: ReplicaWidget,
  wish: Wish | undefined,
): Change[] {
  if (held === undefined || held.removed) return []
  return Object.entries(held.fields).flatMap(([field, { value, at }]) => {
    const known = stored.fields[field]
    const isOlder = value === undefined || at <= (known?.at ?? -1) || sameJson(known?.value, value)
    return isOlder || field === 'type' || wish?.fields.has(field) ? [] : [{ widget, field, value }]
  })
}

function owedFields(stored: ReplicaWidget, wish: Wish | undefined): Change[] {
  return [...(wish?.fields ?? [])].flatMap(([field, change]) => {
    const value = 'value' in change ? change.value : undefined
    return field === 'type' || sameJson(stored.fields[field]?.value, value) ? [] : [change]
  })
}
