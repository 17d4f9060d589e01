/** The body of POST /api/layout (CONTRACT section 2): station 5 makes it, 8 checks it. */
import * as z from 'zod/mini'
import { STRATEGIES, TRIGGERS } from '../edits/edit'
import { isFieldKey, valueProblems } from '../layout/limits'
import type { Json } from '../layout/model'
import { account, count, deviceName, millis, tag, uuid } from './scalars'

/** Four kinds of edit in one flat object: set, unset, remove, revive. Which members go together is checked by the last check. */
export const editSchema = z
  .object({
    n: count.check(z.gte(1)),
    base: z.optional(count),
    widget: uuid,
    field: z.optional(z.string()),
    value: z.optional(z.unknown()),
    unset: z.optional(z.literal(true)),
    remove: z.optional(z.literal(true)),
    revive: z.optional(z.literal(true)),
    at: millis,
  })
  .check((ctx) => {
    for (const { path, message } of editProblems(ctx.value)) {
      ctx.issues.push({ code: 'custom', message, path, input: ctx.value })
    }
  })

interface LooseEdit {
  field?: string | undefined
  value?: unknown
  unset?: true | undefined
  remove?: true | undefined
  revive?: true | undefined
}

function editProblems(edit: LooseEdit): { path: string[]; message: string }[] {
  const kinds = [edit.value !== undefined, edit.unset, edit.remove, edit.revive].filter(Boolean).length
  if (kinds !== 1) return [{ path: [], message: 'must have exactly one of value, unset, remove and revive' }]
  const ofField = edit.value !== undefined || edit.unset === true
  if (!ofField)
    return edit.field === undefined ? [] : [{ path: ['field'], message: 'does not go with remove or revive' }]
  if (edit.field === undefined || !isFieldKey(edit.field)) {
    return [{ path: ['field'], message: 'must be type, title, desktop, mobile or data/ and 1 to 120 of A-Za-z0-9_.:-' }]
  }
  if (edit.unset === true)
    return edit.field === 'type' ? [{ path: ['unset'], message: 'a type cannot be taken away' }] : []
  return valueProblems(edit.field, edit.value as Json).map(({ path, message }) => ({
    path: path === '' ? ['value'] : ['value', path],
    message,
  }))
}

const streamSchema = z.object({ writer: uuid, edits: z.array(editSchema).check(z.minLength(1)) }).check((ctx) => {
  const seen = new Set<number>()
  for (const [i, edit] of ctx.value.edits.entries()) {
    if (seen.has(edit.n)) {
      ctx.issues.push({
        code: 'custom',
        message: 'n is given twice in this stream',
        path: ['edits', i, 'n'],
        input: edit.n,
      })
    }
    seen.add(edit.n)
  }
})

export const saveSchema = z
  .object({
    schema: z.int().check(z.gte(1)),
    account,
    device: uuid,
    deviceName: z.optional(deviceName),
    base: count,
    tag: z.nullable(tag),
    trigger: z.enum(TRIGGERS),
    strategy: z._default(z.enum(STRATEGIES), 'merge'),
    sentAt: millis,
    streams: z.array(streamSchema),
  })
  .check((ctx) => {
    const { base, tag: baseTag, streams } = ctx.value
    if (base > 0 && baseTag === null) {
      ctx.issues.push({ code: 'custom', message: 'must be the tag of base', path: ['tag'], input: baseTag })
    }
    const seen = new Set<string>()
    for (const [i, { writer }] of streams.entries()) {
      if (seen.has(writer)) {
        ctx.issues.push({ code: 'custom', message: 'is given twice', path: ['streams', i, 'writer'], input: writer })
      }
      seen.add(writer)
    }
  })

/** A save as it arrives; an edit without `base` has the save's. */
export type SaveRequest = z.infer<typeof saveSchema>
/** A save as a client writes it. */
export type SaveBody = z.input<typeof saveSchema>
