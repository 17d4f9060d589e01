/**
 * A database that does not answer counts as one that refuses: some browsers never open one, and nothing would ever be
 * sent or taken over behind a write that never ends. What is done late is done in its order all the same, because a
 * database carries out transactions in the order in which they were asked for. Before: device, db-writer. After: device-db.
 */
import type { Env } from '../env'
import type { DeviceDb } from './device-db'

/** A strict write was seen to take 3 s on a disk that others kept busy. */
export const ANSWERS_WITHIN_MS = 10_000
/** The last of it is a wait of its own: a page that was frozen hears that time is over and what the answer was at one moment. */
const AWAKE_MS = 1_000

export function patientDb(db: DeviceDb, after: Env['after']): DeviceDb {
  /** Calls that nobody waits for any more and that may still come to an end. */
  let unanswered = 0
  const tooLate = () => new DOMException('no answer', 'TimeoutError')
  const inTime = <T>(call: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      // One wait is enough: it is asked again and again (ask-again), and the first that ends makes all of them work.
      if (unanswered > 0) return reject(tooLate())
      let late = false
      let stop = after(ANSWERS_WITHIN_MS - AWAKE_MS, () => {
        stop = after(AWAKE_MS, () => {
          late = true
          unanswered += 1
          reject(tooLate())
        })
      })
      call()
        .then(resolve, reject)
        .finally(() => {
          if (late) unanswered -= 1
          stop()
        })
    })
  return {
    who: () => inTime(() => db.who()),
    addWho: (who) => inTime(() => db.addWho(who)),
    setWho: (who) => inTime(() => db.setWho(who)),
    load: (account) => inTime(() => db.load(account)),
    putEdits: (account, writer, added, dropped) => inTime(() => db.putEdits(account, writer, added, dropped)),
    takeOver: (account, taken) => inTime(() => db.takeOver(account, taken)),
    setAside: (entries) => inTime(() => db.setAside(entries)),
    dropSetAside: (key) => inTime(() => db.dropSetAside(key)),
    dropConflicts: (account, seen) => inTime(() => db.dropConflicts(account, seen)),
    forget: (account) => inTime(() => db.forget(account)),
    putBack: (held) => inTime(() => db.putBack(held)),
    onLost: (fn) => db.onLost(fn),
  }
}
