import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../scripts/setup/paths.mjs'
import { mutated } from '../../../scripts/setup/simulation.mjs'
import { MUTANTS } from './mutants'

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')

describe('the mistakes that a simulation must notice', () => {
  it('have names of their own, and are in what is simulated', () => {
    const names = MUTANTS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, rule, file } of MUTANTS) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(rule).toMatch(/^([SDL]\d+|rest)$/)
      expect(file).toMatch(/^(src|sw|core|server)\//)
    }
  })

  it.each(MUTANTS)('$name fits exactly one place, and what it makes compiles', (mutant) => {
    const before = textOf(mutant.file)
    const after = mutated(before, mutant)
    const compiled = (text: string) => transformSync(text, { loader: 'ts', target: 'node20' }).code
    // Not only in layout or comments.
    expect(compiled(after)).not.toBe(compiled(before))
  })
})
