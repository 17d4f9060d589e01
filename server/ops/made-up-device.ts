/**
 * "Another device edits the same field now": one save of a device that does not exist, by way of the whole API, so that a
 * developer sees what a real one would cause. Before: routes/faults. Only with FAULTS on.
 */
import { randomUUID } from 'node:crypto'
import type { Json } from '../../core/layout/model'
import { SCHEMA } from '../../core/wire/version'
import { SAVE_PATH } from '../../core/wire/worker-message'

export interface ElsewhereEdit {
  widget: string
  field: string
  value: Json
}

/**
 * Makes the edit on what the server holds now, so that nothing of it is in conflict when it arrives.
 * @param ask answers a request of the account's as the app does
 * @param now ms since 1970
 * @returns the answer to the save
 */
export async function editElsewhere(
  ask: (path: string, init: RequestInit) => Promise<Response>,
  account: string,
  now: number,
  edit: ElsewhereEdit,
): Promise<Response> {
  const { revision, tag } = (await (await ask(SAVE_PATH, {})).json()) as { revision: number; tag: string | null }
  const save = {
    schema: SCHEMA,
    account,
    device: randomUUID(),
    deviceName: 'Made-up device',
    base: revision,
    tag,
    trigger: 'edit',
    strategy: 'merge',
    sentAt: now,
    streams: [{ writer: randomUUID(), edits: [{ n: 1, base: revision, at: now, ...edit }] }],
  }
  return ask(SAVE_PATH, { method: 'POST', body: JSON.stringify(save) })
}
