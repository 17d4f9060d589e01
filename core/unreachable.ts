/** The end of a switch over a tag: does not compile when a case is missing. Throws when data lied about its type. */
export function unreachable(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}
