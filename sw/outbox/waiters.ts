/**
 * The pages' own requests that wait for the first try of their save. Before: intercept adds one for each entry it put in.
 * After: drain answers it. In memory only: a worker that is stopped takes the request with it, and the page sends again.
 */
import type { WorkerEnv } from '../env'
import type { Reply } from './send'

/** 'queued': it was not delivered at the first try, and is kept (D5). */
type FirstAnswer = Reply | 'queued'

interface Waiter {
  answer: (answer: FirstAnswer) => void
  /** Whether the page can still take an answer. */
  listens: () => Promise<boolean>
}

export interface Waiters {
  /**
   * The answer to the page that put the entry `key` in; 'queued' when none came within `patienceMs`.
   * @param gone tells that the page has given its request up
   */
  wait(key: string, clientId: string, patienceMs: number, gone: AbortSignal | undefined): Promise<FirstAnswer>
  /** Whether somebody waits for this entry's first try. */
  has(key: string | null): boolean
  /**
   * Whether an answer handed over now would be taken. A page that closes in the very next moment is not noticed: it
   * still owes the edits when it starts again, and the server then knows them (S2).
   */
  listens(key: string | null): Promise<boolean>
  answer(key: string | null, answer: FirstAnswer): void
}

export function createWaiters(env: WorkerEnv): Waiters {
  const waiting = new Map<string, Waiter>()
  const find = (key: string | null) => (key === null ? undefined : waiting.get(key))

  return {
    wait: (key, clientId, patienceMs, gone) =>
      new Promise((resolve) => {
        const answer = (first: FirstAnswer) => {
          cancel()
          waiting.delete(key)
          resolve(first)
        }
        const cancel = env.after(patienceMs, () => answer('queued'))
        waiting.set(key, { answer, listens: async () => gone?.aborted !== true && (await env.isOpen(clientId)) })
      }),
    has: (key) => find(key) !== undefined,
    listens: async (key) => (await find(key)?.listens()) ?? false,
    answer: (key, first) => find(key)?.answer(first),
  }
}
