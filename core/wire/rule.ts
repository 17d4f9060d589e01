/** Checks that no schema of one member can make: of members that must fit each other, or of values that no schema copies. */
import * as v from 'valibot'

/** `path`: from the value that is checked; [] is the value itself. */
export interface Broken {
  path: readonly (string | number)[]
  message: string
}

/**
 * `schema`, and after it what `brokenIn` finds. It is not asked where a member is not even of its type, nor where a rule of
 * something inside is broken: what it would say then follows from what is said already.
 */
/* @__NO_SIDE_EFFECTS__ */
export function withRule<const Schema extends v.GenericSchema>(
  schema: Schema,
  brokenIn: (value: v.InferOutput<Schema>) => Iterable<Broken>,
) {
  return v.pipe(
    schema,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.issues?.some(({ type }) => type === 'raw_check')) return
      for (const { path, message } of brokenIn(dataset.value)) {
        const [first, ...rest] = path.map(at)
        addIssue(first === undefined ? { message } : { message, path: [first, ...rest] })
      }
    }),
  )
}

const at = (key: string | number): v.IssuePathItem => ({
  type: 'unknown',
  origin: 'value',
  input: undefined,
  key,
  value: undefined,
})
