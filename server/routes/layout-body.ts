/**
 * Station 8: is the body of POST /api/layout a save that can be judged? Each check is made before the ones that it makes
 * pointless, and refuses the whole save. Before: whole-body took it in. After: layouts/save.
 */
import type { Context } from 'hono'
import * as v from 'valibot'
import { object } from '../../core/wire/object'
import type { ProblemError } from '../../core/wire/problem'
import { type SaveRequest, saveSchema } from '../../core/wire/save'
import { SCHEMA } from '../../core/wire/version'
import { problem } from '../problem'
import { type Body, problemErrors } from '../read-body'
import { glancedMembers } from './glance'

/** Refused as a whole, and what a client does about it is in CONTRACT section 2. */
export const NOTHING_APPLIED = 'Nothing of this save was applied. What is wrong with it is in errors.'

/**
 * The save, or the refusal to answer with: 415 not sent as JSON, 400 not JSON, 426 of a newer schema, 403 for
 * another account (held by the client, so it comes before what would set edits aside), 422 what breaks a limit.
 */
export async function readSave(c: Context, account: string): Promise<Body<SaveRequest>> {
  const refuse = (refusal: Response) => ({ ok: false, refusal }) as const
  if (mediaType(c) !== 'application/json') {
    return refuse(problem(c, 'unsupported-media-type', { detail: 'Send the save as application/json.' }))
  }
  const json = parse(await c.req.arrayBuffer())
  if (!json.ok) return refuse(problem(c, 'not-json', { detail: `Nothing was applied. ${json.why}` }))

  const save = v.safeParse(saveSchema, json.value)
  const { schema, account: named } = save.success ? save.output : v.parse(glance, json.value)
  if (schema !== undefined && schema > SCHEMA) {
    const detail = `This server understands saves up to schema ${SCHEMA}, and this one is ${schema}. Keep it and send it again later.`
    return refuse(problem(c, 'schema-newer', { detail }))
  }
  if (named !== undefined && named !== account) {
    const detail = 'The save belongs to another account than the one that is signed in. Nothing was applied.'
    return refuse(problem(c, 'wrong-account', { detail }))
  }
  if (save.success) return { ok: true, value: save.output }
  const errors = saveErrors(save.issues, json.value)
  return refuse(problem(c, 'limit-broken', { detail: NOTHING_APPLIED, errors }))
}

/** Of a save that is not as this server knows it. */
const glance = v.fallback(object(glancedMembers), {})

function mediaType(c: Context): string | undefined {
  const type = c.req.header('content-type')
  return type === 'application/json' ? type : type?.split(';')[0]?.trim().toLowerCase()
}

/** A decoder that refuses what is not UTF-8; it may be used again and again. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: ArrayBuffer): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: JSON.parse(UTF8.decode(bytes)) }
  } catch (error) {
    return { ok: false, why: error instanceof SyntaxError ? error.message : 'The body is not UTF-8.' }
  }
}

/** What the schema found, with writer and number of the edit that it lies in, so that the client can set that one aside (D12). */
function saveErrors(issues: readonly v.BaseIssue<unknown>[], body: unknown): ProblemError[] {
  return problemErrors(issues).map((error, i) => {
    const path = issues[i]?.path?.map(({ key }) => key as string | number) ?? []
    return { ...error, ...editAt(path, body) }
  })
}

function editAt(path: readonly (string | number)[], body: unknown): { writer?: string; n?: number } {
  if (path[0] !== 'streams' || path[2] !== 'edits' || path.length < 4) return {}
  const writer = inside(body, ['streams', path[1], 'writer'])
  const n = inside(body, [...path.slice(0, 4), 'n'])
  return { ...(typeof writer === 'string' && { writer }), ...(typeof n === 'number' && { n }) }
}

function inside(value: unknown, path: readonly (string | number | undefined)[]): unknown {
  let at = value
  for (const key of path) {
    if (at === null || typeof at !== 'object' || key === undefined || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}
