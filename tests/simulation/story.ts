/**
 * Tells one story: its operations one after the other, then everything is healed and must come to rest. Before: plan, or a
 * story that was kept. After: operations do it, checks judge it.
 */
import { standInForAbort } from './browser/lean-abort'
import { Checks } from './checks/checks'
import type { Operation } from './operation'
import { carryOut } from './operations/carry-out'
import type { Told, Words } from './run/story-port'
import { standInForResponse } from './server/lean-response'
import { settle } from './settle'
import { twoTexts } from './two-texts'
import { World } from './world'

export { planOf } from './plan'

/** Tells `plan`, or any part of the plan of `seed`. Never rejects. */
export async function tell(
  seed: number,
  plan: readonly Operation[],
  { words = 'none' }: { words?: Words } = {},
): Promise<Told> {
  const checks = new Checks(words)
  const world = new World(seed, checks)
  checks.begin(world)
  const restore = catchErrors((error) => checks.crashed(error))
  const restoreResponse = standInForResponse()
  const restoreAbort = standInForAbort()
  try {
    for (const operation of plan) {
      world.random.reseed(seed, operation.i)
      carryOut(world, checks, operation)
      await waitAwake(world, checks, Math.min(operation.waitMs, LONGEST_WAKE_MS))
      if (operation.waitMs > LONGEST_WAKE_MS) world.sleep(operation.waitMs - LONGEST_WAKE_MS)
      checks.look()
      if (checks.failure !== null) break
    }
    if (checks.failure === null) {
      world.random.reseed(seed, SETTLING)
      await settle(world, checks)
    }
    if (checks.failure === null && seed % 5 === 1) {
      world.random.reseed(seed, TEXTS)
      await twoTexts(world, checks)
    }
  } catch (error) {
    checks.crashed(error)
  } finally {
    restore()
    restoreResponse()
    restoreAbort()
    world.end()
  }
  world.tally('operations', plan.length)
  world.tally('events', world.time.events)
  world.tally('virtual hours', world.time.now() / 3_600_000)
  return { failure: checks.failure, words: checks.words, figures: world.figures }
}

async function waitAwake(world: World, checks: Checks, ms: number): Promise<void> {
  await world.time.pass(Math.min(ms, LONG_WAIT_MS))
  if (ms <= LONG_WAIT_MS) return
  checks.pace.waitIsLong(true)
  await world.time.pass(ms - LONG_WAIT_MS)
  checks.pace.waitIsLong(false)
}

/** Beyond this nothing new would happen: the rest of a long wait is slept through. */
const LONGEST_WAKE_MS = 600_000
/** By then whoever tries in vain has come to wait for minutes. */
const LONG_WAIT_MS = 300_000
/** In place of an operation's number, for what happens after the last one. */
const SETTLING = 1_000_003
const TEXTS = 1_000_033

/** What the product says only to the console is a failure here. */
function catchErrors(caught: (error: unknown) => void): () => void {
  const { error } = console
  console.error = (...all: unknown[]) => caught(all.find((one) => one instanceof Error) ?? all.join(' '))
  return () => {
    console.error = error
  }
}
