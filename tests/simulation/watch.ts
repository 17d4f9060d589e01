/** What the simulated world tells whoever checks it, at the moment at which it happens. Implemented by checks. */
import type { ChannelMessage } from '../../core/wire/worker-message'
import type { Commit } from '../../server/layouts/store'
import type { TakenOver } from '../../src/store/device-db'
import type { Life } from './browser/life'
import type { Profile } from './browser/profile'
import type { Tab } from './browser/tab'
import type { Outgoing, OutgoingRequest } from './network/messages'
import type { ApiProcess } from './server/process'

/** A request in the hands of a process. */
export interface Arrival {
  process: ApiProcess
  request: OutgoingRequest
  /** Server time, ms since 1970. */
  at: number
}

export interface Watch {
  /** A tab says something to the others. */
  says(tab: Tab, message: ChannelMessage): void
  /** A tab hands a save to its worker. */
  hands(profile: Profile, body: string): void
  /** A request leaves the device. */
  leaves(profile: Profile, life: Life, request: OutgoingRequest): void
  /** A browser has an event stream opened. */
  listens(profile: Profile, path: string): void
  /** An answer reaches whoever asked. */
  hears(profile: Profile, life: Life, request: OutgoingRequest, answer: Outgoing): void
  /** An answer is taken over, in IndexedDB. */
  takesOver(profile: Profile, account: string, taken: TakenOver): void
  /** A tab has what was set aside taken out of IndexedDB. */
  clearsSetAside(tab: Life, profile: Profile, key: string): void
  /** A tab has an account forgotten in IndexedDB. */
  forgets(tab: Life, profile: Profile, account: string): void
  /** The worker takes an entry out of its queue. */
  leavesQueue(profile: Profile, id: number): void
  /** A new version of the app takes over. */
  updated(profile: Profile): void
  arrives(process: ApiProcess, request: OutgoingRequest): Arrival
  /** A commit was made: the database holds it. */
  commits(process: ApiProcess, commit: Commit): void
  answers(arrival: Arrival, answer: Outgoing): void
  /** A tab has begun: it has yet to read what the others know. */
  tabOpened(tab: Tab): void
  /** A tab is gone, by whatever way. */
  tabEnded(tab: Tab): void
  crashed(error: unknown): void
}
