/**
 * Within one process, saves of one account take turns, so that they do not race each other for the database; those of other
 * processes still do, and the compare-and-set decides. Only a matter of speed: without it every crowd would read in vain.
 */

export type Turns = <T>(account: string, work: () => Promise<T>) => Promise<T>

/** Runs work of one account in the order it was asked for, that of different accounts at once. A failure is only its asker's. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return (account, work) => {
    const before = last.get(account)
    const mine = before === undefined ? work() : before.then(work, work)
    last.set(account, mine)
    const leave = () => {
      if (last.get(account) === mine) last.delete(account)
    }
    mine.then(leave, leave)
    return mine
  }
}
