/** What happens to tabs, browsers, their storages and their connection. Before: carry-out. After: browser/. */
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Checks } from '../checks/checks'
import { isWhoInLocal } from '../checks/kept'
import { createLink, type Link } from '../network/link'
import type { Done, Scene, Table } from './carry-out'
import { anyTabOf, nameOf, profileOf, tabOf } from './who'

const MOST_TABS = 4
/** Removals are remembered for devices of the last 90 days (S11). */
const LONG_AWAY_MS = 91 * 86_400_000
const REFUSES_AT_FIRST_MS = 3_000
const MOST_DEVICES = 6

function toProfile(act: (profile: Profile, scene: Scene) => Done): (scene: Scene) => Done {
  return (scene) => {
    const profile = profileOf(scene)
    const words = profile === null ? null : act(profile, scene)
    return words === null ? null : `${profile?.name()}: ${words}`
  }
}

function toTab(act: (tab: Tab, scene: Scene) => Done, find = tabOf): (scene: Scene) => Done {
  return (scene) => {
    const tab = find(scene)
    const words = tab === null ? null : act(tab, scene)
    return words === null ? null : `${tab === null ? '' : nameOf(tab)}: ${words}`
  }
}

const toLink = (words: string, change: (link: Link, scene: Scene) => void) =>
  toProfile((profile, scene) => {
    change(profile.link, scene)
    return words
  })

/** Something is wrong with a storage: never with both at once, where nothing could be kept at all. */
function trouble(
  words: string,
  isPossible: (profile: Profile) => boolean,
  act: (profile: Profile, checks: Checks) => void,
) {
  return toProfile((profile, { checks }) => {
    if (!isPossible(profile) || !checks.isKeptTwice(profile)) return null
    checks.troubles.troubled(profile)
    act(profile, checks)
    return words
  })
}
const isLocalWell = ({ local }: Profile) => local.trouble === 'none'
const isDatabaseWell = ({ databaseTrouble }: Profile) => databaseTrouble === 'none'

/** Nothing says who this is but what the tabs put into local storage. */
function refusesAtFirst(profile: Profile, checks: Checks): void {
  profile.databaseTrouble = 'refuses'
  checks.troubles.troubled(profile)
  profile.world.time.after(REFUSES_AT_FIRST_MS, () => {
    profile.healDatabase()
    checks.troubles.troubled(profile)
  })
}

export const BROWSER_OPERATIONS: Table = {
  device: ({ world, checks, operation }) => {
    const { a, b, i } = operation
    const worker = (['with sync', 'with sync', 'without sync', 'none'] as const)[b % 4]
    const profile = world.addDevice({ skewMs: a, worker: worker ?? 'none' })
    // Two links opened at once, on a first visit: neither finds who this is in a storage.
    const isTwice = b % 11 === 5
    const isRefused = isTwice && b % 2 === 0
    if (isRefused) refusesAtFirst(profile, checks)
    const tab = profile.openTab()
    if (isTwice) profile.openTab()
    const isNobody = i > 0 && b % 6 === 0
    if (!isNobody) world.people.signsIn(tab)
    return `${profile.name()} begins (${worker === 'none' ? 'no worker' : `a worker, ${worker}`}, clock off by ${a / 1000} s), ${isTwice ? 'in two tabs, ' : ''}${isRefused ? 'with an IndexedDB that refuses at first, ' : ''}${isNobody ? 'as nobody' : 'signed in'}`
  },
  'open tab': toProfile((profile) => {
    if (profile.tabs.length >= MOST_TABS) return null
    profile.openTab()
    return 'opens a tab'
  }),
  'close tab': toTab((tab) => {
    tab.profile.closeTab(tab)
    return 'is closed'
  }),
  'reload tab': toTab((tab) => {
    tab.profile.reloadTab(tab)
    return 'is reloaded'
  }),
  'crash tab': toTab((tab) => {
    tab.profile.endTab(tab)
    return 'crashes'
  }, anyTabOf),
  'crash tab at': toTab((tab, { operation }) => {
    const steps = 1 + (operation.a % 25)
    tab.life.endIn(steps)
    return `will crash at its await number ${steps} from now`
  }, anyTabOf),
  hide: toTab((tab) => {
    if (!tab.isVisible) return null
    tab.fire('hidden')
    return 'is hidden'
  }),
  show: toTab((tab) => {
    if (tab.isVisible) return null
    tab.fire('visible')
    return 'is shown again'
  }),
  freeze: toTab((tab) => {
    if (tab.isVisible) tab.fire('hidden')
    tab.life.freeze()
    return 'is frozen'
  }),
  thaw: toTab((tab, { checks }) => {
    if (!tab.life.isFrozen()) return null
    checks.thaws(tab)
    tab.life.thaw()
    tab.fire('visible')
    return 'thaws'
  }, anyTabOf),
  'kill browser': toProfile((profile, { checks }) => {
    profile.kill()
    checks.browserKilled(profile)
    return 'the browser is killed'
  }),
  'kill browser at': (scene) => {
    const tab = anyTabOf(scene)
    if (tab === null) return null
    const steps = 1 + (scene.operation.a % 25)
    const { profile } = tab
    tab.life.onEnd(() => {
      profile.kill()
      scene.checks.browserKilled(profile)
    })
    tab.life.endIn(steps)
    return `${profile.name()}: the browser will be killed at await number ${steps} of tab ${tab.number}`
  },
  'copy profile': toProfile((profile, { world, checks }) => {
    if (world.profiles.length >= MOST_DEVICES) return null
    const copy = world.addDevice({ ...profile.options, skewMs: profile.skewMs }, profile.disk())
    checks.copied(profile, copy)
    copy.openTab()
    return `the profile is copied: ${copy.name()} begins with what is on the disk`
  }),
  'local full': trouble('local storage takes nothing more', isDatabaseWell, (profile) => {
    profile.local.trouble = 'full'
  }),
  'local missing': trouble('local storage is forbidden', isDatabaseWell, (profile, checks) => {
    checks.strategies.lost(profile)
    profile.local.trouble = 'missing'
  }),
  scribble: toProfile((profile, { checks, operation }) => {
    if (!isDatabaseWell(profile) || !checks.isKeptTwice(profile)) return null
    const keys = [...profile.local.content().keys()].filter((key) => key.startsWith('holdfast:')).sort()
    const key = keys[operation.a % Math.max(1, keys.length)]
    if (key === undefined) return null
    checks.troubles.troubled(profile)
    checks.localLost(profile, key)
    profile.local.scribble(key)
    return `half of ${key} in local storage is lost`
  }),
  'clear local': trouble('local storage is emptied', isDatabaseWell, (profile, checks) => {
    checks.localLost(profile)
    profile.local.clear()
  }),
  'database refuses': trouble('IndexedDB refuses', isLocalWell, (profile) => {
    profile.databaseTrouble = 'refuses'
  }),
  'database full': trouble('IndexedDB is full', isLocalWell, (profile) => {
    profile.databaseTrouble = 'full'
  }),
  'database hangs': trouble('IndexedDB does not answer', isLocalWell, (profile) => {
    profile.databaseTrouble = 'hangs'
  }),
  'delete database': trouble(
    'IndexedDB is deleted beneath the pages',
    // Who this is would be known to nothing where nobody has put it back into local storage.
    (profile) => isLocalWell(profile) && isDatabaseWell(profile) && isWhoInLocal(profile),
    (profile, checks) => {
      checks.conflicts.lost(profile)
      profile.deleteDatabase()
    },
  ),
  'queue full': toProfile((profile, { checks }) => {
    if (profile.worker === null || profile.isQueueFull) return null
    profile.isQueueFull = true
    checks.pace.noQueue(profile)
    return 'the worker’s queue takes nothing'
  }),
  'heal storages': toProfile((profile, { checks }) => (healStorages(profile, checks) ? 'its storages work' : null)),
  'kill worker': toProfile((profile) => {
    if (!profile.worker?.isRunning()) return null
    profile.worker.kill()
    return 'the worker is stopped'
  }),
  'kill worker at': toProfile((profile, { operation }) => {
    if (!profile.worker?.isRunning()) return null
    const steps = 1 + (operation.a % 25)
    profile.worker.killIn(steps)
    return `the worker will be stopped at its await number ${steps} from now`
  }),
  'new version': ({ world }) => {
    for (const { worker } of world.profiles) worker?.serveNewer()
    return 'a newer version of the app is on the server'
  },
  'accept version': toTab((tab, { checks }) => {
    if (!tab.holdfast.console.sync.getState().updateWaiting) return null
    checks.accepted(tab.profile)
    tab.holdfast.services.applyUpdate()
    return 'says yes to the new version'
  }),
  offline: toProfile((profile) => {
    if (!profile.isOnline) return null
    profile.goOffline()
    return 'goes off-line'
  }),
  'away for long': toProfile((profile, { world, checks }) => {
    const { who } = profile.rows
    if (who === null) return null
    world.servers.database.notSeenFor(who.device, LONG_AWAY_MS)
    checks.server.notSeenForLong(who.device)
    if (profile.isOnline) profile.goOffline()
    return 'is off-line, and no server has seen it for 91 days'
  }),
  online: toProfile((profile) => {
    if (profile.isOnline) return null
    profile.goOnline()
    return 'is on-line again'
  }),
  lossy: toLink('its connections break', (link, { operation }) => {
    link.lostBefore = (operation.a % 5) / 10
    link.lostAfter = (operation.b % 6) / 10
  }),
  slow: toLink('its line is slow', (link, { operation }) => {
    link.leastMs = operation.a % 3_000
    link.mostMs = link.leastMs + ((operation.b * 97) % 40_000)
  }),
  'dead up': toLink('nothing it sends arrives', (link) => {
    link.dead = 'up'
  }),
  'dead down': toLink('no answer arrives', (link) => {
    link.dead = 'down'
  }),
  portal: toLink('a portal answers everything', (link, { operation }) => {
    link.portal = (['page', 'redirect', 'json'] as const)[operation.a % 3] ?? 'page'
  }),
  proxy: toLink('a proxy answers errors of its own', (link) => {
    link.proxyErrors = 0.4
  }),
  repeating: toLink('saves arrive twice', (link) => {
    link.repeated = 0.5
  }),
  'heal link': toLink('its line is well again', healLink),
}

export function healLink(link: Link): void {
  Object.assign(link, createLink())
}

/** False: nothing was wrong with them. */
export function healStorages(profile: Profile, checks: Checks): boolean {
  const isTroubled = !isLocalWell(profile) || !isDatabaseWell(profile)
  if (!isTroubled && !profile.isQueueFull) return false
  if (isTroubled) checks.troubles.troubled(profile)
  profile.local.trouble = 'none'
  profile.isQueueFull = false
  profile.healDatabase()
  return true
}
