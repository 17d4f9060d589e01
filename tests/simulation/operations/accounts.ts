/** What happens to clocks, sessions and accounts. Before: carry-out. After: the page's own account calls. */
import type { Tab } from '../browser/tab'
import type { Scene, Table } from './carry-out'
import { short } from './edits'
import { nameOf, profileOf, reacts, round, tabOf } from './who'

const JUMPS_MS = [-7 * 86_400_000, -3_600_000, -30_000, -1_000, 1_000, 60_000, 3_600_000, 30 * 86_400_000]

/** Somebody edits in the very moment before: it is owed when the session ends. */
function lastEdit(tab: Tab, { checks, operation }: Scene): string {
  checks.beforeAction(tab)
  const id = tab.holdfast.console.actions.addWidget('note', { title: `last ${operation.i}` })
  checks.afterAction(tab)
  return `adds ${short(id)} and `
}

/** Some read first what a button says, while other things happen. */
const READS_MS = 20_000

export const ACCOUNT_OPERATIONS: Table = {
  'jump clock': (scene) => {
    const profile = profileOf(scene)
    if (profile === null) return null
    const jump = JUMPS_MS[scene.operation.a % JUMPS_MS.length] ?? 0
    profile.skewMs += jump
    scene.checks.pace.clockJumped(profile)
    return `${profile.name()}: its clock jumps by ${jump / 1000} s`
  },
  'expire sessions': ({ world, operation }) => {
    const { accounts } = world.servers
    if (operation.a % 3 === 0) accounts.end(null)
    else {
      const profile = world.profiles[operation.device % Math.max(1, world.profiles.length)]
      const token = profile?.cookie?.split('=')[1]
      if (token === undefined) return null
      accounts.end([token])
    }
    return operation.a % 3 === 0
      ? 'all sessions end'
      : `the session of device ${(operation.device % world.profiles.length) + 1} ends`
  },
  'sign out': (scene) => {
    const tab = tabOf(scene)
    if (tab === null || tab.holdfast.services.account.current().email === null) return null
    const edit = scene.operation.a % 2 === 0 ? lastEdit(tab, scene) : ''
    const others = tab.profile.tabs.filter((other) => other !== tab && reacts(other))
    const impatient = scene.operation.b % 2 === 0 ? round(others, scene.operation.a) : null
    scene.checks.leftBehind.signsOut(tab)
    void tab.holdfast.services.account.signOut()
    void impatient?.holdfast.services.account.signOut()
    return `${nameOf(tab)}: ${edit}signs out${impatient === null ? '' : `, and in tab ${impatient.number} too, before it is done`}`
  },
  'sign in': (scene) => {
    const tab = tabOf(scene)
    if (tab === null) return null
    scene.world.people.signsIn(tab)
    return `${nameOf(tab)}: signs in`
  },
  'sign in other': (scene) => {
    const tab = tabOf(scene)
    if (tab === null) return null
    scene.world.people.signsIn(tab, 1)
    return `${nameOf(tab)}: signs in to another account`
  },
  'add credentials': (scene) => {
    const tab = tabOf(scene)
    if (tab === null || tab.holdfast.services.account.current().email !== null) return null
    const email = `guest${scene.operation.i}@example.com`
    scene.world.people.newEmail(email)
    void tab.holdfast.services.account.addCredentials(email, scene.world.people.password)
    return `${nameOf(tab)}: the guest gets an e-mail address and a password`
  },
  'add left behind': (scene) => {
    const tab = tabOf(scene)
    if (tab === null) return null
    const { leftBehind } = tab.holdfast.services
    const isAdded = scene.operation.a % 3 !== 0
    const click = (account: string) => {
      // Nothing becomes of a dashboard that is shown again by now.
      if (tab.holdfast.services.account.current().account === account)
        return void leftBehind.add(account).catch(() => {})
      scene.checks.leftBehindGoes(tab, account, isAdded)
      if (!isAdded) return void leftBehind.discard(account)
      scene.checks.leftBehind.adds(tab, account)
      // Some click twice.
      if (scene.operation.b % 4 === 0) void leftBehind.add(account).catch(() => {})
      void leftBehind.add(account).then(
        () => scene.checks.leftBehind.isAdded(tab, account),
        () => scene.checks.leftBehind.isGone(tab.profile, account),
      )
    }
    const readsMs = scene.operation.a % 5 === 0 ? READS_MS : 0
    void leftBehind.list().then(([first]) => {
      if (first === undefined) return
      if (readsMs === 0) click(first.account)
      else tab.life.after(readsMs, () => click(first.account))
    })
    return `${nameOf(tab)}: ${isAdded ? 'adds' : 'discards'} what a guest left behind`
  },
}
