/** The JSON schema of a message of the wire. Knows no messages. Before: core/wire. After: ./openapi. */
import {
  type JsonSchema as Made,
  type OverrideActionContext,
  type OverrideSchemaContext,
  toJsonSchema,
} from '@valibot/to-json-schema'
import type * as v from 'valibot'
import type { JsonSchema } from './openapi-calls'

/** What no JSON schema can say: checks of several members, and what is done to a text before it is checked. */
const NOT_SAID = ['raw_check', 'trim', 'to_lower_case']

/**
 * @param io 'input': as it is sent, where a member with a default may be left out. 'output': as it is told, with no other members
 * @throws where a schema has something that is not said, and not known to be
 */
export function jsonSchemaOf(schema: v.GenericSchema, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: io,
    ignoreActions: NOT_SAID,
    overrideSchema: (context) => ofSchema(context, io),
    overrideAction: ofAction,
  })
  return rest
}

type AnySchema = Partial<Pick<v.CustomSchema<number, undefined>, 'check'>> & { type: string; fallback?: string }

function ofSchema({ valibotSchema, jsonSchema }: OverrideSchemaContext, io: 'input' | 'output'): Made | undefined {
  const { type, check, fallback } = valibotSchema as AnySchema
  if (check === Number.isSafeInteger) {
    return { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
  }
  if (type === 'object' && io === 'output') return { ...jsonSchema, additionalProperties: false }
  return fallback === undefined ? undefined : { ...jsonSchema, default: fallback }
}

/** JSON schema has no flags, and Unicode's classes without one; each pattern of several must hold. */
function ofAction({ valibotAction, jsonSchema }: OverrideActionContext): Made | undefined {
  if (valibotAction.type !== 'regex') return undefined
  const { source } = (valibotAction as v.RegexAction<string, undefined>).requirement
  const { pattern, ...rest } = jsonSchema
  if (pattern === undefined || pattern === source) return { ...rest, pattern: source }
  return { ...rest, allOf: [{ pattern }, { pattern: source }] }
}
