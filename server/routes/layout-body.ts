/**
 * Station 8: is the body of POST /api/layout a save that can be judged? Each check is made before the ones that it makes
 * pointless, and refuses the whole save. Before: the worker's or the page's request. After: layouts/save.
 */
import type { Context } from 'hono'
import * as z from 'zod/mini'
import { MAX_SAVE_BYTES } from '../../core/layout/limits'
import type { ProblemError } from '../../core/wire/problem'
import { type SaveRequest, saveSchema } from '../../core/wire/save'
import { SCHEMA } from '../../core/wire/version'
import { problem } from '../problem'
import { type Body, problemErrors } from '../read-body'

/** Refused as a whole, and what a client does about it is in CONTRACT section 2. */
export const NOTHING_APPLIED = 'Nothing of this save was applied. What is wrong with it is in errors.'

/**
 * The save, or the refusal to answer with: 415 not sent as JSON, 413 over 1 MiB, 400 not JSON, 426 of a newer schema, 403 for
 * another account (held by the client, so it comes before what would set edits aside), 422 what breaks a limit.
 */
export async function readSave(c: Context, account: string): Promise<Body<SaveRequest>> {
  const refuse = (refusal: Response) => ({ ok: false, refusal }) as const
  if (mediaType(c) !== 'application/json') {
    return refuse(problem(c, 'unsupported-media-type', { detail: 'Send the save as application/json.' }))
  }
  const bytes = await readAtMost(c, MAX_SAVE_BYTES)
  if (bytes === null) {
    const errors = [{ path: '', message: `must be at most ${MAX_SAVE_BYTES} bytes` }]
    return refuse(problem(c, 'too-large', { detail: 'Send it as several saves, one after the other.', errors }))
  }
  const json = parse(bytes)
  if (!json.ok) return refuse(problem(c, 'not-json', { detail: json.why }))

  const { schema, account: named } = z.safeParse(glance, json.value).data ?? {}
  if (schema !== undefined && schema > SCHEMA) {
    const detail = `This server understands saves up to schema ${SCHEMA}, and this one is ${schema}. Keep it and send it again later.`
    return refuse(problem(c, 'schema-newer', { detail }))
  }
  if (named !== undefined && named !== account) {
    const detail = 'The save belongs to another account than the one that is signed in. Nothing was applied.'
    return refuse(problem(c, 'wrong-account', { detail }))
  }
  const save = z.safeParse(saveSchema, json.value)
  if (save.success) return { ok: true, value: save.data }
  const errors = saveErrors(save.error.issues, json.value)
  return refuse(problem(c, 'limit-broken', { detail: NOTHING_APPLIED, errors }))
}

/** What can be read of a save whose schema this server may not know. */
const glance = z.object({
  schema: z.catch(z.optional(z.number()), undefined),
  account: z.catch(z.optional(z.string()), undefined),
})

function mediaType(c: Context): string | undefined {
  return c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
}

/** The body, or null when it is longer than `most` bytes: then the rest is not read. */
async function readAtMost(c: Context, most: number): Promise<Uint8Array | null> {
  if (Number(c.req.header('content-length') ?? 0) > most) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch (error) {
    return { ok: false, why: error instanceof SyntaxError ? error.message : 'The body is not UTF-8.' }
  }
}

/** What zod found, with writer and number of the edit that it lies in, so that the client can set that one aside (D12). */
function saveErrors(issues: readonly z.core.$ZodIssue[], body: unknown): ProblemError[] {
  return problemErrors(issues).map((error, i) => ({ ...error, ...editAt(issues[i]?.path ?? [], body) }))
}

function editAt(path: readonly PropertyKey[], body: unknown): { writer?: string; n?: number } {
  if (path[0] !== 'streams' || path[2] !== 'edits' || path.length < 4) return {}
  const writer = inside(body, ['streams', path[1], 'writer'])
  const n = inside(body, [...path.slice(0, 4), 'n'])
  return { ...(typeof writer === 'string' && { writer }), ...(typeof n === 'number' && { n }) }
}

function inside(value: unknown, path: readonly (PropertyKey | undefined)[]): unknown {
  let at = value
  for (const key of path) {
    if (at === null || typeof at !== 'object' || key === undefined || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}
