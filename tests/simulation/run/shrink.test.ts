import { describe, expect, it } from 'vitest'
import { type ShrinkBudget, shrink } from './shrink'
import type { Operation, Tell } from './story-port'

const PLAN: Operation[] = Array.from({ length: 200 }, (_, i) => ({
  i,
  kind: 'edit',
  device: (i % 5) + 2,
  urgent: true,
}))
const BUDGET: ShrinkBudget = { tellings: 1_000, ms: 1_000, now: () => 0 }

/** Breaks `rule` when `isBroken` says so; counts the tellings. */
function storyOf(isBroken: (plan: readonly Operation[]) => boolean, rule = 'S8') {
  const story = { tellings: 0, tell: (async () => ({ failure: null, words: [], figures: {} })) as Tell }
  story.tell = async (_seed, plan) => {
    story.tellings += 1
    return { failure: isBroken(plan) ? { rule, what: '', atMs: 0 } : null, words: [], figures: {} }
  }
  return story
}
const has = (plan: readonly Operation[], ...places: number[]) => places.every((i) => plan.some((one) => one.i === i))
const places = (plan: readonly Operation[]) => plan.map(({ i }) => i)

describe('making a failure small', () => {
  it('finds the few operations that it takes, in their order', async () => {
    const { tell } = storyOf((plan) => has(plan, 3, 17, 150))
    const { plan, isRepeated } = await shrink(1, PLAN, 'S8', tell, BUDGET)
    expect(places(plan)).toEqual([3, 17, 150])
    expect(isRepeated).toBe(true)
  })

  it('plays down parameters, and drops what was needed only for those', async () => {
    // A later device asks for the operation that brings it.
    const { tell } = storyOf((plan) => {
      const last = plan.find(({ i }) => i === 90)
      return last !== undefined && (last.device === 0 || has(plan, 8))
    })
    const { plan } = await shrink(1, PLAN, 'S8', tell, BUDGET)
    expect(plan).toEqual([{ i: 90, kind: 'edit', device: 0, urgent: false }])
  })

  it('lowers a parameter as far as it goes', async () => {
    const { tell } = storyOf((plan) => plan.some(({ device }) => Number(device) >= 3))
    const { plan } = await shrink(1, PLAN, 'S8', tell, BUDGET)
    expect(plan.map(({ device }) => device)).toEqual([3])
  })

  it('leaves a parameter alone that changes nothing, so that the command stays short', async () => {
    const tell: Tell = async (_seed, plan) => ({
      failure: has(plan, 7) ? { rule: 'S8', what: '', atMs: 0 } : null,
      words: plan.map(({ i, device }) => `${i} on device ${device}`),
      figures: {},
    })
    const { plan } = await shrink(1, PLAN, 'S8', tell, BUDGET)
    expect(plan).toEqual([{ i: 7, kind: 'edit', device: 0, urgent: true }])
  })

  it('goes by the rule: another failure on the way counts for nothing', async () => {
    const { tell } = storyOf((plan) => has(plan, 3, 4))
    const mixed: Tell = async (seed, plan) =>
      has(plan, 5) ? tell(seed, plan) : { failure: { rule: 'D1', what: '', atMs: 0 }, words: [], figures: {} }
    expect(places((await shrink(1, PLAN, 'S8', mixed, BUDGET)).plan)).toEqual([3, 4, 5])
  })

  it('says that a failure did not happen again', async () => {
    const { tell } = storyOf(() => false)
    expect(await shrink(1, PLAN, 'S8', tell, BUDGET)).toEqual({ plan: PLAN, isRepeated: false, tellings: 1 })
  })

  it('stops at the bound with the smallest so far, and finds the same each time', async () => {
    const once = async (budget: ShrinkBudget) => {
      const story = storyOf((plan) => has(plan, 0, 50, 100, 150, 199))
      const { plan } = await shrink(1, PLAN, 'S8', story.tell, budget)
      return { tellings: story.tellings, places: places(plan) }
    }
    const few = await once({ ...BUDGET, tellings: 40 })
    expect(few.tellings).toBe(40)
    expect(few.places.length).toBeLessThan(200)
    expect(few.places).toEqual(expect.arrayContaining([0, 50, 100, 150, 199]))
    expect(await once({ ...BUDGET, tellings: 40 })).toEqual(few)
    expect((await once(BUDGET)).places).toEqual([0, 50, 100, 150, 199])

    let clock = 0
    const late = await once({ ...BUDGET, now: () => clock++ * 100 })
    expect(late.tellings).toBeLessThanOrEqual(10)
  })

  it('takes some hundred tellings for a plan of 200', async () => {
    const story = storyOf((plan) => has(plan, 3, 17, 150))
    await shrink(1, PLAN, 'S8', story.tell, BUDGET)
    expect(story.tellings).toBeLessThan(150)
  })
})
