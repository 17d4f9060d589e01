/**
 * When devices ask: a worker sends one save at a time (D4), nobody sends one before the server’s Retry-After is over, backing off
 * grows and gives way to a person (D5), and who has nothing to do hardly asks at all (rest). Before: checks hands it every request
 * that leaves and every answer. Used by page-checks. Knows no edits.
 */
import { RETRY_JITTER } from '../../../core/delivery/backoff'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Link } from '../network/link'
import type { Outgoing, OutgoingRequest } from '../network/messages'
import type { World } from '../world'
import type { Fail } from './fail'

/** A device that has nothing to do asks for so much a minute at most: what an answer or a timer of before left to ask. */
const MOST_AT_REST = 2
/** Who is signed in, that one's layout, and the stream. */
const MOST_TO_SHOW_ANOTHER = 3

/**
 * Nobody does anything, and has not for five minutes: in five more a worker, or a page without one, tries so often at most. Its own
 * plan has come to wait for minutes.
 */
const MOST_TRIES_IN_A_LONG_WAIT = 25

export class PaceChecks {
  readonly #hadNoQueue = new Set<Profile>()
  readonly #askedUntil = new Map<Profile, number>()
  /** Life and account -> until when the server asked to wait, by the device's clock. */
  readonly #waitUntil = new Map<Profile, Map<Life, Map<string, number>>>()
  /** When a save left it, world time. */
  readonly #lastSaveAt = new Map<Profile, number>()
  /** Each device's requests since nothing happens any more; null: something does. */
  #askedAtRest: Map<Profile, number> | null = null
  /** Those that found in that time that they show another account than the one that is signed in. */
  readonly #foundOther = new Set<Profile>()
  /** Those of which a save was among them. */
  readonly #savedAtRest = new Set<Profile>()
  /** The tries of each page and worker in a long wait; null: there is none. */
  #triedInWait: Map<Life, number> | null = null

  constructor(
    private readonly world: World,
    private readonly fail: Fail,
  ) {}

  /** From now on each page remembers for itself what the server asked for. */
  noQueue(profile: Profile): void {
    this.#hadNoQueue.add(profile)
  }

  /** What the server asked for is in the worker's storage, too. */
  copied(from: Profile, to: Profile): void {
    const until = this.#askedUntil.get(from)
    if (until !== undefined) this.#askedUntil.set(to, until)
  }

  clockJumped(profile: Profile): void {
    // A device that believes another time cannot know when the wait is over.
    this.#waitUntil.delete(profile)
  }

  /** All is delivered, and nothing happens from now on: whoever goes on asking empties a phone's battery. */
  restBegins(): void {
    this.#askedAtRest = new Map()
  }

  /** Somebody does something after all. */
  restEnds(): void {
    this.#askedAtRest = null
  }

  waitIsLong(isLong: boolean): void {
    this.#triedInWait = isLong ? new Map() : null
  }

  /** D5: a tab that a person has turned to at `at`, world time, tries what it owes, however long its plan would have waited. */
  isTriedSince({ profile, life, number, holdfast }: Tab, at: number): void {
    const { pendingChanges, hold } = holdfast.console.sync.getState()
    if (life.isOver() || pendingChanges === 0 || hold !== null || this.isAskedToWait(profile)) return
    if ((this.#lastSaveAt.get(profile) ?? 0) < at)
      this.fail('D5', `tab ${number} of ${profile.name()} owes something, is turned to, and tries nothing`)
  }

  /** Any request leaves the device, or an event stream is opened. */
  asks(profile: Profile, { method, path }: Pick<OutgoingRequest, 'method' | 'path'>): void {
    // Whoever is not signed in looks now and then whether they are.
    const isSignedIn = this.world.servers.accounts.accountOfCookie(profile.cookie) !== null
    if (this.#askedAtRest === null || !isSignedIn) return
    const asked = (this.#askedAtRest.get(profile) ?? 0) + 1
    this.#askedAtRest.set(profile, asked)
    // A save that has arrived another way goes when its time has come; what it is answered is old, so that each tab pulls (D11), and
    // once more for the hint that comes while it does.
    if (method === 'POST') this.#savedAtRest.add(profile)
    if (asked > MOST_AT_REST + (this.#savedAtRest.has(profile) ? 2 * profile.tabs.length : 0))
      this.fail(
        'rest',
        `${profile.name()} asks ${method} ${path}, its request number ${asked} of a minute in which nothing happens`,
      )
  }

  /** A save leaves the device. */
  leaves(profile: Profile, life: Life, request: OutgoingRequest): void {
    this.#lastSaveAt.set(profile, this.world.time.now())
    if (this.#triedInWait !== null && !comesAndGoes(profile.link)) {
      const tries = (this.#triedInWait.get(life) ?? 0) + 1
      this.#triedInWait.set(life, tries)
      if (tries > MOST_TRIES_IN_A_LONG_WAIT)
        this.fail('D5', `${profile.name()} sends the ${tries}th save in five minutes in which nobody does anything`)
    }
    // What no queue takes is sent at once, and beside the others.
    if (this.#hadNoQueue.has(profile)) return
    const isWorkers = profile.tabs.every((tab) => tab.life !== life)
    if (isWorkers && this.world.network.savesUnderWay(profile, life) > 1)
      this.fail('D4', `the worker of ${profile.name()} sends a save while another one of its is under way`)
    const waitUntil = this.#waitUntil.get(profile)?.get(life)?.get(accountOf(request)) ?? 0
    if (profile.now() < waitUntil) {
      const earlyMs = Math.round(waitUntil - profile.now())
      this.fail('D5', `${profile.name()} sends ${earlyMs} ms before the server’s Retry-After is over`)
    }
  }

  hears(profile: Profile, life: Life, request: OutgoingRequest, { status, headers }: Outgoing): void {
    // The server takes saves of this device again: nobody need wait any longer.
    if (request.isSave && status === 200) this.#waitUntil.delete(profile)
    const isOurs = headers['content-type']?.startsWith('application/problem+json') ?? false
    // It finds out that somebody else is signed in, looks who, and shows that one's: once.
    if (isOurs && status === 403 && this.#askedAtRest !== null && !this.#foundOther.has(profile)) {
      this.#foundOther.add(profile)
      this.#askedAtRest.set(profile, -MOST_TO_SHOW_ANOTHER)
    }
    if (!request.isSave || !isOurs || headers['retry-after'] === undefined || (status !== 429 && status !== 503)) return
    const waitMs = Number(headers['retry-after']) * 1000
    const spreadMs = waitMs * (1 + RETRY_JITTER)
    this.#askedUntil.set(profile, Math.max(this.#askedUntil.get(profile) ?? 0, this.world.time.now() + spreadMs))
    const byLife = this.#waitUntil.get(profile) ?? new Map<Life, Map<string, number>>()
    this.#waitUntil.set(profile, byLife)
    const byAccount = byLife.get(life) ?? new Map<string, number>()
    byLife.set(life, byAccount)
    byAccount.set(accountOf(request), profile.now() + waitMs - 1)
  }

  /** Lately: each page remembers what it was asked itself, also where the server takes saves again or asked another page for less. */
  isAskedToWait(profile: Profile): boolean {
    return this.world.time.now() < (this.#askedUntil.get(profile) ?? 0)
  }
}

/** A page notices each time that there is a server again, and tries. */
const comesAndGoes = ({ lostBefore, lostAfter, proxyErrors }: Link): boolean => lostBefore + lostAfter + proxyErrors > 0

const accountOf = ({ body }: OutgoingRequest): string =>
  (JSON.parse(body ?? '{}') as { account?: string }).account ?? ''
