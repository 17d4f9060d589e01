/**
 * Stands in for Node's AbortController while a story is told: each of that makes an EventTarget and an error with a stack, which
 * costs more than the request that it may end. As much of it as page and worker use. Before: story puts it in place.
 */

class LeanSignal {
  aborted = false
  readonly #listeners = new Set<() => void>()

  addEventListener(_type: 'abort', fn: () => void): void {
    this.#listeners.add(fn)
  }

  removeEventListener(_type: 'abort', fn: () => void): void {
    this.#listeners.delete(fn)
  }

  /** Once; who comes later hears nothing. */
  abort(): void {
    if (this.aborted) return
    this.aborted = true
    for (const fn of this.#listeners) fn()
    this.#listeners.clear()
  }
}

class LeanAbortController {
  readonly signal = new LeanSignal()

  abort(): void {
    this.signal.abort()
  }
}

/** Puts it in AbortController's place, in this process; the returned function puts that back. */
export function standInForAbort(): () => void {
  const { AbortController } = globalThis
  globalThis.AbortController = LeanAbortController as unknown as typeof AbortController
  return () => {
    globalThis.AbortController = AbortController
  }
}
