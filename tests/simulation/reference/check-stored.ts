/** Is what the database holds what CONTRACT asks for? Before: the reference's account. After: a test or the simulator complains. */
import { sameJson } from '../../../core/layout/same-json'
import type { LayoutHead, Presence, StoredField } from '../../../core/merge/stored'
import type { Conflict } from '../../../core/wire/answer'
import { liveFields, type ReferenceAccount, type ReferenceWidget } from './account'
import { bytesOf, liveWidgetsOf } from './limits'
import { difference, sameConflicts } from './say'

/** What one account has in the database; of a widget everything. */
export interface StoredAccount {
  head: Pick<LayoutHead, 'revision' | 'tag' | 'liveWidgets' | 'valueBytes'>
  lastN: ReadonlyMap<string, number>
  widgets: ReadonlyMap<string, { presence: Presence | null; fields: ReadonlyMap<string, StoredField> }>
  conflicts: readonly Conflict[]
}

/** [] when it is what the reference holds; else sentences. */
export function checkStored(account: ReferenceAccount, stored: StoredAccount): string[] {
  const { head } = stored
  const ids = new Set([...account.widgets.keys(), ...stored.widgets.keys()])
  return [
    ...difference('S10: the revision', account.revision, head.revision),
    ...difference('S10: the tag', account.tag, head.tag),
    ...difference('section 1: liveWidgets', liveWidgetsOf(account.widgets), head.liveWidgets),
    ...difference('section 1: valueBytes', bytesOf(account.widgets), head.valueBytes),
    ...difference('S2: lastN', Object.fromEntries(account.lastN), Object.fromEntries(stored.lastN)),
    ...sameConflicts('S7: the conflicts kept', account.conflicts, stored.conflicts),
    ...[...ids].flatMap((id) => checkWidget(id, account.widgets.get(id), stored.widgets.get(id))),
  ]
}

type StoredWidget = StoredAccount['widgets'] extends ReadonlyMap<string, infer W> ? W : never

function checkWidget(id: string, expected: ReferenceWidget | undefined, stored: StoredWidget | undefined): string[] {
  if (expected === undefined || stored === undefined) {
    return [
      `S11: widget ${id} is ${stored === undefined ? 'not stored' : 'stored'}, and should ${expected ? '' : 'not '}be`,
    ]
  }
  const { removed, stamp, fields } = expected
  const presence = { ...stamp, removed, liveFields: liveFields(expected).size }
  const keys = new Set([...fields.keys(), ...stored.fields.keys()])
  return [
    ...difference(`S6: widget ${id}`, presence, stored.presence),
    ...[...keys].flatMap((key) => checkField(`S4: ${id} ${key}`, fields.get(key), stored.fields.get(key))),
  ]
}

function checkField(what: string, expected: StoredField | undefined, stored: StoredField | undefined): string[] {
  const { value: wished, ...stamp } = expected ?? {}
  const { value: held, ...heldStamp } = stored ?? {}
  if (sameJson(wished, held)) return difference(`${what}, its stamp`, stamp, heldStamp)
  return [`${what} is ${JSON.stringify(held)}, expected ${JSON.stringify(wished)}`]
}
