/** The runner with real processes, on a story that simulates nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleSimulation } from '../../../scripts/setup/simulation.mjs'
import { run } from './main'
import { type ManyOptions, tellMany } from './many'
import { MUTANTS } from './mutants'
import * as story from './stand-in-story'

const { SEEDS, BREAKING } = story
const folder = mkdtempSync(join(tmpdir(), 'holdfast-sim-'))
let file = ''

beforeAll(async () => {
  file = await bundleSimulation(folder, { story: './tests/simulation/run/stand-in-story' })
})
afterAll(() => rmSync(folder, { recursive: true }))

const tell = (from: number, to: number, options: Partial<ManyOptions> = {}) =>
  tellMany({ file, seeds: { from, to }, operations: 50, cores: 2, mostFailures: 1, hangMs: 2_000, ...options })

describe('many seeds', () => {
  it('are told in several processes, each once', async () => {
    const { told, figures, failures } = await tell(1, 130)
    expect(failures).toEqual([])
    expect(told).toBe(130)
    expect(figures).toEqual({ stories: 130, operations: 130 * 50, maxOperations: 50 })
  })

  it('stop at the first failure, the same one each time', async () => {
    for (const cores of [1, 2, 2]) {
      const { failures, told } = await tell(1, 5_000, { cores })
      expect(failures).toMatchObject([{ seed: SEEDS.breaks, failure: { rule: 'S8', atMs: 1_500 } }])
      expect(told).toBeLessThan(1_000)
    }
  })

  it('go on when asked to, past a story that throws, ends its process, or hangs', async () => {
    const { told, failures } = await tell(481, 1_010, { mostFailures: 20 })
    expect(failures.map(({ seed, failure }) => [seed, failure.rule])).toEqual([
      [SEEDS.throws, 'crash'],
      [SEEDS.ends, 'crash'],
      [SEEDS.hangs, 'hang'],
      [SEEDS.breaksLater, 'S8'],
      [SEEDS.rejects, 'crash'],
    ])
    expect(failures[0]?.failure.what).toContain('thrown by a story')
    expect(failures[1]?.failure.what).toContain('7')
    expect(failures[4]?.failure.what).toContain('rejected by nobody')
    expect(told).toBe(530)
  })
})

describe('the command', () => {
  const notInThisTest = () => Promise.reject(new Error('not in this test'))

  async function sim(text: string, bundle: () => Promise<string> = notInThisTest) {
    let said = ''
    const write = (more: string) => {
      said += more
    }
    const code = await run(text.split(' '), {
      story,
      file,
      foundFolder: join(folder, 'found'),
      bundle,
      stream: { write },
    })
    return { code, said }
  }

  it('shrinks a failure, shows it, and keeps it', async () => {
    const { code, said } = await sim(`--seeds 1..200 --save devices-differ --operations 60`)
    expect(code).toBe(1)
    expect(said).toMatch(new RegExp(`^S8 at seed ${SEEDS.breaks}$`, 'm'))
    expect(said).toContain(`S8 at seed ${SEEDS.breaks}, 1.5 s into the story:`)
    expect(said).toContain(`--seed ${SEEDS.breaks} --operations 60 --keep ${BREAKING}`)
    expect(said).toContain('3 edit on device 0\n')
    expect(said).toContain('devices-differ.json')
    expect(said).toMatch(/^stories +\d+$/m)
  })

  it('shrinks what ends its process, with a stack of the sources where there is one', async () => {
    const { said } = await sim(`--seeds ${SEEDS.throws}..${SEEDS.throws}`)
    expect(said).toContain(`The story of 0 of 200 operations:`)
    expect(said).toMatch(/stand-in-story\.ts:\d+/)
  })

  it('tells one story in words', async () => {
    expect((await sim('--seed 1 --keep 3,5 --words')).said).toMatch(/^3 edit on device 1\n5 edit on device 0\nseeds/)
    expect(await sim('--seed 1 --keep 300')).toEqual({
      code: 2,
      said: 'The plan of seed 1 has no operation 300.\n',
    })
    expect((await sim(`--seed ${SEEDS.breaks} --keep ${BREAKING}`)).code).toBe(1)
    expect((await sim(`--seed ${SEEDS.breaks} --keep 3,17`)).code).toBe(0)
  })

  it('refuses what makes no sense', async () => {
    expect(await sim('--seeds all')).toEqual({
      code: 2,
      said: '--seeds must be a range like 1..10000, and “all” is none.\n',
    })
    expect((await sim('--mutants nobody')).code).toBe(2)
  })

  it('names mutants that nothing notices, or that are in nothing that is told', async () => {
    const [mutant] = MUTANTS
    const { code, said } = await sim(`--mutants ${mutant?.name} --seeds 1..40`)
    expect(code).toBe(1)
    expect(said).toContain(`Not noticed: ${mutant?.name}.`)
  })

  it('takes no mutant for noticed by a seed that fails without it', async () => {
    const [mutant] = MUTANTS
    const { code, said } = await sim(`--mutants ${mutant?.name} --seeds 1..200`, async () => file)
    expect(code).toBe(1)
    expect(said).toContain(`Seed ${SEEDS.breaks} fails without any mistake (S8)`)
  })
})
