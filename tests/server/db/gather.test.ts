import { describe, expect, it } from 'vitest'
import { createGatherer, type GatherOptions } from '../../../server/db/gather'

/** A call for many whose answers the test gives, in whatever order. */
function controlled(options: Partial<GatherOptions<string, string>> = {}) {
  const calls: { items: readonly string[]; answer(): void; fail(error: Error): void }[] = []
  const call = createGatherer<string, string>({
    most: 3,
    failsAll: (error) => (error as Error).message === 'away',
    run: (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, answer: () => resolve(items.map((item) => `${item}!`)), fail: reject })
      }),
    ...options,
  })
  return { call, calls, asked: () => calls.map(({ items }) => items.join('')) }
}

/** Lets everything that is due happen: an answer is heard in one turn of the loop, and what follows begins in the next. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('gathering', () => {
  it('one alone does not wait, and those that come meanwhile go together, at most so many', async () => {
    const { call, calls, asked } = controlled()
    const first = call('a')
    await settle()
    expect(asked()).toEqual(['a'])
    const all = [first, ...['b', 'c', 'd', 'e'].map(call)]
    await settle()
    expect(asked()).toEqual(['a'])
    calls[0]?.answer()
    await settle()
    expect(asked()).toEqual(['a', 'bcd'])
    calls[1]?.answer()
    await settle()
    calls[2]?.answer()
    expect(await Promise.all(all)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!'])
    expect(asked()).toEqual(['a', 'bcd', 'e'])
  })

  it('another call begins beside one only for a crowd', async () => {
    const { call, asked } = controlled({ lanes: 2, crowd: 3, most: 9 })
    void call('a')
    await settle()
    void ['b', 'c'].map(call)
    await settle()
    expect(asked()).toEqual(['a'])
    void call('d')
    await settle()
    expect(asked()).toEqual(['a', 'bcd'])
  })

  it('two of one key never go in the same call, nor at the same time in two', async () => {
    const { call, calls, asked } = controlled({ keyOf: (item) => item.charAt(0), lanes: 2 })
    void call('a1')
    await settle()
    void ['a2', 'b1', 'b2'].map(call)
    await settle()
    expect(asked()).toEqual(['a1', 'b1'])
    calls[0]?.answer()
    await settle()
    expect(asked()).toEqual(['a1', 'b1', 'a2'])
    calls[1]?.answer()
    await settle()
    expect(asked()).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  it('a large one goes alone, beside the others', async () => {
    const { call, asked } = controlled({ isLarge: (item) => item === 'LARGE' })
    void ['a', 'LARGE', 'b'].map(call)
    await settle()
    expect(asked()).toEqual(['ab', 'LARGE'])
  })

  it('one that cannot be done fails nobody but itself', async () => {
    const { call, calls, asked } = controlled()
    const x = call('x')
    await settle()
    const all = Promise.allSettled([x, ...['a', 'bad', 'b'].map(call)])
    await settle()
    calls[0]?.answer()
    await settle()
    calls[1]?.fail(new Error('bad data'))
    await settle()
    expect(asked().slice(2)).toEqual(['a', 'bad', 'b'])
    calls[2]?.answer()
    calls[3]?.fail(new Error('bad data'))
    calls[4]?.answer()
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('those to blame go alone, as far as that can be seen, and the others together again', async () => {
    const { call, calls, asked } = controlled({
      toBlame: async (items) => new Set(items.filter((item) => item === 'b')),
    })
    const all = Promise.allSettled(['a', 'b', 'c'].map(call))
    await settle()
    calls[0]?.fail(new Error('somebody is bad'))
    await settle()
    expect(asked()).toEqual(['abc', 'ac', 'b'])
    calls[2]?.fail(new Error('bad'))
    // Somebody else is bad too, in a way that cannot be seen.
    calls[1]?.fail(new Error('somebody is bad'))
    await settle()
    expect(asked()).toEqual(['abc', 'ac', 'b', 'a', 'c'])
    for (const late of calls.slice(3)) late.answer()
    expect(await all).toMatchObject([{ value: 'a!' }, { status: 'rejected' }, { value: 'c!' }])
  })

  it('what failed alone is kept out of company for a while', async () => {
    let now = 0
    const { call, calls, asked } = controlled({ keyOf: (item) => item, now: () => now })
    const x = call('x')
    await settle()
    const first = [x, call('a'), call('bad')]
    calls[0]?.answer()
    await settle()
    calls[1]?.fail(new Error('locked'))
    await settle()
    calls[2]?.answer()
    calls[3]?.fail(new Error('locked'))
    await Promise.allSettled(first)
    const again = [call('c'), call('bad')]
    await settle()
    again.push(call('d'))
    await settle()
    expect(asked().slice(4)).toEqual(['c', 'bad'])
    for (const one of calls.slice(4)) one.answer()
    await settle()
    calls[6]?.answer()
    await Promise.all(again)
    now = 60_000
    void call('e')
    await settle()
    void [call('bad'), call('f')]
    await settle()
    calls[7]?.answer()
    await settle()
    expect(asked().slice(7)).toEqual(['e', 'badf'])
  })

  it('when it is the failure of all, everybody hears it at once and nothing is tried alone', async () => {
    const { call, calls, asked } = controlled()
    const x = call('x')
    await settle()
    const all = Promise.allSettled([x, ...['a', 'b'].map(call)])
    await settle()
    calls[0]?.answer()
    await settle()
    calls[1]?.fail(new Error('away'))
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(asked()).toHaveLength(2)
  })

  it('more than so many are not let in', async () => {
    const { call, calls } = controlled({ mostWaiting: 2, refuse: () => new Error('too many') })
    const x = call('x')
    await settle()
    const all = Promise.allSettled([x, ...['a', 'b', 'c'].map(call)])
    await settle()
    calls[0]?.answer()
    await settle()
    calls[1]?.answer()
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  })

  it('who has waited too long for a turn is refused when it comes, and the one under way is not', async () => {
    const clock = { now: 0 }
    const { call, calls, asked } = controlled({ now: () => clock.now, mostWaitMs: 2_000 })
    const first = call('a')
    await settle()
    const early = call('b')
    clock.now = 2_500
    const late = call('c')
    clock.now = 3_000
    const refused = early.catch((error: Error) => error.message)
    calls[0]?.answer()
    expect(await first).toBe('a!')
    expect(await refused).toMatch(/too many wait/)
    await settle()
    expect(asked()).toEqual(['a', 'c'])
    calls[1]?.answer()
    expect(await late).toBe('c!')
  })
})
