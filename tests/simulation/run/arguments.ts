/** Reads the arguments of `npm run sim`. Pure. Before: the shell. After: ./main. */
import type { Range } from './many'

/** A parameter of one operation that is to be another one: `17.device=0`. */
export interface Setting {
  i: number
  parameter: string
  value: number | boolean
}

export type Command =
  | {
      kind: 'seeds'
      seeds: Range
      operations: number
      cores: number
      keepGoing: boolean
      save: string | null
    }
  | {
      kind: 'seed'
      seed: number
      operations: number
      /** null: all of them. */
      keep: readonly number[] | null
      settings: readonly Setting[]
      words: boolean
      save: string | null
    }
  | {
      kind: 'mutants'
      /** null: all of them. */
      names: readonly string[] | null
      seeds: Range
      operations: number
      cores: number
    }
  /** `why`: a sentence. */
  | { kind: 'bad'; why: string }

export const DEFAULT_OPERATIONS = 200
const DEFAULT_SEEDS: Range = { from: 1, to: 1_000 }
/** Of mulberry32 and everything like it. */
const MAX_SEED = 2 ** 32 - 1

/** What each may stand beside; `none`: it takes no value, `maybe`: it need not have one. */
const ARGUMENTS: Record<string, { value: 'none' | 'maybe' | 'one'; of: readonly Command['kind'][] }> = {
  seeds: { value: 'one', of: ['seeds', 'mutants'] },
  seed: { value: 'one', of: ['seed'] },
  mutants: { value: 'maybe', of: ['mutants'] },
  operations: { value: 'one', of: ['seeds', 'seed', 'mutants'] },
  cores: { value: 'one', of: ['seeds', 'mutants'] },
  'keep-going': { value: 'none', of: ['seeds'] },
  keep: { value: 'one', of: ['seed'] },
  set: { value: 'one', of: ['seed'] },
  words: { value: 'none', of: ['seed'] },
  save: { value: 'one', of: ['seeds', 'seed'] },
}

class BadArgument extends Error {}

/**
 * What is asked for.
 * @param cores that there are
 */
export function readArguments(args: readonly string[], cores: number): Command {
  try {
    return commandOf(valuesOf(args), cores)
  } catch (error) {
    if (error instanceof BadArgument) return { kind: 'bad', why: error.message }
    throw error
  }
}

/** name -> value; null: it was given without one. */
function valuesOf(args: readonly string[]): Map<string, string | null> {
  const values = new Map<string, string | null>()
  for (let at = 0; at < args.length; at++) {
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/.exec(args[at] ?? '') ?? []
    const known = Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name] : undefined
    if (known === undefined) {
      throw new BadArgument(`“${args[at]}” is not known: there are ${listed(Object.keys(ARGUMENTS))}.`)
    }
    const isNextValue = args[at + 1] !== undefined && !args[at + 1]?.startsWith('--')
    const next = inline === undefined && known.value !== 'none' && isNextValue ? args[++at] : undefined
    const value = inline ?? next ?? null
    if (known.value === 'one' && value === null) throw new BadArgument(`--${name} needs a value.`)
    if (known.value === 'none' && value !== null) throw new BadArgument(`--${name} takes no value.`)
    values.set(name, value)
  }
  return values
}

const listed = (names: readonly string[]) => names.map((name) => `--${name}`).join(', ')

function commandOf(values: ReadonlyMap<string, string | null>, cores: number): Command {
  const kind = values.has('mutants') ? 'mutants' : values.has('seed') ? 'seed' : 'seeds'
  for (const name of values.keys()) {
    if (!ARGUMENTS[name]?.of.includes(kind)) throw new BadArgument(`--${name} does not go together with --${kind}.`)
  }
  const given = (name: string) => values.get(name) ?? null
  const operations = wholeNumber('operations', given('operations'), 1, 1_000_000) ?? DEFAULT_OPERATIONS
  const many = {
    seeds: rangeOf(given('seeds')),
    operations,
    cores: wholeNumber('cores', given('cores'), 1, 1_024) ?? cores,
  }
  if (kind === 'mutants') return { kind, names: given('mutants')?.split(',') ?? null, ...many }
  const save = nameOf(given('save'))
  if (kind === 'seeds') return { kind, ...many, keepGoing: values.has('keep-going'), save }
  const seed = wholeNumber('seed', given('seed'), 0, MAX_SEED) ?? 0
  const keep = given('keep')?.split(',').map(placeOf) ?? null
  return { kind, seed, operations, keep, settings: settingsOf(given('set')), words: values.has('words'), save }
}

function wholeNumber(name: string, text: string | null, least: number, most: number): number | null {
  if (text === null) return null
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new BadArgument(`--${name} must be a whole number from ${least} to ${most}, and “${text}” is none.`)
}

function rangeOf(text: string | null): Range {
  if (text === null) return DEFAULT_SEEDS
  const [, first, last] = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(text) ?? []
  const range = { from: Number(first), to: Number(last ?? first) }
  if (range.from <= range.to && range.to <= MAX_SEED) return range
  throw new BadArgument(`--seeds must be a range like 1..10000, and “${text}” is none.`)
}

function placeOf(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text)
  throw new BadArgument(`--keep must name places in the plan like 3,17,40, and “${text}” is none.`)
}

function settingsOf(text: string | null): Setting[] {
  if (text === null) return []
  return text.split(',').map((part) => {
    const [, i, parameter, value] = /^(\d{1,7})\.(\w+)=(true|false|\d{1,15})$/.exec(part) ?? []
    if (parameter !== undefined) {
      return { i: Number(i), parameter, value: value === 'true' || (value === 'false' ? false : Number(value)) }
    }
    throw new BadArgument(`--set must name parameters of operations like 17.device=0, and “${part}” is none.`)
  })
}

function nameOf(text: string | null): string | null {
  if (text === null || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) return text
  throw new BadArgument(`--save must be a name of a-z, 0-9 and hyphens, and “${text}” is none.`)
}
