/**
 * Within one process, saves of one account take turns, so that they do not race each other for the database; those of other
 * processes still do, and the compare-and-set decides. Only a matter of speed: without it every crowd would read in vain.
 * A queue like any other before the database: whoever comes too late in it, or waits too long, is refused.
 */
import { tooManyWait } from '../db/too-many-wait'

export interface TurnsLimits {
  /** Of one key; one more is refused at once. */
  mostWaiting: number
  /** Whoever has waited longer when the turn comes is refused. */
  mostWaitMs: number
  /** ms since any beginning; never goes back. */
  now(): number
}

/** Rejects as the work does, or with too-many-wait's error, and then nothing was begun. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

interface Line {
  last: Promise<unknown>
  length: number
}

/** Runs work of one key in the order it was asked for, that of different keys at once. A failure is only its asker's. */
export function createTurns({ mostWaiting, mostWaitMs, now }: TurnsLimits): Turns {
  const lines = new Map<string, Line>()

  function add<T>(key: string, line: Line, mine: Promise<T>): Promise<T> {
    line.last = mine
    line.length += 1
    const leave = () => {
      line.length -= 1
      if (line.length === 0) lines.delete(key)
    }
    mine.then(leave, leave)
    return mine
  }

  return (key, work) => {
    const line = lines.get(key)
    if (line === undefined) {
      const first: Line = { last: Promise.resolve(), length: 0 }
      lines.set(key, first)
      return add(key, first, work())
    }
    if (line.length > mostWaiting) return Promise.reject(tooManyWait())
    const since = now()
    const inTime = () => {
      if (now() - since > mostWaitMs) throw tooManyWait()
      return work()
    }
    return add(key, line, line.last.then(inTime, inTime))
  }
}
