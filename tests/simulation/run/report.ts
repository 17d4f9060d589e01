/** What a person reads of a run: a failure with the command that repeats it, and a table of figures. Pure. Used by ./main and ./mutation. */
import { DEFAULT_OPERATIONS, type Setting } from './arguments'
import type { Figures } from './figures'
import type { Failure, Operation } from './story-port'

export interface FailureFacts {
  seed: number
  failure: Failure
  /** The whole plan of the seed. */
  whole: readonly Operation[]
  /** What was told of it. */
  plan: readonly Operation[]
  /** It broke the same rule when it was told again. */
  isRepeated: boolean
  /** The history of `plan`. */
  words: readonly string[]
}

/** A failure in words, with the one command that repeats it and the one that keeps it as a test. */
export function failureReport({ seed, failure, whole, plan, isRepeated, words }: FailureFacts): string {
  const again = repeatCommand(seed, whole, plan)
  const size = plan.length === whole.length ? `all ${whole.length}` : `${plan.length} of ${whole.length}`
  return [
    `${failure.rule} at seed ${seed}, ${seconds(failure.atMs)} s into the story:`,
    indented(failure.what.split('\n')),
    '',
    ...(isRepeated ? [] : ['Told again it did not happen: something besides the seed decides.', '']),
    `The story of ${size} operations:`,
    indented(words),
    '',
    `Again:           ${again} --words`,
    `Kept as a test:  ${again} --save <name>`,
  ].join('\n')
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`).join('\n')
const seconds = (ms: number) => (ms / 1000).toFixed(1)

/** The command that tells `plan`, whose operations are of `whole`, some with other parameters. */
export function repeatCommand(seed: number, whole: readonly Operation[], plan: readonly Operation[]): string {
  const parts = [`npm run sim -- --seed ${seed}`]
  if (whole.length !== DEFAULT_OPERATIONS) parts.push(`--operations ${whole.length}`)
  if (plan.length < whole.length) parts.push(`--keep ${plan.map(({ i }) => i).join(',')}`)
  const settings = settingsBetween(whole, plan)
  if (settings.length > 0) {
    parts.push(`--set ${settings.map(({ i, parameter, value }) => `${i}.${parameter}=${value}`).join(',')}`)
  }
  return parts.join(' ')
}

function settingsBetween(whole: readonly Operation[], plan: readonly Operation[]): Setting[] {
  const before = new Map(whole.map((operation) => [operation.i, operation]))
  return plan.flatMap((operation) =>
    Object.entries(operation).flatMap(([parameter, value]) =>
      typeof value === 'string' || before.get(operation.i)?.[parameter] === value
        ? []
        : [{ i: operation.i, parameter, value }],
    ),
  )
}

/** `plan` with what `settings` say of its operations. */
export function withSettings(plan: readonly Operation[], settings: readonly Setting[]): Operation[] {
  return plan.map((operation) => {
    const own = settings.filter(({ i }) => i === operation.i).map(({ parameter, value }) => [parameter, value] as const)
    return { ...operation, ...Object.fromEntries(own) }
  })
}

/** Two columns, the second one to the right. */
export function figuresTable(run: { told: number; ms: number; figures: Readonly<Figures> }): string {
  const perMinute = run.ms === 0 ? 0 : Math.round((run.told / run.ms) * 60_000)
  const figures = Object.entries(run.figures).sort(([a], [b]) => (a < b ? -1 : 1))
  return table([
    ['seeds', whole(run.told)],
    ['seconds', seconds(run.ms)],
    ['seeds per minute', whole(perMinute)],
    ...figures.map(([name, count]): [string, string] => [name, whole(count)]),
  ])
}

const whole = (count: number) => (Number.isInteger(count) ? count : Number(count.toFixed(2))).toLocaleString('en-US')

function table(rows: readonly [string, string][]): string {
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length))
  const [first, second] = [width(0), width(1)]
  return rows.map(([name, count]) => `${name.padEnd(first)}  ${count.padStart(second)}`).join('\n')
}
