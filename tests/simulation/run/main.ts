/**
 * `npm run sim`: tells many seeds, or one, or puts mistakes into the product and sees whether they are noticed. Before:
 * scripts/sim bundles and starts it. After: ./many, ./again, ./mutation, ./report.
 */
import { availableParallelism } from 'node:os'
import { unreachable } from '../../../core/unreachable'
import { tellAgain } from './again'
import { type Command, readArguments } from './arguments'
import { saveFound } from './found'
import { tellMany } from './many'
import { MUTANTS } from './mutants'
import type { Mutant } from './mutants/mutant'
import { runMutants } from './mutation'
import { createProgress } from './progress'
import type { SeedFailure } from './protocol'
import { failureReport, figuresTable, withSettings } from './report'
import { type Operation, type Story, tellSafely } from './story-port'

/** More of them say nothing new. */
const MOST_FAILURES = 20

export interface World {
  story: Story
  /** The bundle that this is in: what child processes run. */
  file: string
  /** Where failures are kept as tests. */
  foundFolder: string
  /** Bundles the product with a mistake in it. */
  bundle(mutant: Mutant): Promise<string>
  /** Where everything is written. */
  stream: { isTTY?: boolean; write(text: string): unknown }
}

type Asked<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

const now = performance.now.bind(performance)

/** Runs to the end and resolves to the exit code: 1 for a failure or a mutant that survives, 2 for arguments that make no sense. */
export async function run(args: readonly string[], world: World): Promise<0 | 1 | 2> {
  const command = readArguments(args, availableParallelism())
  switch (command.kind) {
    case 'bad':
      return refuse(command.why, world)
    case 'seed':
      return tellOne(command, world)
    case 'seeds':
      return tellAll(command, world)
    case 'mutants':
      return tellMutants(command, world)
    default:
      return unreachable(command)
  }
}

const print = ({ stream }: World, text: string) => void stream.write(`${text}\n`)

function refuse(why: string, world: World): 2 {
  print(world, why)
  return 2
}

async function tellOne({ seed, operations, keep, settings, words, save }: Asked<'seed'>, world: World) {
  const whole = world.story.planOf(seed, operations)
  const strange = keep?.find((i) => !whole.some((operation) => operation.i === i))
  if (strange !== undefined) return refuse(`The plan of seed ${seed} has no operation ${strange}.`, world)
  const kept = keep === null ? whole : whole.filter(({ i }) => keep.includes(i))
  const plan = withSettings(kept, settings)
  const began = now()
  const told = await tellSafely(world.story.tell, seed, plan, { words: words ? 'history and traffic' : 'history' })
  const { failure } = told
  if (failure === null) {
    if (words) print(world, told.words.join('\n'))
    print(world, figuresTable({ told: 1, ms: now() - began, figures: told.figures }))
    if (save !== null) print(world, 'Nothing failed, so there is nothing to save.')
    return 0
  }
  print(world, failureReport({ seed, failure, whole, plan, isRepeated: true, words: told.words }))
  if (save !== null) keepFound(save, { seed, failure }, plan, world)
  return 1
}

function keepFound(name: string, { seed, failure }: SeedFailure, operations: readonly Operation[], world: World): void {
  const path = saveFound(world.foundFolder, { name, rule: failure.rule, seed, operations })
  print(world, `Saved as ${path}`)
}

async function tellAll({ seeds, operations, cores, keepGoing, save }: Asked<'seeds'>, world: World) {
  const began = now()
  const progress = createProgress(world.stream, seeds.to - seeds.from + 1, now)
  const mostFailures = keepGoing ? MOST_FAILURES : 1
  const { file } = world
  // At once: in a run of hours somebody may want to look.
  const failed = ({ seed, failure }: SeedFailure) => progress.say(`${failure.rule} at seed ${seed}`)
  const outcome = await tellMany({ file, seeds, operations, cores, mostFailures, progress: progress.at, failed })
  progress.end()
  const ms = now() - began
  const shown = new Set<string>()
  for (const found of outcome.failures) {
    // One of each rule in full: the others are mostly the same mistake.
    if (shown.has(found.failure.rule)) print(world, `${found.failure.rule} at seed ${found.seed}, too.`)
    else await showFound(found, operations, shown.size === 0 ? save : null, world)
    shown.add(found.failure.rule)
  }
  print(world, figuresTable({ told: outcome.told, ms, figures: outcome.figures }))
  return outcome.failures.length === 0 ? 0 : 1
}

async function showFound(found: SeedFailure, operations: number, save: string | null, world: World): Promise<void> {
  const { seed } = found
  const whole = world.story.planOf(seed, operations)
  print(world, `${found.failure.rule} at seed ${seed}: looking for a small plan …`)
  const { shrunk, told } = await tellAgain(world.file, found, whole)
  const { plan, isRepeated } = shrunk
  const failure = isRepeated && told.failure !== null ? told.failure : found.failure
  print(world, `${failureReport({ seed, failure, whole, plan, isRepeated, words: told.words })}\n`)
  if (save !== null) keepFound(save, { seed, failure }, plan, world)
}

async function tellMutants({ names, seeds, operations, cores }: Asked<'mutants'>, world: World) {
  const { file, bundle } = world
  const unknown = names?.find((name) => !MUTANTS.some((mutant) => mutant.name === name))
  if (unknown !== undefined) return refuse(`There is no mutant “${unknown}”: see tests/simulation/run/mutants.`, world)
  const mutants = MUTANTS.filter(({ name }) => names?.includes(name) ?? true)
  const survivors = await runMutants({
    file,
    bundle,
    mutants,
    seeds,
    operations,
    cores,
    print: (line) => print(world, line),
    now,
  })
  if (survivors === null) return 1
  print(world, survivors.length === 0 ? 'None survives.' : `Not noticed: ${survivors.join(', ')}.`)
  return survivors.length === 0 ? 0 : 1
}
