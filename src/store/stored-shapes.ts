/**
 * Is what a storage holds what was put there? A half-written or meddled-with record must stop neither the page nor the
 * sending of everything else (D8). Pure. Used by local-copy and device-db.
 */
import * as v from 'valibot'
import { type OwedEdit, TRIGGERS } from '../../core/edits/edit'
import { isFieldKey } from '../../core/layout/limits'
import type { Replica } from '../../core/layout/model'
import type { KeptConflict } from '../../core/merge/text-conflict'
import { conflictSchema } from '../../core/wire/answer'
import { editSchema } from '../../core/wire/save'
import type { SetAsideEdit } from './sync-store'

/** A replica, and how often the server was found to have forgotten (S14): revisions compare only within one epoch. */
export interface StoredReplica {
  replica: Replica
  epoch: number
}

/** True when `a` is the newer of two copies of one account's replica. */
export function isNewer(a: StoredReplica, b: StoredReplica): boolean {
  return a.epoch === b.epoch ? a.replica.revision > b.replica.revision : a.epoch > b.epoch
}

/** True when `a` is newer, or of the same moment and with something of a removed widget, for an undo, that `b` lacks (S12). */
export function isFuller(a: StoredReplica, b: StoredReplica): boolean {
  if (isNewer(a, b) || isNewer(b, a)) return isNewer(a, b)
  return Object.entries(a.replica.widgets).some(
    ([id, { removed, fields }]) => removed && Object.keys(fields).length > 0 && !(id in b.replica.widgets),
  )
}

/** Whose layout is shown. `email` null: a guest. */
export interface AccountRecord {
  id: string
  email: string | null
}

/** Who this browser profile is, and whose layout it shows. */
export interface Who {
  device: string
  account: AccountRecord
  /** Guests that were made here: what they have may be left behind when somebody signs in (D13). */
  guests: string[]
  /** The device's clock when this was set, ms since 1970: the later of two records is right. 0: a guess, until both storages were asked. */
  since: number
}

type Loose = Record<string, unknown>
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An edit that a server could take: anything else could never be acknowledged and would hold up what can. */
export function isOwedEdit(value: unknown): value is OwedEdit {
  if (!isObject(value) || typeof value.base !== 'number') return false
  return TRIGGERS.some((trigger) => trigger === value.trigger) && v.is(editSchema, value)
}

/** A replica that can be drawn and asked from. */
export function isStoredReplica(value: unknown): value is StoredReplica {
  if (!isObject(value) || !Number.isInteger(value.epoch) || !isObject(value.replica)) return false
  const { revision, tag, widgets } = value.replica
  const isFirst = revision === 0 && tag === null
  const isLater = Number.isInteger(revision) && (revision as number) > 0 && typeof tag === 'string' && tag !== ''
  if (!(isFirst || isLater) || !isObject(widgets)) return false
  return Object.values(widgets).every(isReplicaWidget)
}

function isReplicaWidget(value: unknown): boolean {
  if (!isObject(value) || typeof value.removed !== 'boolean' || !isObject(value.fields)) return false
  return Object.entries(value.fields).every(
    ([key, field]) =>
      isFieldKey(key) && isObject(field) && typeof field.rev === 'number' && typeof field.at === 'number',
  )
}

export function asUuid(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : null
}

/** Who a record says that this is; undefined when it makes no sense. */
export function asWho(value: unknown): Who | undefined {
  if (!isObject(value) || !isObject(value.account)) return undefined
  const { account, guests, since } = value
  const device = asUuid(value.device)
  if (device === null || typeof account.id !== 'string' || account.id === '' || !Number.isFinite(since))
    return undefined
  return {
    device,
    account: { id: account.id, email: typeof account.email === 'string' ? account.email : null },
    guests: Array.isArray(guests) ? guests.filter((guest) => typeof guest === 'string') : [],
    since: since as number,
  }
}

/** How far a writer is settled. */
export const isWatermark = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** writer -> how far it is settled; what makes no sense of it is left out. */
export function asWatermarks(value: unknown): Record<string, number> | undefined {
  if (!isObject(value)) return undefined
  const sound = Object.entries(value).filter(
    (entry): entry is [string, number] => asUuid(entry[0]) !== null && isWatermark(entry[1]),
  )
  return Object.fromEntries(sound)
}

/** A conflict that can be shown. */
export const isConflict = (value: unknown): value is KeptConflict => v.is(conflictSchema, value)

/** A refused edit that can be shown, tried again, discarded. */
export function isSetAsideEdit(value: unknown): value is SetAsideEdit {
  if (!isObject(value) || !isObject(value.edit) || typeof value.refusedAt !== 'number') return false
  if (typeof value.edit.widget !== 'string') return false
  const texts = [value.key, value.account, value.words, value.reason]
  return texts.every((text) => typeof text === 'string') && /:\d+$/.test(value.key as string)
}
