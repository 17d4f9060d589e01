/**
 * The end of a story: everything works again, people sign in where they are asked to, and within a bounded time every device of
 * an account shows what the server has, with nothing left to send. Before: story. After: checks.
 */
import { sameJson } from '../../core/layout/same-json'
import { anotherNetwork } from './another-network'
import type { Profile } from './browser/profile'
import { SYNC_MAX_MS } from './browser/service-worker'
import type { Tab } from './browser/tab'
import type { Checks } from './checks/checks'
import { isKept } from './checks/kept'
import { differs } from './checks/page-checks'
import { RECOVERS_MS } from './checks/troubles'
import { healLink, healStorages } from './operations/browsers'
import { healAll } from './operations/servers'
import type { World } from './world'

/** The backoff waits up to five minutes and a quarter; then all must be over soon. */
const SETTLES_WITHIN_MS = 420_000
/** What was begun before is over by then; and so long it is looked whether there is rest. */
const REST_MS = 60_000
const STEP_MS = 1_000
/** What is under way gives way to a new try by then. */
const TRIED_WITHIN_MS = 20_000
const LOCAL = 'local'

export async function settle(world: World, checks: Checks): Promise<void> {
  await sendWithoutPages(world, checks)
  if (checks.failure !== null) return
  heal(world, checks)
  const beganAt = world.time.now()
  checks.say('everything works again')
  await comeBack(world, checks)
  if (checks.failure !== null) return
  await untilSettled(world, checks)
  if (checks.failure !== null) return
  const tookMs = world.time.now() - beganAt
  world.tally('seconds to settle', tookMs / 1000)
  world.figures['max seconds to settle'] = tookMs / 1000
  await visitOthers(world, checks)
  if (checks.failure !== null) return
  await turnToEveryTab(world, checks)
  if (checks.failure !== null) return
  if (await anotherNetwork(world, checks)) await untilSettled(world, checks)
  if (checks.failure !== null) return
  // What IndexedDB alone was given when it worked again is shown as soon as each tab has asked it.
  if (world.profiles.some((profile) => checks.troubles.isTroubled(profile))) await world.time.pass(RECOVERS_MS)
  if (checks.failure !== null) return
  checks.look()
  checks.drawn()
  atTheEnd(world, checks)
  // A hint that came late, of a revision that a restored database has lost, would be said again with every heartbeat.
  world.servers.lookAgain()
  await world.time.pass(REST_MS)
  if (checks.failure !== null) return
  checks.pace.restBegins()
  await world.time.pass(REST_MS)
}

/** Nobody opens the app where it is closed: what waits there in the worker's queue goes by Background Sync (D5). */
async function sendWithoutPages(world: World, checks: Checks): Promise<void> {
  const closed = world.profiles.filter(
    ({ tabs, worker, outboxRows }) => tabs.length === 0 && worker?.sendsAlone() && outboxRows.held.length > 0,
  )
  if (closed.length === 0) return
  checks.say('everything but the pages works again')
  world.tally('left to background sync')
  healAll(world)
  for (const profile of world.profiles) healAround(profile, checks)
  await world.time.pass(SYNC_MAX_MS)
  for (const profile of closed) checks.queues.backgroundIsOver(profile)
}

function healAround(profile: Profile, checks: Checks): void {
  healLink(profile.link)
  healStorages(profile, checks)
  if (!profile.isOnline) profile.goOnline()
}

function heal(world: World, checks: Checks): void {
  healAll(world)
  for (const profile of world.profiles) {
    healAround(profile, checks)
    // One that ends by it leaves the list.
    for (const tab of [...profile.tabs]) {
      checks.thaws(tab)
      tab.life.thaw()
    }
    tabLookedAt(profile)
  }
}

/** Somebody sits at every device: where a tab ended that they had turned to, they turn to another. */
function tabLookedAt(profile: Profile): Tab {
  const visible = profile.tabs.find(({ isVisible }) => isVisible)
  if (visible !== undefined) return visible
  const [tab = profile.openTab()] = profile.tabs
  if (!tab.isVisible) tab.fire('visible')
  return tab
}

/** Somebody takes a device up again, and does not wait for what backs off: what it owes is tried now (D5). */
async function comeBack(world: World, checks: Checks): Promise<void> {
  const tabs = world.profiles.flatMap((profile) => profile.tabs.filter(({ isVisible }) => isVisible))
  const tab = world.random.chance(0.5) ? tabs[world.random.below(tabs.length)] : undefined
  if (tab === undefined || checks.pace.isAskedToWait(tab.profile)) return
  if (tab.holdfast.console.sync.getState().pendingChanges === 0) return
  const at = world.time.now()
  if (world.random.chance(0.5)) {
    checks.say(`${tab.profile.name()}, tab ${tab.number}: is put away and taken up again`)
    tab.fire('hidden')
    tab.fire('visible')
  } else {
    checks.say(`${tab.profile.name()}: goes from one network to another`)
    tab.profile.goOffline()
    tab.profile.goOnline()
  }
  await world.time.pass(TRIED_WITHIN_MS)
  checks.pace.isTriedSince(tab, at)
}

async function untilSettled(world: World, checks: Checks): Promise<void> {
  const until = world.time.now() + SETTLES_WITHIN_MS
  const askedAt = new Map<Profile, number>()
  for (;;) {
    for (const profile of world.profiles) {
      const last = askedAt.get(profile) ?? Number.NEGATIVE_INFINITY
      const tab = tabLookedAt(profile)
      if (world.time.now() - last < 20_000) continue
      if (signsInAgain(world, checks, tab)) askedAt.set(profile, world.time.now())
    }
    await world.time.pass(STEP_MS)
    if (checks.failure !== null) return
    const why = unsettled(world, checks)
    if (why === null) return
    if (world.time.now() > until)
      return checks.fail('settle', `after ${SETTLES_WITHIN_MS / 1000} s without trouble: ${why}`)
  }
}

/** A person who is asked to sign in does. */
function signsInAgain(world: World, checks: Checks, tab: Tab): boolean {
  const { email } = tab.holdfast.services.account.current()
  const isAsked = tab.holdfast.console.sync.getState().hold === 'sign-in'
  if (!isAsked || email === null || world.servers.accounts.byEmail(email) === undefined) return false
  checks.say(`${tab.profile.name()}, tab ${tab.number}: signs in again`)
  world.people.signsInAs(tab, email)
  return true
}

/** What is not yet as it must be in the end, in words; null: nothing. */
function unsettled(world: World, checks: Checks): string | null {
  for (const profile of world.profiles) {
    for (const tab of profile.tabs) {
      const { layout, sync } = tab.holdfast.console
      const { account, widgets } = layout.getState()
      const { pendingChanges, syncStatus, lastError } = sync.getState()
      const name = `${profile.name()}, tab ${tab.number}`
      if (pendingChanges > 0) return `${name} owes ${pendingChanges} edits (${syncStatus}, ${lastError})`
      if (account === LOCAL) continue
      const server = checks.history.layout(account)
      // A tab that nobody looks at pulls when it is shown (D14).
      if (!sameJson(widgets as never, server as never) && tab.isVisible) {
        return `${name} shows something else than the server has: ${differs(server, widgets)}`
      }
      // D10: words about trouble are not true any more.
      if (tab.isVisible && (syncStatus === 'syncing' || syncStatus === 'offline' || syncStatus === 'error')) {
        return `${name} shows all that the server has, and says that it does not (${syncStatus}, ${lastError})`
      }
    }
    const shown = profile.tabs[0]?.holdfast.console.layout.getState().account
    for (const made of checks.made.unsettled(profile)) {
      if (made.account === shown) return `edit ${made.edit.n} of ${profile.name()} has not arrived`
    }
  }
  return null
}

/** A tab that nobody looked at is in step, and says what is so, as soon as somebody does. */
async function turnToEveryTab(world: World, checks: Checks): Promise<void> {
  const hidden = world.profiles.flatMap(({ tabs }) => tabs.filter(({ isVisible }) => !isVisible))
  if (hidden.length === 0) return
  checks.say('people turn to every tab')
  for (const tab of hidden) tab.fire('visible')
  await untilSettled(world, checks)
}

/** What was made under an account that is not shown goes when its owner is back (D13). */
async function visitOthers(world: World, checks: Checks): Promise<void> {
  for (const profile of world.profiles) {
    const accounts = new Set([...checks.made.unsettled(profile)].map(({ account }) => account))
    for (const account of accounts) {
      const email = world.servers.accounts.user(account)?.email ?? null
      const tab = profile.tabs.find(({ isVisible }) => isVisible)
      if (email === null || tab === undefined) continue
      checks.say(`${profile.name()}: whoever owns what was left unsent signs in again`)
      world.people.signsInAs(tab, email)
      await world.time.pass(5_000)
      await untilSettled(world, checks)
      if (checks.failure !== null) return
    }
  }
}

function atTheEnd(world: World, checks: Checks): void {
  for (const profile of world.profiles) {
    checks.awaitsThePerson(profile)
    for (const { number, isVisible, holdfast } of profile.tabs) {
      // D9: a yes needs a question.
      const isSaid = holdfast.console.sync.getState().updateWaiting
      const isWaiting = profile.worker?.hasWaiting() ?? false
      if (isVisible && isSaid !== isWaiting)
        checks.fail(
          'D9',
          `a new version ${isWaiting ? 'waits' : 'does not wait'} on ${profile.name()}, and tab ${number} says otherwise`,
        )
    }
    for (const made of checks.made.unsettled(profile)) {
      // A guest without a session is nobody whom a server knows: what was made as one is kept here.
      if (!isKept(made))
        checks.fail('S8', `edit ${made.edit.n} of ${made.writer} (${profile.name()}) is neither on the server nor kept`)
    }
  }
}
