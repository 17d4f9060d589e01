import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLines } from '../../../core/merge/merge-lines'

const RUNS = { seed: 20260731, numRuns: 400 }
const WAS = 'milk\nbread\neggs\ntea\nrice'
/** Few different lines, also such as an object has of itself. */
const anyText = fc
  .array(fc.constantFrom('', 'a', 'b', 'c', '__proto__', 'constructor'), { maxLength: 8 })
  .map((lines) => lines.join('\n'))

describe('mergeLines', () => {
  it.each([
    [
      'of different lines',
      WAS.replace('milk', 'oat milk'),
      WAS.replace('tea', 'mint tea'),
      'oat milk\nbread\neggs\nmint tea\nrice',
    ],
    ['that adds and one that takes away', `${WAS}\nsalt`, 'milk\neggs\ntea\nrice', 'milk\neggs\ntea\nrice\nsalt'],
    ['that both have made', `${WAS}\nsalt`, `oat ${WAS}\nsalt`, `oat ${WAS}\nsalt`],
    ['and none', `${WAS}\n`, WAS, `${WAS}\n`],
  ])('keeps two changes %s', (_, mine, theirs, both) => {
    expect(mergeLines(WAS, mine, theirs)).toBe(both)
  })

  it.each([
    ['the same line', WAS, WAS.replace('tea', 'mint tea'), WAS.replace('tea', 'black tea')],
    ['lines that touch', WAS, WAS.replace('eggs', 'ten eggs'), WAS.replace('tea', 'mint tea')],
    ['the end of both', WAS, `${WAS}\nsalt`, `${WAS}\nsugar`],
    ['the one line there is', 'Friday', 'Saturday', 'Sunday'],
  ])('leaves it to a person where they are of %s', (_, was, mine, theirs) => {
    expect(mergeLines(was, mine, theirs)).toBeNull()
  })

  it('makes nothing of texts that would take long to compare', () => {
    const long = 'x\n'.repeat(2_000)
    expect(mergeLines(long, `a\n${long}`, `${long}b`)).toBeNull()
  })

  it('does not depend on which of the two is whose', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (was, mine, theirs) => {
        expect(mergeLines(was, mine, theirs)).toBe(mergeLines(was, theirs, mine))
      }),
      RUNS,
    )
  })

  it('is whatever one has made of it where the other has made nothing, or the same', () => {
    fc.assert(
      fc.property(anyText, anyText, (was, mine) => {
        expect(mergeLines(was, mine, was)).toBe(mine)
        expect(mergeLines(was, mine, mine)).toBe(mine)
      }),
      RUNS,
    )
  })

  it('has nothing to add to what came of it', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (was, mine, theirs) => {
        const both = mergeLines(was, mine, theirs)
        if (both !== null) expect([both, null]).toContain(mergeLines(was, both, theirs))
      }),
      RUNS,
    )
  })
})
