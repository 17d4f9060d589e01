/** Stories that failed once, each told again: what was mended stays mended. `npm run sim -- --seed 7 --keep 3,5 --save <name>` adds one. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/setup/paths.mjs'
import { bundleSimulation, SIMULATION_CACHE } from '../../scripts/setup/simulation.mjs'
import type { Operation } from './operation'
import { startChild } from './run/child-process'
import { readFound } from './run/found'
import { MUTANTS } from './run/mutants'
import { tell } from './story'

const FOUND = readFound(join(ROOT, 'tests/simulation/found'))

describe('what failed once', () => {
  it('has a name and a rule for each story', () => {
    expect(new Set(FOUND.map(({ name }) => name)).size).toBe(FOUND.length)
    for (const { rule } of FOUND) expect(rule).toMatch(/^([SDL]\d+|settle|rest|crash|hang)$/)
  })

  for (const { name, rule, seed, operations } of FOUND) {
    it(`[${rule}] holds now: ${name}`, async () => {
      const { failure, words } = await tell(seed, operations as readonly Operation[], {
        words: 'history',
      })
      expect(failure, words.join('\n')).toBeNull()
    })
  }
})

/** A story may stop meeting its mistake when the product goes other ways: here that is noticed. */
describe('what failed once by a mistake that is a mutant', () => {
  const folder = join(SIMULATION_CACHE, `found-${process.pid}`)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  for (const { name, seed, operations } of FOUND) {
    const mutant = MUTANTS.find((one) => one.name === name)
    if (mutant === undefined) continue
    it(`fails with it: ${name}`, async () => {
      const child = startChild({ file: await bundleSimulation(folder, { mutant }), hangMs: 20_000 })
      const plan = operations as readonly Operation[]
      const ended = await child.order({ type: 'tell', seed, plan, words: 'none' }, () => {})
      child.stop()
      expect(ended).toMatchObject({ type: 'told', told: { failure: { rule: expect.any(String) } } })
    })
  }
})
