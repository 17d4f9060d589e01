/**
 * Random stories, each from a seed: whatever goes wrong in them, every rule is kept (checks/). `SEEDS=1..2000` tells others,
 * `SEED=123` one; `npm run sim` does the same without the tests around it, and says more.
 */
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleSimulation, SIMULATION_CACHE } from '../../scripts/setup/simulation.mjs'
import { planOf } from './plan'
import { tellAgain } from './run/again'
import { DEFAULT_OPERATIONS, readArguments } from './run/arguments'
import { tellMany } from './run/many'
import type { SeedFailure } from './run/protocol'
import { failureReport } from './run/report'

const { SEED, SEEDS = SEED ?? '1..500' } = process.env
/** Of many thousand seeds. */
const LONGEST_MS = 3_600_000

/** Of its own, because two runs may be under way at once. */
const folder = join(SIMULATION_CACHE, `test-${process.pid}`)
let file = ''

beforeAll(async () => {
  file = await bundleSimulation(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it(`[S1]-[S15] [D1]-[D14] [L1] hold in ${DEFAULT_OPERATIONS} operations of each seed of ${SEEDS}`, {
  timeout: LONGEST_MS,
}, async () => {
  const command = readArguments(['--seeds', SEEDS], availableParallelism())
  if (command.kind !== 'seeds') throw new Error(command.kind === 'bad' ? command.why : 'SEEDS must be a range.')
  const { seeds, operations, cores } = command
  const { told, failures } = await tellMany({ file, seeds, operations, cores, mostFailures: 1 })
  if (failures[0] !== undefined) expect.fail(await reportOf(failures[0], operations))
  expect(told).toBe(seeds.to - seeds.from + 1)
})

/** The failure with the smallest history that has it, and the command that tells it again. */
async function reportOf(found: SeedFailure, operations: number): Promise<string> {
  const { seed } = found
  const whole = planOf(seed, operations)
  const { shrunk, told } = await tellAgain(file, found, whole)
  return failureReport({ ...shrunk, seed, failure: told.failure ?? found.failure, whole, words: told.words })
}
