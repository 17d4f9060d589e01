/**
 * What JSON is made of, whatever it says: lines such as `rows[].value.n number`. Ids in the place of names are all alike, and
 * a list with a member `name` in its elements is told apart by that. Whoever writes more lines than another one stores no
 * less.
 */
export function shape(value: unknown): string[] {
  const lines = new Set<string>()
  const walk = (path: string, part: unknown): void => {
    if (Array.isArray(part)) for (const element of part) walk(`${path}[${nameOf(element)}]`, element)
    else if (typeof part !== 'object' || part === null) lines.add(`${path} ${part === null ? 'null' : typeof part}`)
    else for (const [key, inner] of Object.entries(part)) walk(`${path}.${key.replace(UUID, '<id>')}`, inner)
  }
  walk('', value)
  return [...lines].sort()
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

const nameOf = (element: unknown): string =>
  typeof element === 'object' && element !== null && 'name' in element ? String(element.name) : ''
