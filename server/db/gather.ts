/**
 * Gathers single calls into calls for many: what arrives while one is under way goes with the next. A call that fails for
 * many is made again for those that may be to blame, each alone, so that bad items fail nobody but themselves. Knows nothing
 * of what it gathers.
 */
import { tooManyWait } from './too-many-wait'

export interface GatherOptions<In, Out> {
  /** Items that one call takes. */
  most: number
  /** Calls under way at once; 1 when absent. */
  lanes?: number
  /** A call begins beside another only for so many items; 1 when absent. */
  crowd?: number
  /** Items of one key never go in the same call, nor in two calls at once. Absent: all may. */
  keyOf?(item: In): string
  /** Is it so large that it would hold up the others? Then it goes alone. */
  isLarge?(item: In): boolean
  /** The call for many: resolves to one result an item, in their order, or rejects for all. */
  run(items: readonly In[]): Promise<readonly Out[]>
  /** Items that may wait; one more is refused at once with what `refuse` makes. 10,000 when absent. */
  mostWaiting?: number
  /** How long one may wait for its turn: when it comes later, the item is refused. 2 s when absent. */
  mostWaitMs?: number
  /** too-many-wait's when absent. */
  refuse?(): Error
  /** Of items whose call failed, those that are to blame as far as can be seen: only they go alone then, the others together again. Absent, rejected, or nobody: all go alone. */
  toBlame?(items: readonly In[]): Promise<ReadonlySet<In>>
  /** Is it the failure of all of a call, and no item's own? Then each alone would fail as well. */
  failsAll(error: unknown): boolean
  /** ms since any beginning. */
  now?(): number
}

const MOST_WAITING = 10_000
/** As long as a statement waits for a connection. */
const MOST_WAIT_MS = 2_000
/** After it failed alone, a key is kept out of company for so long: what is wrong with it (a lock, say) may last. */
const ALONE_MS = 5_000
/** Items that are alone run beside the others, so many at once. */
const ALONE_LANES = 4

interface Waiting<In, Out> {
  item: In
  since: number
  resolve(out: Out): void
  reject(error: unknown): void
}

/** @returns the call for one item; rejects with what the call for it alone rejected with */
export function createGatherer<In, Out>(options: GatherOptions<In, Out>): (item: In) => Promise<Out> {
  const { most, lanes = 1, crowd = 1, keyOf, isLarge, run, failsAll, toBlame, mostWaiting = MOST_WAITING } = options
  const { mostWaitMs = MOST_WAIT_MS, refuse = tooManyWait, now = performance.now.bind(performance) } = options
  const together: Waiting<In, Out>[] = []
  const alone: Waiting<In, Out>[] = []
  const busyKeys = new Set<string>()
  const troubled = new Map<string, number>()
  let underWay = 0
  let aloneUnderWay = 0
  let isComing = false

  function isTroubled(key: string | undefined): boolean {
    if (key === undefined || troubled.size === 0) return false
    const until = troubled.get(key)
    if (until === undefined) return false
    if (until > now()) return true
    troubled.delete(key)
    return false
  }

  /** Refuses whoever has waited too long: the ones in front have, if any. */
  function dropLate(queue: Waiting<In, Out>[]): void {
    const late = queue.findIndex(({ since }) => now() - since <= mostWaitMs)
    for (const { reject } of queue.splice(0, late < 0 ? queue.length : late)) reject(refuse())
  }

  /** Takes up to `count` items from the front whose keys are free, and marks their keys as busy. */
  function takeFrom(queue: Waiting<In, Out>[], count: number): Waiting<In, Out>[] {
    if (keyOf === undefined) return queue.splice(0, count)
    const taken: Waiting<In, Out>[] = []
    const left: Waiting<In, Out>[] = []
    for (const waiting of queue) {
      const key = keyOf(waiting.item)
      if (taken.length < count && !busyKeys.has(key)) {
        busyKeys.add(key)
        taken.push(waiting)
      } else left.push(waiting)
    }
    queue.splice(0, queue.length, ...left)
    return taken
  }

  function letGo(batch: readonly Waiting<In, Out>[]): void {
    if (keyOf !== undefined) for (const { item } of batch) busyKeys.delete(keyOf(item))
  }

  /**
   * At the end of this turn of the event loop: the requests that have arrived are all read by then. The embedded database
   * answers without letting go of the loop, so beside it nothing would ever gather.
   */
  function soon(): void {
    if (isComing) return
    isComing = true
    setImmediate(() => {
      isComing = false
      next()
    })
  }

  function next(): void {
    dropLate(together)
    dropLate(alone)
    while (underWay < lanes && together.length >= (underWay === 0 ? 1 : crowd)) {
      const batch = takeFrom(together, most)
      if (batch.length === 0) break
      underWay += 1
      void runTogether(batch).finally(() => {
        underWay -= 1
        soon()
      })
    }
    while (aloneUnderWay < ALONE_LANES && alone.length > 0) {
      const [waiting] = takeFrom(alone, 1)
      if (waiting === undefined) break
      aloneUnderWay += 1
      void runAlone(waiting).finally(() => {
        aloneUnderWay -= 1
        soon()
      })
    }
  }

  async function runTogether(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await run(batch.map(({ item }) => item))
      letGo(batch)
      for (const [i, { resolve }] of batch.entries()) resolve(outs[i] as Out)
    } catch (error) {
      if (batch.length > 1 && !failsAll(error)) await takeApart(batch)
      else for (const { reject } of batch) reject(error)
      letGo(batch)
    }
  }

  /** Puts the items of a call that failed into the queues again. */
  async function takeApart(batch: readonly Waiting<In, Out>[]): Promise<void> {
    const blamed = await toBlame?.(batch.map(({ item }) => item)).catch(() => null)
    for (const waiting of batch) {
      const isToBlame = !blamed?.size || blamed.has(waiting.item)
      // Waiting begins anew: that somebody else was bad is no reason to refuse them.
      ;(isToBlame ? alone : together).push({ ...waiting, since: now() })
    }
  }

  async function runAlone(waiting: Waiting<In, Out>): Promise<void> {
    try {
      const [out] = await run([waiting.item])
      waiting.resolve(out as Out)
    } catch (error) {
      if (keyOf !== undefined) troubled.set(keyOf(waiting.item), now() + ALONE_MS)
      waiting.reject(error)
    } finally {
      letGo([waiting])
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (together.length + alone.length >= mostWaiting) return reject(refuse())
      const queue = isLarge?.(item) || isTroubled(keyOf?.(item)) ? alone : together
      queue.push({ item, since: now(), resolve, reject })
      soon()
    })
}
