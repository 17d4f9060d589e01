/** A seed alone decides what happens: else a failure could not be told again, and not be made small. */
import { describe, expect, it } from 'vitest'
import { planOf } from './plan'
import type { Told } from './run/story-port'
import { tell } from './story'

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34]

const inWords = (seed: number) => tell(seed, planOf(seed, 200), { words: 'history and traffic' })

describe('a seed', () => {
  it('tells the same story each time, in every word and figure, whatever was told before', async () => {
    const first = new Map<number, Told>()
    for (const seed of SEEDS) first.set(seed, await inWords(seed))
    for (const seed of SEEDS.toReversed()) expect(await inWords(seed)).toEqual(first.get(seed))
  })

  it('tells the same story in silence', async () => {
    for (const seed of SEEDS.slice(0, 3)) {
      const { words: _, ...loud } = await inWords(seed)
      const { words, ...silent } = await tell(seed, planOf(seed, 200))
      expect(silent).toEqual(loud)
      expect(words).toEqual([])
    }
  })

  it('has a story of its own', async () => {
    const [one, other] = [await inWords(1), await inWords(2)]
    expect(one.words).not.toEqual(other.words)
  })
})
