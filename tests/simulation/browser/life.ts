/**
 * One life of a tab or of a worker. Everything it does to the world and everything that reaches it goes through here, so that
 * it can end at any await: from then on nothing of it has an effect, and nothing reaches it. A frozen one hears everything
 * when it thaws. Before: tab and service-worker make the ports of it. After: time.
 */
import type { Time } from '../time'

export class Life {
  #isOver = false
  #frozenAt: number | null = null
  #thawed: (() => void)[] = []
  #ended: (() => void)[] = []
  /** Ends at this many steps from now; 0: not planned. */
  #stepsLeft = 0

  constructor(readonly time: Time) {}

  isOver(): boolean {
    return this.#isOver
  }

  isFrozen(): boolean {
    return this.#frozenAt !== null
  }

  /** Since when it is frozen, ms; null: it is not. */
  frozenAt(): number | null {
    return this.#frozenAt
  }

  /** Ends it, once. */
  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#thawed = []
    for (const fn of this.#ended.splice(0)) fn()
  }

  onEnd(fn: () => void): void {
    if (this.#isOver) fn()
    else this.#ended.push(fn)
  }

  /** Ends it at the `steps`th call through one of its ports from now: before that call does anything, or before it is answered; 0: not any more. */
  endIn(steps: number): void {
    this.#stepsLeft = steps
  }

  /** A call through a port; false: its life is over, and the call has no effect. */
  step(): boolean {
    if (this.#stepsLeft > 0) {
      this.#stepsLeft -= 1
      if (this.#stepsLeft === 0) this.end()
    }
    return !this.#isOver
  }

  freeze(): void {
    this.#frozenAt ??= this.time.now()
  }

  thaw(): void {
    this.#frozenAt = null
    for (const fn of this.#thawed.splice(0)) this.hear(fn)
  }

  /** Something reaches it. */
  hear(fn: () => void): void {
    if (this.#isOver) return
    if (this.isFrozen()) this.#thawed.push(fn)
    else fn()
  }

  after(ms: number, fn: () => void): () => void {
    return this.time.after(ms, () => this.hear(fn))
  }

  /**
   * A call that takes `ms` and then has its effect on the world. Never comes back when this life ends before, or before the
   * answer; the effect happens unless it ended before that.
   */
  call<T>(ms: number, effect: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.step()) return
      this.time.after(ms, () => {
        if (this.#isOver) return
        let answer: () => void
        try {
          const result = effect()
          // Nobody may be left to hear that it failed.
          if (result instanceof Promise) result.catch(() => {})
          answer = () => resolve(result)
        } catch (error) {
          answer = () => reject(error)
        }
        if (this.step()) this.hear(answer)
      })
    })
  }
}
