/**
 * The way from browsers to the API and back, with everything that goes wrong on it: lost requests, lost answers, what arrives
 * twice or much later, a line that is dead one way, portals and proxies that answer in the server's place.
 * Before: tab and service-worker send. After: server/process.
 */
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { ApiProcess } from '../server/process'
import type { World } from '../world'
import { incoming, type Outgoing, outgoing } from './messages'

/** A repeated request comes up to so much later. */
const LATEST_REPEAT_MS = 600_000
/** A browser opens an event stream that broke again after about this long. */
const REOPEN_MS = 3_000

interface UnderWay {
  life: Life
  isSave: boolean
  cut: () => void
}

export class Network {
  readonly #underWay = new Map<Profile, Set<UnderWay>>()
  /** Streams of each profile that a server has open: what D14 is about. */
  readonly #streams = new Map<Profile, number>()

  constructor(private readonly world: World) {}

  streamsOf(profile: Profile): number {
    return this.#streams.get(profile) ?? 0
  }

  /** Saves that this life has sent and has not heard of. */
  savesUnderWay(profile: Profile, of: Life): number {
    return [...(this.#underWay.get(profile) ?? [])].filter(({ life, isSave }) => isSave && life === of).length
  }

  /** Connections break where a device goes off-line: some at once, some without a word. */
  cut(profile: Profile): void {
    for (const one of [...(this.#underWay.get(profile) ?? [])]) if (this.world.random.chance(0.7)) one.cut()
  }

  /** One request. Rejects with a TypeError where there is no answer, with an AbortError where it was given up. */
  send(profile: Profile, life: Life, path: string, init: RequestInit = {}): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (!life.step()) return
      const { time, random, watch } = this.world
      const { link } = profile
      const body = typeof init.body === 'string' ? init.body : null
      const request = outgoing(path, init, body, profile.cookie)
      let isOver = false
      const end = (fn: () => void) => {
        if (isOver) return
        isOver = true
        underWay.delete(one)
        life.hear(fn)
      }
      const fail = () => end(() => reject(new TypeError('Failed to fetch')))
      const one = { life, isSave: request.isSave, cut: fail }
      const underWay = this.#underWay.get(profile) ?? new Set()
      this.#underWay.set(profile, underWay)
      underWay.add(one)
      if (init.signal?.aborted) return end(() => reject(new DOMException('given up', 'AbortError')))
      init.signal?.addEventListener('abort', () => end(() => reject(new DOMException('given up', 'AbortError'))))

      const answer = (response: Outgoing, process: ApiProcess | null) => {
        if (process !== null && random.chance(link.lostAfter)) {
          this.world.tally('answers lost')
          return void time.after(this.#way(profile), fail)
        }
        if (link.dead === 'down') return
        time.after(this.#way(profile), () => {
          if (!profile.isOnline || link.dead === 'down') return
          const said = incoming(response)
          if (process !== null && response.cookie !== undefined) profile.cookie = response.cookie
          if (!isOver && !life.isOver()) watch.hears(profile, life, request, response)
          end(() => resolve(said))
        })
      }

      watch.leaves(profile, life, request)
      if (!profile.isOnline) return void time.after(1, fail)
      if (link.portal !== 'none') return answer(portalAnswer(link.portal), null)
      if (random.chance(link.lostBefore)) return void time.after(this.#way(profile), fail)
      if (random.chance(link.proxyErrors)) return answer(proxyAnswer(random.below(3)), null)
      if (link.dead === 'up') return
      time.after(this.#way(profile), () => this.#arrive(request, answer, fail))
      if (request.isSave && random.chance(link.repeated)) {
        this.world.tally('requests repeated')
        const again = () =>
          this.#arrive(
            request,
            () => {},
            () => {},
          )
        time.after(this.#way(profile) + random.between(0, LATEST_REPEAT_MS), again)
      }
    })
  }

  #arrive(
    request: ReturnType<typeof outgoing>,
    answer: (response: Outgoing, process: ApiProcess) => void,
    fail: () => void,
  ): void {
    const process = this.world.servers.pick()
    if (process === null) fail()
    else process.take(request, (response) => answer(response, process), fail)
  }

  #way(profile: Profile): number {
    const { leastMs, mostMs } = profile.link
    return this.world.random.between(leastMs, mostMs)
  }

  /** A browser's EventSource: it comes back by itself from everything but a refusal. */
  openEvents(
    profile: Profile,
    life: Life,
    path: string,
    onRevision: (data: string) => void,
    closed: () => void,
  ): { close(): void } {
    const { time, random, watch } = this.world
    let isClosed = false
    let hangUp = () => {}
    const refused = () => {
      // One that was closed fires nothing any more.
      if (isClosed) return
      isClosed = true
      life.hear(closed)
    }
    const reopen = () => {
      if (isClosed || life.isOver()) return
      time.after(REOPEN_MS * (1 + random.next()), connect)
    }
    const connect = () => {
      if (isClosed || life.isOver()) return
      const { link } = profile
      if (!profile.isOnline || link.dead !== 'none' || random.chance(link.lostBefore)) return reopen()
      if (link.portal !== 'none' || random.chance(link.proxyErrors)) return void time.after(this.#way(profile), refused)
      time.after(this.#way(profile), () => {
        if (isClosed || life.isOver()) return
        const process = this.world.servers.pick()
        if (process === null) return reopen()
        this.#count(profile, 1)
        watch.listens(profile, path)
        let isOpen = true
        /** Some line that was dead does not know of it any more when it is well again: a modem lost its table. */
        let isForgotten = false
        const gone = () => {
          if (!isOpen) return false
          isOpen = false
          this.#count(profile, -1)
          return true
        }
        const said = (data: string) => {
          if (profile.link.dead !== 'none') isForgotten ||= random.chance(0.5)
          if (isForgotten || !profile.isOnline || profile.link.dead !== 'none') return
          time.after(this.#way(profile), () => {
            if (isOpen && !isClosed) life.hear(() => onRevision(data))
          })
        }
        const end = process.openStream(outgoing(path, {}, null, profile.cookie), said, (why) => {
          if (!gone()) return
          if (why === 'refused') time.after(this.#way(profile), refused)
          else reopen()
        })
        hangUp = () => {
          if (gone()) end()
        }
        life.onEnd(() => hangUp())
      })
    }
    connect()
    return {
      close() {
        isClosed = true
        hangUp()
      },
    }
  }

  #count(profile: Profile, by: number): void {
    this.#streams.set(profile, this.streamsOf(profile) + by)
  }
}

function portalAnswer(kind: 'page' | 'redirect' | 'json'): Outgoing {
  if (kind === 'redirect') return { status: 0, headers: {}, text: '' }
  if (kind === 'json') return { status: 200, headers: { 'content-type': 'application/json' }, text: '{"status":"ok"}' }
  return { status: 200, headers: { 'content-type': 'text/html' }, text: '<h1>Welcome to this hotel</h1>' }
}

function proxyAnswer(which: number): Outgoing {
  const headers = { 'content-type': 'text/html' }
  if (which === 0) return { status: 502, headers, text: '<h1>Bad Gateway</h1>' }
  if (which === 1) return { status: 403, headers, text: '<h1>Forbidden</h1>' }
  return { status: 429, headers: { ...headers, 'retry-after': '3600' }, text: '<h1>Slow down</h1>' }
}
