/**
 * Station 4: when what is owed is sent (D3): drags 2 s after the last one, everything else at once. Knows no saves:
 * it calls `flush` and hands its result to everyone who waited. Before: device.record. After: save-all.
 */
import type { SaveTrigger } from '../../core/edits/edit'
import type { Env } from '../env'

/** D3. */
export const DEBOUNCE_MS = 2_000

export interface SyncOptions {
  /** ms after the last change; DEBOUNCE_MS for drags when left out. */
  debounceMs?: number
  /** Send at once, whatever the trigger. */
  immediate?: boolean
}

export interface Debounce<R> {
  /** Plans a flush; resolves with its result, or with `cancelled` from cancel(). */
  plan(trigger: SaveTrigger, options?: SyncOptions): Promise<R>
  /** Flushes now; joins one that is planned. */
  now(): Promise<R>
  /** Drops the plan; what is owed stays owed and goes with the next save. */
  cancel(result: R): void
  isPlanned(): boolean
}

/**
 * @param flush sends everything owed; one after the other, and never rejects: whoever waits would wait for ever, and
 *   everything after it
 */
export function createDebounce<R>(env: Pick<Env, 'after'>, flush: () => Promise<R>): Debounce<R> {
  let stop: (() => void) | null = null
  let waiting: ((result: R) => void)[] = []
  let running: Promise<unknown> = Promise.resolve()

  function fire(): void {
    stop?.()
    stop = null
    const told = waiting
    waiting = []
    // One after the other: a save carries everything, so the second has only what came since.
    running = running.then(flush).then((result) => {
      for (const tell of told) tell(result)
    })
  }

  function planIn(ms: number): Promise<R> {
    const result = new Promise<R>((tell) => waiting.push(tell))
    stop?.()
    // Also "at once" waits for the end of the handler, so that several edits of one gesture make one save.
    stop = env.after(ms, fire)
    return result
  }

  let quickPlanned = false
  return {
    plan(trigger, { debounceMs, immediate } = {}) {
      const quick = immediate === true || (trigger !== 'drag' && debounceMs === undefined)
      // A drag right after an addition must not put the addition off.
      if (stop !== null && quickPlanned && !quick) return planIn(0)
      quickPlanned = quick
      return planIn(quick ? 0 : (debounceMs ?? DEBOUNCE_MS))
    },
    now() {
      const result = new Promise<R>((tell) => waiting.push(tell))
      fire()
      return result
    },
    cancel(result) {
      stop?.()
      stop = null
      for (const tell of waiting) tell(result)
      waiting = []
    },
    isPlanned: () => stop !== null,
  }
}
