/** The product's decisions against the reference's, on random lives: what CONTRACT sections 1 to 3 say is what happens. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, lives, NEARLY_FULL, type Step, script } from './reference/script'
import { SideBySide } from './reference/side-by-side'

/** RUNS=20000 tries harder; SEED=… (a failure prints it) tries the same again. */
const RUNS = { numRuns: Number(process.env.RUNS ?? 300), seed: Number(process.env.SEED ?? 20260101) }

const MUST_HAPPEN = [
  ...['saved', 'merged', 'duplicate', 'full', 'refused', 'base-unknown', 'replaced', 'forgotten'],
  ...['later', 'local', 'remote', 'removed', 'unknown'],
  ...['applied', 'nothing', 'lost', 'known'],
]

/** Lives through `steps`; fails where the two sides differ. Adds what happened to `total`. */
async function liveThrough(steps: readonly Step[], total: Record<string, number>): Promise<void> {
  const both = new SideBySide()
  for (const step of steps) {
    if (!(await both.step(step))) break
  }
  expect(both.problems).toEqual([])
  for (const [name, count] of Object.entries(both.counts)) total[name] = (total[name] ?? 0) + count
}

describe('the product against the reference', () => {
  it('[S1]-[S15] answers and stores what the contract says, after every step of any life', async () => {
    const total: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(script, (steps) => liveThrough(steps, total)),
      RUNS,
    )
    // What never happened was not compared.
    for (const name of MUST_HAPPEN) expect(total[name] ?? 0, name).toBeGreaterThan(0)
  }, 1_800_000)

  it.each(Object.entries(NEARLY_FULL))(
    'refuses what breaks a limit of the layout, and nothing else: %s',
    async (_, full) => {
      const total: Record<string, number> = {}
      await fc.assert(
        fc.asyncProperty(lives, (steps) => liveThrough(after(full, steps), total)),
        { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 30) },
      )
      expect(total.refused ?? 0).toBeGreaterThan(0)
    },
    1_800_000,
  )
})
