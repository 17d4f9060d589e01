/**
 * Somebody edits as the connection dies, and is on another network a moment later: what was sent hangs, and is not waited for (D5).
 * Before: settle, when all else is over. After: checks.
 */
import type { Tab } from './browser/tab'
import type { Checks } from './checks/checks'
import { createRandom } from './random'
import type { World } from './world'

/** Whoever gives way does within this, and tries again: the longest is what a worker's queue did not take (manager, 14 s). */
const TRIED_WITHIN_MS = 18_000
/** Of what the queue took, or where there is no worker. */
const SOON_MS = 8_000
/** The connection is dead for so long at most before there is another. */
const DEAD_MS = 3_500

/** Resolves to whether it was told, and nothing is broken. */
export async function anotherNetwork(world: World, checks: Checks): Promise<boolean> {
  // Of its own, so that the rest of a story does not depend on whether this is told.
  const random = createRandom(world.random.below(2 ** 31))
  const tabs = world.profiles.flatMap(({ tabs: all }) => all.filter(isAtEase))
  if (tabs.length === 0 || !random.chance(0.3)) return false
  const tab = random.pick(tabs)
  const { profile } = tab
  checks.say(`${profile.name()}, tab ${tab.number}: edits as the connection dies`)
  world.tally('edits as the connection dies')
  const takesNothing = profile.worker !== null && random.chance(0.3)
  if (takesNothing) {
    profile.isQueueFull = true
    checks.pace.noQueue(profile)
  }
  profile.link.dead = random.chance(0.5) ? 'up' : 'down'
  checks.beforeAction(tab)
  const id = tab.holdfast.console.actions.addWidget('note')
  checks.actions.did(tab, id, { type: 'note' })
  checks.afterAction(tab)
  await world.time.pass(random.between(0, DEAD_MS))
  if (random.chance(0.3)) {
    tab.fire('hidden')
    tab.fire('visible')
    await world.time.pass(random.between(0, DEAD_MS))
  }
  if (takesNothing) profile.isQueueFull = false
  profile.link.dead = 'none'
  checks.say(`${profile.name()}: is on another network`)
  const at = world.time.now()
  profile.goOffline()
  profile.goOnline()
  await world.time.pass(takesNothing ? TRIED_WITHIN_MS : SOON_MS)
  checks.pace.isTriedSince(tab, at)
  return checks.failure === null
}

/** Somebody sits before it, who is signed in and asked for nothing. */
function isAtEase({ isVisible, life, holdfast }: Tab): boolean {
  const { hold } = holdfast.console.sync.getState()
  return isVisible && !life.isOver() && hold === null && holdfast.services.account.current().account !== 'local'
}
