/**
 * How often codes may be tried that the caller has not claimed. Counted in the process, for what has to be kept up is a rate:
 * with several API processes each counts for itself. Used by routes/pairing.
 *
 * The arithmetic: there are 32^8 = 1.1 * 10^12 codes. An attacker with any number of addresses gets 600 tries a minute from
 * each process. Were 1,000 codes alive all the time, on ten processes one try in 10^9 would hit at 100 a second: one in four
 * months, and then a person would have to let a device in that is not the one in their hand. Who wants one person's code has
 * its eight minutes: 48,000 tries, one chance in 23 million.
 */
import { createRateLimit } from '../ops/rate-limit'

const MINUTE_MS = 60_000
/** Of all clients together. Where an attack uses them up, nobody can pair for that while: better than that anybody can. */
const MOST_IN_ALL = 600

/** null: it may be tried. Else seconds to wait. */
export type GuessLimit = (client: string) => number | null

/** @param most tries of one client a minute; 0: no limit, neither of one nor of all */
export function createGuessLimit(most: number, now: () => number, mostInAll = MOST_IN_ALL): GuessLimit {
  const ofClient = createRateLimit(most, MINUTE_MS, now)
  const ofAll = createRateLimit(most === 0 ? 0 : mostInAll, MINUTE_MS, now)
  return (client) => {
    const own = ofClient.take(client)
    // Who is stopped already uses up nothing of the others'.
    if (own.kind === 'wait') return own.seconds
    const all = ofAll.take('all')
    return all.kind === 'wait' ? all.seconds : null
  }
}
