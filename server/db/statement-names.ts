/** Names for prepared statements: with a name PostgreSQL plans a statement once a connection (half the cost of a save). */

/** Statements whose text varies (lists of values) must not fill the connections: past this many, they go unnamed. */
const MOST_NAMED = 500

/** A generator for PrismaPg: the same text gets the same name; '' (unnamed, prepared anew) when there are too many. */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MOST_NAMED) return ''
    const name = `holdfast_${names.size}`
    names.set(sql, name)
    return name
  }
}
