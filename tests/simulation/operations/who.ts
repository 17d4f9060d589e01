/** Whom an operation happens to: counted round the devices and tabs there are. */
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Scene } from './carry-out'

/** null: there is no device yet. */
export function profileOf({ world, operation }: Scene): Profile | null {
  return round(world.profiles, operation.device)
}

/** Whether a tab reacts to people. */
export const reacts = ({ life }: Tab): boolean => !life.isFrozen() && !life.isOver()

/** A tab that does; null: there is none. */
export function tabOf(scene: Scene): Tab | null {
  return round(profileOf(scene)?.tabs.filter(reacts) ?? [], scene.operation.tab)
}

/** Any tab, also a frozen one. */
export function anyTabOf(scene: Scene): Tab | null {
  return round(profileOf(scene)?.tabs ?? [], scene.operation.tab)
}

export function round<T>(of: readonly T[], at: number): T | null {
  return of.length === 0 ? null : (of[at % of.length] as T)
}

export const nameOf = (tab: Tab): string => `${tab.profile.name()}, tab ${tab.number}`
