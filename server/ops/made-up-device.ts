/**
 * "Another device edits the same field now": one save of a device that does not exist, by way of the whole API, so that a
 * developer sees what a real one would cause. Before: routes/faults. Only with FAULTS on.
 */
import { randomUUID } from 'node:crypto'
import type { Json } from '../../core/layout/model'
import type { PullAnswer } from '../../core/wire/answer'
import { SCHEMA } from '../../core/wire/version'
import { SAVE_PATH } from '../../core/wire/worker-message'
import { problemResponse } from '../problem'

export interface ElsewhereEdit {
  widget: string
  field: string
  value: Json
}

/**
 * Makes the edit on what the server holds now, so that nothing of it is in conflict when it arrives.
 * @param ask answers a request of the account's as the app does
 * @param now ms since 1970
 * @returns the answer to the save, or what was refused before it
 */
export async function editElsewhere(
  ask: (path: string, init: RequestInit) => Promise<Response>,
  account: string,
  now: number,
  edit: ElsewhereEdit,
): Promise<Response> {
  const pulled = await ask(SAVE_PATH, {})
  if (!pulled.ok) return pulled
  const { revision, tag, widgets } = (await pulled.json()) as PullAnswer
  // Saved, it would be reported as a conflict (S12, S6), which reads as if something had come of it.
  if (!widgets.some(({ id, removed }) => id === edit.widget && !removed)) {
    return problemResponse('not-found', { detail: `The server has no widget “${edit.widget}”.` })
  }
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
