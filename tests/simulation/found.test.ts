/** Stories that failed once, each told again: what was mended stays mended. `npm run sim -- --seed 7 --keep 3,5 --save <name>` adds one. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/setup/paths.mjs'
import type { Operation } from './operation'
import { readFound } from './run/found'
import { tell } from './story'

const FOUND = readFound(join(ROOT, 'tests/simulation/found'))

describe('what failed once', () => {
  it('has a name and a rule for each story', () => {
    expect(new Set(FOUND.map(({ name }) => name)).size).toBe(FOUND.length)
    for (const { rule } of FOUND) expect(rule).toMatch(/^([SDL]\d+|settle|crash|hang)$/)
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
