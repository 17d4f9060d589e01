/**
 * Is what a storage holds what was put there? A half-written or meddled-with record must stop neither the page nor the
 * sending of everything else (D8). Pure. Used by local-copy and device-db.
 */
import { type OwedEdit, TRIGGERS } from '../../core/edits/edit'
import { isFieldKey } from '../../core/layout/limits'
import type { Replica } from '../../core/layout/model'
import { editSchema } from '../../core/wire/save'

/** A replica, and how often the server was found to have forgotten (S14): revisions compare only within one epoch. */
export interface StoredReplica {
  replica: Replica
  epoch: number
}

type Loose = Record<string, unknown>
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An edit that a server could take: anything else could never be acknowledged and would hold up what can. */
export function isOwedEdit(value: unknown): value is OwedEdit {
  if (!isObject(value) || typeof value.base !== 'number') return false
  return TRIGGERS.some((trigger) => trigger === value.trigger) && editSchema.safeParse(value).success
}

/** A replica that can be drawn and asked from. */
export function isStoredReplica(value: unknown): value is StoredReplica {
  if (!isObject(value) || !Number.isInteger(value.epoch) || !isObject(value.replica)) return false
  const { revision, tag, widgets } = value.replica
  if (!Number.isInteger(revision) || !(tag === null || typeof tag === 'string') || !isObject(widgets)) return false
  return Object.values(widgets).every(isReplicaWidget)
}

function isReplicaWidget(value: unknown): boolean {
  if (!isObject(value) || typeof value.removed !== 'boolean' || !isObject(value.fields)) return false
  return Object.entries(value.fields).every(
    ([key, field]) =>
      isFieldKey(key) && isObject(field) && typeof field.rev === 'number' && typeof field.at === 'number',
  )
}
