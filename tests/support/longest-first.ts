/**
 * The order of test files: those that are known to take longest begin, so that none of them is left to run alone. Vitest orders by what it
 * measured before, and in a clone, where nothing was measured yet, by size: the tests of the other engines are short files of long stories.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest first. */
const LONG = ['inspector.browser', 'webkit.browser', 'firefox.browser']

function rank({ moduleId }: TestSpecification): number {
  const at = LONG.findIndex((name) => moduleId.includes(name))
  return at === -1 ? LONG.length : at
}

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
