/**
 * Which versions history keeps as they age: all of the last 30 days, then the last of each hour, and older than HISTORY_DAYS
 * the last of each day. Pure; times in ms since 1970, hours and days in UTC. Used by server/layouts/thin, which does it.
 */

export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
const ALL_OF_DAYS = 30

/** Ages by which versions thin out. Each ends with a whole hour or day, so that no hour or day is judged before it is over. */
export interface Ages {
  /** Before this, the last of each hour is kept. */
  hoursBefore: number
  /** Before this, the last of each day. */
  daysBefore: number
}

/** @param historyDays HISTORY_DAYS; fewer than 30 days of it leave no time in which hours are kept */
export function agesAt(now: number, historyDays: number): Ages {
  const daysBefore = floor(now - historyDays * DAY_MS, DAY_MS)
  return { daysBefore, hoursBefore: Math.max(daysBefore, floor(now - ALL_OF_DAYS * DAY_MS, HOUR_MS)) }
}

/** A version that is still there. */
export interface Entry {
  revision: number
  /** Server time. */
  at: number
  /** Of its changes. */
  bytes: number
}

/** Versions that follow one another, the last of which stays and takes over the changes of the others. */
export type Group = readonly [Entry, Entry, ...Entry[]]

/** So many versions, or bytes of changes, at most are put together at once. A longer run of them takes several groups. */
export interface GroupLimits {
  versions: number
  bytes: number
}

/**
 * What is to be put together, oldest first; the last of one group may be the first of the next.
 * @param entries in order of revision
 */
export function thinPlan(entries: readonly Entry[], ages: Ages, limits: GroupLimits): Group[] {
  const groups: Entry[][] = []
  let bytes = 0
  for (const entry of entries) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    bytes += entry.bytes
    if (group === undefined || last === undefined || !areOfOnePeriod(last, entry, ages)) {
      groups.push([entry])
      bytes = entry.bytes
    } else if (group.length > 1 && (group.length >= limits.versions || bytes > limits.bytes)) {
      groups.push([last, entry])
      bytes = last.bytes + entry.bytes
    } else group.push(entry)
  }
  return groups.filter((group): group is [Entry, Entry, ...Entry[]] => group.length > 1)
}

/** Of one hour, or one day, of which only the last version is kept? */
function areOfOnePeriod(a: Entry, b: Entry, { hoursBefore, daysBefore }: Ages): boolean {
  if (a.at < daysBefore && b.at < daysBefore) return floor(a.at, DAY_MS) === floor(b.at, DAY_MS)
  return a.at < hoursBefore && b.at < hoursBefore && floor(a.at, HOUR_MS) === floor(b.at, HOUR_MS)
}

const floor = (value: number, unit: number): number => Math.floor(value / unit) * unit
