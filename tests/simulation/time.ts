/**
 * Virtual time: what is to happen, in order, on one clock that only the simulator moves. After every event everything that
 * needs no time happens, because nothing in a simulation waits for the real world: promises alone go on by themselves.
 * Before: everything that calls back later. Knows nothing of what happens.
 */

interface Event {
  at: number
  order: number
  fn: (() => void) | null
}

export class Time {
  #now = 0
  #order = 0
  /** A binary heap: the next event first. */
  readonly #heap: Event[] = []
  /** How many events have happened. */
  events = 0

  /** ms since the story's beginning. */
  now(): number {
    return this.#now
  }

  /** Calls `fn` in `ms`, after what is due then already; the returned function prevents it. */
  after(ms: number, fn: () => void): () => void {
    const event: Event = { at: this.#now + Math.max(0, ms), order: this.#order++, fn }
    this.#push(event)
    return () => {
      event.fn = null
    }
  }

  /** Lets `ms` go by. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    await turn()
    for (;;) {
      const next = this.#heap[0]
      if (next === undefined || next.at > end) break
      this.#pop()
      if (next.fn === null) continue
      this.#now = Math.max(this.#now, next.at)
      this.events += 1
      next.fn()
      await settled()
    }
    this.#now = end
  }

  #push(event: Event): void {
    const heap = this.#heap
    heap.push(event)
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!isBefore(event, heap[parent] as Event)) break
      heap[i] = heap[parent] as Event
      heap[parent] = event
      i = parent
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Event
    if (heap.length === 0) return
    heap[0] = last
    for (let i = 0; ; ) {
      const left = 2 * i + 1
      if (left >= heap.length) break
      const right = left + 1
      const least = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event) ? right : left
      if (!isBefore(heap[least] as Event, last)) break
      heap[i] = heap[least] as Event
      heap[least] = last
      i = least
    }
  }
}

const isBefore = (a: Event, b: Event): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at)

/**
 * Until no promise goes on by itself: only then does Node take up its next tick. A turn of the event loop would besides ask
 * the system each time whether something came.
 */
const settled = (): Promise<void> => new Promise((done) => process.nextTick(done))

/** A whole turn, after which Node has also said which rejection nobody handled. */
const turn = (): Promise<void> => new Promise((done) => setImmediate(done))
