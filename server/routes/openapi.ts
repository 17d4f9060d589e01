/** `GET /api/openapi.json`: every call of this server, made from the schemas that check them. A test compares it with the routes. */
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { pullAnswerSchema, saveAnswerSchema } from '../../core/wire/answer'
import { conflictListSchema } from '../../core/wire/conflict-list'
import { deviceChangeSchema } from '../../core/wire/device-change'
import { deviceListSchema, deviceRemovedSchema, deviceSchema } from '../../core/wire/device-list'
import { revisionEventSchema } from '../../core/wire/event'
import { exportSchema } from '../../core/wire/export'
import { importSchema } from '../../core/wire/import'
import { pairingClaimSchema } from '../../core/wire/pairing-claim'
import { pairingClaimAnswerSchema } from '../../core/wire/pairing-claim-answer'
import { pairingCodeSchema } from '../../core/wire/pairing-code'
import { pairingDecisionSchema } from '../../core/wire/pairing-decision'
import { pairingStatusSchema } from '../../core/wire/pairing-status'
import {
  PROBLEM_CONTENT_TYPE,
  PROBLEM_PREFIX,
  PROBLEMS,
  type ProblemName,
  problemSchema,
} from '../../core/wire/problem'
import { restoreSchema } from '../../core/wire/restore'
import { saveSchema } from '../../core/wire/save'
import { versionListSchema } from '../../core/wire/version-list'
import { versionViewSchema } from '../../core/wire/version-view'
import { accountSchema, credentialsSchema } from './account'
import type { AppEnv } from './app-env'

type JsonSchema = Record<string, unknown>
interface Call {
  summary: string
  /** In the query. */
  query?: Record<string, string>
  body?: JsonSchema
  answer: { type: string; schema: JsonSchema }
  problems: ProblemName[]
}

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: JsonSchema) => ({ type: 'application/json', schema })
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
})
const text: JsonSchema = { type: 'string' }
const status = (value: string) => json(object({ status: { const: value } }))
/** better-auth's own answers: what clients may rely on is the user's id and the cookie. */
const signedIn = json(object({ user: object({ id: text }) }))
const BODY: ProblemName[] = ['not-json', 'unsupported-media-type', 'too-large', 'limit-broken', 'cross-origin']
/** Of a restore and an import. */
const REPLACING: ProblemName[] = [
  ...BODY,
  'unauthenticated',
  'wrong-account',
  'base-unknown',
  'schema-newer',
  'too-many-requests',
]
/** Of what is read: what `account` in the query stands for. */
const MEANT = 'Whose is meant; 403 where somebody else is signed in. Absent: that of whoever is'
const AUTH: ProblemName[] = ['bad-request', 'too-many-requests', 'cross-origin', 'too-large']

/** By path and method, as the routes name them. */
const CALLS: Record<string, Record<string, Call>> = {
  '/api/layout': {
    post: {
      summary: 'Save edits',
      body: ref('Save'),
      answer: json(ref('SaveAnswer')),
      problems: [...BODY, 'unauthenticated', 'wrong-account', 'base-unknown', 'schema-newer', 'too-many-requests'],
    },
    get: {
      summary: 'What changed after a revision',
      query: {
        since: 'The revision that the device holds; 0 or absent: everything',
        tag: 'Its tag',
        writers: 'W.N,W.N: answers lastN of each writer and the conflicts of its edits after N',
        account: MEANT,
        device: 'Who looks, so that it is among the devices of the account',
        deviceName: 'What it calls itself',
      },
      answer: json(ref('PullAnswer')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request', 'base-unknown'],
    },
  },
  '/api/layout/versions': {
    get: {
      summary: 'History, newest first, in words; versions that were thinned out are left out',
      query: {
        before: 'Only revisions lower than this; absent: from the newest',
        limit: 'At most this many, 1 to 200',
        account: MEANT,
      },
      answer: json(ref('VersionList')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request'],
    },
  },
  '/api/layout/versions/{revision}': {
    get: {
      summary: 'The whole layout as it was at a revision (0: empty)',
      query: { against: 'Another revision: how this one differs from it', account: MEANT },
      answer: json(ref('VersionView')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request', 'not-found'],
    },
  },
  '/api/layout/versions/{revision}/restore': {
    post: {
      summary: 'Make the layout what it was at a revision (0: empty), as a new one that can be undone',
      body: ref('Restore'),
      answer: json(ref('SaveAnswer')),
      problems: [...REPLACING, 'not-found'],
    },
  },
  '/api/export': {
    get: {
      summary: 'The account as one file: its layout, revision and tag of one moment, and the names of its devices',
      answer: json(ref('Export')),
      problems: ['unauthenticated', 'too-many-requests'],
    },
  },
  '/api/import': {
    post: {
      summary: 'Take in a file that an export wrote, as one revision that can be undone; at most 16 MiB',
      query: {
        mode: "replace (or absent): the layout becomes the file's, ids and all; add: its widgets come beside what is there, under new ids",
      },
      body: ref('Import'),
      answer: json(ref('SaveAnswer')),
      problems: [...REPLACING, 'bad-request'],
    },
  },
  '/api/conflicts': {
    get: {
      summary: 'What lost in conflicts, newest first',
      query: {
        before: 'The `next` of the page before; absent: the newest',
        limit: 'At most this many, 1 to 200',
        account: MEANT,
      },
      answer: json(ref('ConflictList')),
      problems: ['unauthenticated', 'wrong-account', 'bad-request'],
    },
  },
  '/api/events': {
    get: {
      summary: 'Hints that there is another revision: server-sent events named revision, the current one first',
      query: { account: 'Whose; 403 where somebody else is signed in. Absent: those of whoever is' },
      answer: { type: 'text/event-stream', schema: ref('RevisionEvent') },
      problems: ['unauthenticated', 'wrong-account'],
    },
  },
  '/api/devices': {
    get: {
      summary: 'The devices of the account, the one that was heard of last first',
      answer: json(ref('DeviceList')),
      problems: ['unauthenticated'],
    },
  },
  '/api/devices/{device}': {
    patch: {
      summary: 'Name a device; null: its own name again',
      body: ref('DeviceChange'),
      answer: json(ref('Device')),
      problems: [...BODY, 'unauthenticated', 'not-found'],
    },
    delete: {
      summary: 'Remove a device and end its sessions, also where it is the one that asks',
      answer: json(ref('DeviceRemoved')),
      problems: ['unauthenticated', 'not-found', 'cross-origin'],
    },
  },
  '/api/account': {
    get: { summary: 'Who is signed in', answer: json(ref('Account')), problems: [] },
  },
  '/api/account/credentials': {
    post: {
      summary: 'Make a guest a full account; its id, layout and sessions stay',
      body: ref('Credentials'),
      answer: json(ref('Account')),
      problems: [...BODY, 'unauthenticated', 'bad-request', 'email-taken', 'too-many-requests'],
    },
  },
  '/api/pairing': {
    post: {
      summary: 'A code by which one other device can join; an older one of the account works no more',
      answer: json(ref('PairingCode')),
      problems: ['unauthenticated', 'too-many-requests', 'cross-origin'],
    },
    get: {
      summary: 'How the latest code of the account stands, and which device wants to join',
      answer: json(ref('PairingStatus')),
      problems: ['unauthenticated'],
    },
  },
  '/api/pairing/decision': {
    post: {
      summary: 'Let the device in that claimed the code, or refuse it; the same again is answered the same',
      body: ref('PairingDecision'),
      answer: json(ref('PairingStatus')),
      problems: [...BODY, 'unauthenticated', 'not-found', 'bad-request', 'pairing-decided'],
    },
  },
  '/api/pairing/claim': {
    post: {
      summary:
        'Ask to join by a code; the same again says how that stands, and sets the cookie of a new session once it was let in',
      body: ref('PairingClaim'),
      answer: json(ref('PairingClaimAnswer')),
      problems: [...BODY, 'too-many-requests', 'code-unknown', 'code-expired', 'code-used', 'pairing-refused'],
    },
  },
  '/api/auth/sign-in/anonymous': {
    post: {
      summary: 'Make a guest and sign it in; who is signed in already stays who they are',
      answer: json(object({ user: object({ id: text, email: { type: ['string', 'null'] } }) })),
      problems: AUTH,
    },
  },
  '/api/auth/sign-in/email': {
    post: {
      summary: 'Sign in',
      body: object({ email: text, password: text }),
      answer: signedIn,
      problems: [...AUTH, 'unauthenticated'],
    },
  },
  '/api/auth/sign-up/email': {
    post: {
      summary: 'Make a full account and sign it in',
      body: object({ name: text, email: text, password: text }),
      answer: signedIn,
      problems: [...AUTH, 'email-taken', 'limit-broken'],
    },
  },
  '/api/auth/sign-out': {
    post: { summary: 'End this session', answer: json(object({ success: { type: 'boolean' } })), problems: AUTH },
  },
  '/api/auth/change-password': {
    post: {
      summary: 'Change the password',
      body: object({ currentPassword: text, newPassword: text }),
      answer: signedIn,
      problems: [...AUTH, 'unauthenticated', 'limit-broken'],
    },
  },
  '/api/auth/get-session': {
    get: { summary: 'The session and its user, or null', answer: json({ type: ['object', 'null'] }), problems: [] },
  },
  '/api/openapi.json': {
    get: { summary: 'This document', answer: json({ type: 'object' }), problems: [] },
  },
  '/healthz': { get: { summary: 'The process lives', answer: status('alive'), problems: [] } },
  '/readyz': { get: { summary: 'It can serve', answer: status('ready'), problems: [] } },
}

export function openapiRoutes(publicUrl: string): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  let document: object | undefined
  app.get('/api/openapi.json', (c) => {
    document ??= openapiDocument(publicUrl)
    return c.json(document)
  })
  return app
}

function openapiDocument(publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Holdfast', version: '1', description: 'A dashboard of widgets. Sessions are cookies.' },
    servers: [{ url: publicUrl }],
    paths: Object.fromEntries(Object.entries(CALLS).map(([path, calls]) => [path, pathItem(path, calls)])),
    components: {
      schemas: {
        Save: schemaOf(saveSchema, 'input'),
        SaveAnswer: schemaOf(saveAnswerSchema, 'output'),
        PullAnswer: schemaOf(pullAnswerSchema, 'output'),
        VersionList: schemaOf(versionListSchema, 'output'),
        VersionView: schemaOf(versionViewSchema, 'output'),
        ConflictList: schemaOf(conflictListSchema, 'output'),
        Restore: schemaOf(restoreSchema, 'input'),
        Export: schemaOf(exportSchema, 'output'),
        Import: schemaOf(importSchema, 'input'),
        RevisionEvent: schemaOf(revisionEventSchema, 'output'),
        Device: schemaOf(deviceSchema, 'output'),
        DeviceList: schemaOf(deviceListSchema, 'output'),
        DeviceChange: schemaOf(deviceChangeSchema, 'input'),
        DeviceRemoved: schemaOf(deviceRemovedSchema, 'output'),
        Account: schemaOf(accountSchema, 'output'),
        Credentials: schemaOf(credentialsSchema, 'input'),
        PairingCode: schemaOf(pairingCodeSchema, 'output'),
        PairingStatus: schemaOf(pairingStatusSchema, 'output'),
        PairingDecision: schemaOf(pairingDecisionSchema, 'input'),
        PairingClaim: schemaOf(pairingClaimSchema, 'input'),
        PairingClaimAnswer: schemaOf(pairingClaimAnswerSchema, 'output'),
        Problem: problemComponent(),
      },
    },
  }
}

/** With every `type` that this API ever answers. */
function problemComponent(): JsonSchema {
  const types = Object.entries(PROBLEMS).map(([name, { status: code, title }]) => ({
    const: PROBLEM_PREFIX + name,
    title: `${code} ${title}`,
  }))
  const schema = schemaOf(problemSchema, 'output')
  return { ...schema, properties: { ...(schema.properties as JsonSchema), type: { type: 'string', oneOf: types } } }
}

function pathItem(path: string, calls: Record<string, Call>): object {
  const parameters = pathParameters(path)
  return {
    ...(parameters.length === 0 ? {} : { parameters }),
    ...Object.fromEntries(Object.entries(calls).map(([method, call]) => [method, operation(call)])),
  }
}

/** What stands in braces in the path. */
function pathParameters(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: text }))
}

function operation({ summary, query = {}, body, answer, problems }: Call): object {
  const parameters = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: text,
  }))
  return {
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: { description: 'Done', content: { [answer.type]: { schema: answer.schema } } },
      ...refusals(problems),
    },
  }
}

/** Every call may also meet an error of the server (500) or a database that is away (503). */
function refusals(problems: ProblemName[]): object {
  const byStatus = new Map<number, string[]>()
  for (const name of new Set<ProblemName>([...problems, 'internal', 'unavailable'])) {
    const { status: code, title } = PROBLEMS[name]
    byStatus.set(code, [...(byStatus.get(code) ?? []), `${title} (${name})`])
  }
  const content = { [PROBLEM_CONTENT_TYPE]: { schema: ref('Problem') } }
  return Object.fromEntries([...byStatus].map(([code, titles]) => [code, { description: titles.join('; '), content }]))
}
