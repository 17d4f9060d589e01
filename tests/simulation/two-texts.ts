/**
 * Two people write in one note on two devices, neither with a line to the server: in the end both have what both wrote, and nobody is
 * asked. Told after all else of a story, so that nothing else of it depends on this. Before: story. After: checks.
 */
import type { Json } from '../../core/layout/model'
import type { Profile } from './browser/profile'
import type { Tab } from './browser/tab'
import type { Checks } from './checks/checks'
import type { World } from './world'

const TEXT = 'data/text'
const LINES = ['milk', 'bread', 'eggs', 'tea', 'rice', 'salt', 'beans']
/** What is done on one device is on another by then: a stream that was lost is opened again after some seconds. */
const HEARD_WITHIN_MS = 60_000
/** Between two gestures, ms. */
const APART_MS = 8_000

export async function twoTexts(world: World, checks: Checks): Promise<void> {
  const pair = twoDevices(world, checks)
  if (pair === null) return
  const [one, other] = pair
  checks.pace.restEnds()
  for (const { profile } of pair) {
    for (const tab of profile.tabs) {
      // A browser that is still to be killed would take its line along: nobody opens the app again here.
      tab.life.endIn(0)
      tab.holdfast.services.strategy.set('merge')
      checks.strategies.sets(tab, 'merge')
    }
  }
  const note = did(checks, one, ({ actions }) => actions.addWidget('note', { [TEXT]: LINES.join('\n') }))
  await world.time.pass(HEARD_WITHIN_MS)
  if (checks.failure !== null) return
  if (textOn(other, note) === undefined) return checks.fail('S8', 'a note is not on the other device after a minute')
  checks.say('two people write in one note, neither with a line')
  world.tally('two people write in one note')
  for (const { profile } of pair) profile.goOffline()
  const lines = [...LINES]
  for (const [i, tab] of pair.entries()) {
    const at = i === 0 ? world.random.below(3) : 4 + world.random.below(3)
    const line = `${lines[at]} of ${tab.profile.name()}`
    lines[at] = line
    did(checks, tab, ({ actions }) => {
      actions.editWidget(note, { [TEXT]: LINES.with(at, line).join('\n') })
      return note
    })
    await world.time.pass(world.random.between(0, APART_MS))
  }
  for (const { profile } of world.random.chance(0.5) ? pair : pair.toReversed()) {
    profile.goOnline()
    await world.time.pass(world.random.between(0, APART_MS))
  }
  await world.time.pass(2 * HEARD_WITHIN_MS)
  if (checks.failure !== null) return
  for (const tab of pair) looksDone(checks, tab, note, lines.join('\n'))
}

/** Of one account, and signed in, with a person before each. */
function twoDevices(world: World, checks: Checks): [Tab, Tab] | null {
  const ready = world.profiles.flatMap((profile) => {
    const tab = profile.tabs.find(({ isVisible }) => isVisible)
    return tab === undefined || !isReady(world, checks, profile, tab) ? [] : [tab]
  })
  for (const one of ready) {
    const other = ready.find((tab) => deviceOf(tab) !== deviceOf(one) && accountOf(tab) === accountOf(one))
    if (other !== undefined) return [one, other]
  }
  return null
}

function isReady({ servers }: World, checks: Checks, profile: Profile, { life, holdfast }: Tab): boolean {
  const { hold, pendingChanges } = holdfast.console.sync.getState()
  const { account } = holdfast.services.account.current()
  return (
    !life.isOver() &&
    hold === null &&
    pendingChanges === 0 &&
    account !== 'local' &&
    // Whose session it is may have changed by an answer that nobody heard.
    servers.accounts.accountOfCookie(profile.cookie) === account &&
    !checks.pace.isAskedToWait(profile)
  )
}

const deviceOf = ({ profile }: Tab) => profile.rows.who?.device
const accountOf = ({ holdfast }: Tab) => holdfast.console.layout.getState().account
const textOn = ({ holdfast }: Tab, note: string): Json | undefined =>
  holdfast.console.layout.getState().widgets[note]?.fields[TEXT]

/** @param act says which note it did something to */
function did(checks: Checks, tab: Tab, act: (page: Tab['holdfast']['console']) => string): string {
  checks.beforeAction(tab)
  const note = act(tab.holdfast.console)
  checks.actions.did(tab, note, { [TEXT]: textOn(tab, note) })
  checks.afterAction(tab)
  return note
}

function looksDone(checks: Checks, tab: Tab, note: string, both: string): void {
  const where = `tab ${tab.number} of ${tab.profile.name()}`
  const text = textOn(tab, note)
  if (text !== both)
    checks.fail('S7', `${where} shows ${JSON.stringify(text)}, and what both wrote is ${JSON.stringify(both)}`)
  const { conflicts, mergeable } = tab.holdfast.console.sync.getState()
  if ([...conflicts, ...mergeable].some(({ widget }) => widget === note))
    checks.fail('D11', `${where} asks about a text of which both changes were kept`)
}
