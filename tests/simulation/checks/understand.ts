/** What a request asks for, as the reference understands it: how it judges it. Before: server-checks. After: the reference. */
import * as v from 'valibot'
import { type ImportRequest, importSchema } from '../../../core/wire/import'
import { type RestoreRequest, restoreSchema } from '../../../core/wire/restore'
import { editSchema, type SaveBody, type SaveRequest, saveSchema } from '../../../core/wire/save'
import { SCHEMA } from '../../../core/wire/version'
import { idBeside } from '../../../server/layouts/import'
import type { OutgoingRequest } from '../network/messages'
import type { ReferenceAccount, ReferenceWidget } from '../reference/account'
import type { Judged } from '../reference/judged'
import { replaced } from '../reference/replaced'
import { save } from '../reference/save'

export interface Understood {
  /** @param at server time, ms since 1970 */
  judge: ((account: ReferenceAccount, tag: string, at: number) => Judged) | null
  device: string | null
}

/** null: it writes nothing, or is refused for what it is as a whole, which the answer shows. */
export function understand(request: OutgoingRequest, account: string): Understood | null {
  const { path, method, body, isSave } = request
  if (method !== 'POST' || body === null) return null
  if (isSave) {
    const sent = JSON.parse(body) as SaveBody
    if (sent.schema > SCHEMA || sent.account !== account) return null
    const asked = v.safeParse(saveSchema, sent)
    return asked.success ? aSave(asked.output) : beyondLimits(sent)
  }
  const revision = /^\/api\/layout\/versions\/(\d+)\/restore$/.exec(path)?.[1]
  if (revision !== undefined) return aRestore(v.parse(restoreSchema, JSON.parse(body)), Number(revision))
  const mode = /^\/api\/import\?mode=(\w+)$/.exec(path)?.[1]
  return mode === undefined ? null : anImport(v.parse(importSchema, JSON.parse(body)), mode)
}

function aSave(request: SaveRequest): Understood {
  return { device: request.device, judge: (account, tag, at) => save(account, request, { serverTime: at, tag }) }
}

/** Its edits alone can be: pages write the rest. */
function beyondLimits({ device, streams }: SaveBody): Understood {
  const edits = streams.flatMap(({ writer, edits: sent }) =>
    sent.flatMap((edit) => (v.safeParse(editSchema, edit).success ? [] : { writer, n: edit.n })),
  )
  return { device, judge: () => ({ kind: 'refused', edits }) }
}

function aRestore(request: RestoreRequest, revision: number): Understood {
  return {
    device: request.device,
    judge: (account, tag, at) => {
      const wished: Record<string, Record<string, never>> = {}
      for (const [id, widget] of account.past.get(revision) ?? []) {
        if (!widget.removed) wished[id] = valuesOf(widget) as Record<string, never>
      }
      return replaced(account, wished, { ...request, mode: 'restore' }, { serverTime: at, tag })
    },
  }
}

function anImport(request: ImportRequest, mode: string): Understood {
  const isReplacing = mode === 'replace'
  const wished = Object.fromEntries(
    request.file.widgets.map(({ id, fields }) => [isReplacing ? id : idBeside(request.writer, id), fields]),
  )
  const how = { ...request, mode: isReplacing ? ('import-replace' as const) : ('import-add' as const) }
  return {
    device: request.device,
    judge: (account, tag, at) => replaced(account, wished, how, { serverTime: at, tag }),
  }
}

function valuesOf({ fields }: ReferenceWidget): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, { value }] of fields) if (value !== undefined) values[key] = value
  return values
}
