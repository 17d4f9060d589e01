/**
 * Objects of the wire. valibot takes a list for an object, and says of a missing member that the object is wrong; here a list is
 * none, and what is missing is told in the words of what it must be. Members that a schema does not name are dropped (D9).
 */
import * as v from 'valibot'

export const MUST_BE_OBJECT = 'must be an object'

/** An object of named members; `entries`: name -> schema. A problem of a member has its name first in its path. */
/* @__NO_SIDE_EFFECTS__ */
export function object<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.ObjectSchema<Entries, v.ErrorMessage<v.ObjectIssue>> {
  return noList(
    v.object(entries, ({ path }) => {
      const missing = path === undefined ? undefined : entries[String(path[0].key)]
      const issues = missing?.['~run']({ value: undefined }, {}).issues
      return issues?.[0].message ?? MUST_BE_OBJECT
    }),
  )
}

/** An object as a map. `__proto__`, `prototype` and `constructor` are no keys. */
/* @__NO_SIDE_EFFECTS__ */
export function record<Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(
  key: Key,
  value: Value,
  message: string = MUST_BE_OBJECT,
): v.RecordSchema<Key, Value, string> {
  return noList(v.record(key, value, message))
}

const noList = <Schema extends v.GenericSchema>(schema: Schema): Schema => ({
  ...schema,
  '~run': (dataset, config) => schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config),
})
