/**
 * Failures that were found, kept as named stories that must be told without a failure from then on: one JSON file each, in
 * tests/simulation/found. Before: ./main saves. After: whoever tests them.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Operation } from './story-port'

export interface FoundStory {
  name: string
  /** The one that was broken. */
  rule: string
  seed: number
  operations: readonly Operation[]
}

/** Writes `<name>.json` into `folder` and returns its path. Throws where there is one of that name. */
export function saveFound(folder: string, found: FoundStory): string {
  mkdirSync(folder, { recursive: true })
  const { operations, ...head } = found
  // An operation a line, so that a person can read it and a change of one is a change of a line.
  const lines = operations.map((operation) => `    { ${pairs(operation)} }`).join(',\n')
  const text = `${JSON.stringify({ ...head, operations: [] }, null, 2).replace('[]', () => `[\n${lines}\n  ]`)}\n`
  const path = join(folder, `${found.name}.json`)
  writeFileSync(path, text, { flag: 'wx' })
  return path
}

/** As the repository's formatter writes it. */
const pairs = (operation: Operation): string =>
  Object.entries(operation)
    .map((pair) => pair.map((part) => JSON.stringify(part)).join(': '))
    .join(', ')

/** All that are kept, by name; [] where there is no such folder. Throws for a file that is none. */
export function readFound(folder: string): FoundStory[] {
  return jsonFiles(folder).map((file) => {
    const { name, rule, seed, operations } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Partial<FoundStory>
    if (name === undefined || rule === undefined || seed === undefined || !Array.isArray(operations)) {
      throw new Error(`${file} is no story that was found: it needs a name, a rule, a seed and operations.`)
    }
    return { name, rule, seed, operations }
  })
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
