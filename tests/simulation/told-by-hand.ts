/**
 * A story that a test tells itself: devices, what people do on them, and time, with every check of the random stories on.
 * Before: stories.test. After: world, checks, settle.
 */
import type { Holdfast } from '../../src/holdfast'
import type { Profile, ProfileOptions } from './browser/profile'
import { Checks } from './checks/checks'
import type { Failure } from './run/story-port'
import { settle } from './settle'
import { World } from './world'

/** What a save, an answer and the pulls that follow take at most where nothing is in the way, ms. */
const A_WHILE_MS = 2_000
/** Whoever is not done by then never will be: virtual time, so nobody waits for it, ms. */
const LONGEST_MS = 600_000

export class Telling {
  readonly checks = new Checks('history')
  readonly world = new World(1, this.checks)

  constructor() {
    this.checks.begin(this.world)
  }

  /** A new device with a tab open, signed in to the one account that all of them share. */
  async openDevice(worker: ProfileOptions['worker']): Promise<Profile> {
    const profile = this.world.addDevice({ skewMs: 0, worker })
    this.world.people.signsIn(profile.openTab())
    await this.pass(A_WHILE_MS)
    return profile
  }

  /** Lets `ms` go by, and looks. */
  async pass(ms: number): Promise<void> {
    await this.world.time.pass(ms)
    this.checks.look()
  }

  /** Time goes by until `done` is, or for ten minutes, after which it throws. Looks at the end. */
  async until<T>(done: Promise<T>): Promise<T> {
    let isDone = false
    const end = () => {
      isDone = true
    }
    done.then(end, end)
    for (let ms = 0; !isDone && ms < LONGEST_MS; ms += A_WHILE_MS) await this.world.time.pass(A_WHILE_MS)
    if (!isDone) throw new Error('It did not come to an end.')
    this.checks.look()
    return done
  }

  /** Somebody presses Retry on one device after the other. */
  async sync(...devices: readonly Profile[]): Promise<void> {
    for (const device of devices) await this.until(page(device).manager.syncNow())
  }

  /** Everything is healed and comes to rest. @returns the first rule that was broken in all of the story, if any */
  async end(): Promise<Failure | null> {
    if (this.checks.failure === null) await settle(this.world, this.checks)
    this.world.end()
    return this.checks.failure
  }
}

/** What the console of a device's first tab has. Throws where no tab is open. */
export function page(device: Profile): Holdfast['console'] {
  const tab = device.tabs[0]
  if (tab === undefined) throw new Error(`${device.name()} has no tab open.`)
  return tab.holdfast.console
}

/** The widgets that a device shows, by id. */
export const widgetsOf = (device: Profile) => page(device).layout.getState().widgets

/** Their titles, in order of the alphabet. */
export const titlesOf = (device: Profile) =>
  Object.values(widgetsOf(device))
    .map(({ fields }) => fields.title)
    .sort()
