/** Everything of one story: its time and chance, the devices, the way between, the operator's side, and who watches. */

import { type Disk, Profile, type ProfileOptions } from './browser/profile'
import { Network } from './network/network'
import { People } from './people'
import { createRandom, type Random } from './random'
import { Servers } from './server/servers'
import { Time } from './time'
import type { Watch } from './watch'

/** 2026-09-21, the beginning of every story. */
const BEGINNING = 1_790_000_000_000

export class World {
  readonly time = new Time()
  readonly random: Random
  readonly network: Network
  readonly servers: Servers
  readonly people: People
  readonly profiles: Profile[] = []
  /** What happened how often. */
  readonly figures: Record<string, number> = {}
  #tabs = 0
  #asleepMs = 0

  constructor(
    seed: number,
    readonly watch: Watch,
  ) {
    this.random = createRandom(seed)
    this.network = new Network(this)
    this.servers = new Servers(this)
    this.servers.start()
    this.people = new People(this.servers.accounts)
  }

  /** The servers' clock, ms since 1970. */
  serverNow(): number {
    return Math.round(BEGINNING + this.time.now() + this.#asleepMs)
  }

  /** Everybody sleeps for so long, devices and servers: when they wake it is later, and nothing has happened. */
  sleep(ms: number): void {
    this.#asleepMs += ms
  }

  newTag(): string {
    return this.random.uuid().replaceAll('-', '').slice(0, 8)
  }

  nextTab(): number {
    this.#tabs += 1
    return this.#tabs
  }

  addDevice(options: ProfileOptions, disk?: Disk): Profile {
    const profile = new Profile(this, this.profiles.length, options, disk)
    this.profiles.push(profile)
    return profile
  }

  tally(what: string, by = 1): void {
    this.figures[what] = (this.figures[what] ?? 0) + by
  }

  /** The story is over: nothing of it goes on. */
  end(): void {
    for (const profile of this.profiles) profile.kill()
    for (const process of [...this.servers.processes]) this.servers.kill(process)
  }

  /** Something threw that must not. */
  crash(error: unknown): void {
    this.watch.crashed(error)
  }
}
