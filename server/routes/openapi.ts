/** `GET /api/openapi.json`: every call of ./openapi-calls, with the schemas that check them. A test compares it with the routes. */
import { Hono } from 'hono'
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
import { PROBLEM_CONTENT_TYPE, PROBLEM_PREFIX, type ProblemName } from '../../core/wire/problem'
import { PROBLEMS } from '../../core/wire/problem-list'
import { problemSchema } from '../../core/wire/problem-schema'
import { restoreSchema } from '../../core/wire/restore'
import { saveSchema } from '../../core/wire/save'
import { versionListSchema } from '../../core/wire/version-list'
import { versionViewSchema } from '../../core/wire/version-view'
import { accountSchema, credentialsSchema } from './account'
import type { AppEnv } from './app-env'
import { jsonSchemaOf } from './json-schema'
import { CALLS, type Call, type JsonSchema, ref, text } from './openapi-calls'

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
        Save: jsonSchemaOf(saveSchema, 'input'),
        SaveAnswer: jsonSchemaOf(saveAnswerSchema, 'output'),
        PullAnswer: jsonSchemaOf(pullAnswerSchema, 'output'),
        VersionList: jsonSchemaOf(versionListSchema, 'output'),
        VersionView: jsonSchemaOf(versionViewSchema, 'output'),
        ConflictList: jsonSchemaOf(conflictListSchema, 'output'),
        Restore: jsonSchemaOf(restoreSchema, 'input'),
        Export: jsonSchemaOf(exportSchema, 'output'),
        Import: jsonSchemaOf(importSchema, 'input'),
        RevisionEvent: jsonSchemaOf(revisionEventSchema, 'output'),
        Device: jsonSchemaOf(deviceSchema, 'output'),
        DeviceList: jsonSchemaOf(deviceListSchema, 'output'),
        DeviceChange: jsonSchemaOf(deviceChangeSchema, 'input'),
        DeviceRemoved: jsonSchemaOf(deviceRemovedSchema, 'output'),
        Account: jsonSchemaOf(accountSchema, 'output'),
        Credentials: jsonSchemaOf(credentialsSchema, 'input'),
        PairingCode: jsonSchemaOf(pairingCodeSchema, 'output'),
        PairingStatus: jsonSchemaOf(pairingStatusSchema, 'output'),
        PairingDecision: jsonSchemaOf(pairingDecisionSchema, 'input'),
        PairingClaim: jsonSchemaOf(pairingClaimSchema, 'input'),
        PairingClaimAnswer: jsonSchemaOf(pairingClaimAnswerSchema, 'output'),
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
  const schema = jsonSchemaOf(problemSchema, 'output')
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
