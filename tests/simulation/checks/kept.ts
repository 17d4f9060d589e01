/** What the storages of a simulated browser hold of one edit, or of the server, in the product's own format. Knows no rules. */
import type { OwedEdit, Strategy } from '../../../core/edits/edit'
import { rebase } from '../../../core/edits/rebase'
import { EMPTY_REPLICA, type Layout } from '../../../core/layout/model'
import { isNewer, type StoredReplica } from '../../../src/store/stored-shapes'
import type { Profile } from '../browser/profile'
import type { Made } from './made'

export function isInLocal({ profile, account, writer, edit }: Made): boolean {
  return profile.local.content().get(`holdfast:owed:${account}:${writer}`)?.includes(`"n":${edit.n},`) ?? false
}

export function isInDatabase({ profile, account, writer, edit }: Made): boolean {
  return profile.rows.accounts.get(account)?.edits.get(writer)?.has(edit.n) ?? false
}

/** In either storage: the next start finds it (D1). */
export function isKept(made: Made): boolean {
  return isInLocal(made) || isInDatabase(made)
}

/** Who this is can be read there; half of it may be lost. */
export function isWhoInLocal(profile: Profile): boolean {
  const who = profile.local.content().get('holdfast:who')
  try {
    return who !== undefined && JSON.parse(who) !== null
  } catch {
    return false
  }
}

const replicaInLocal = (profile: Profile, account: string): StoredReplica | null =>
  inLocal<StoredReplica>(profile, `replica:${account}`)

/** null: nothing that could be read. */
function inLocal<T>(profile: Profile, key: string): T | null {
  const text = profile.local.content().get(`holdfast:${key}`)
  try {
    return text === undefined ? null : (JSON.parse(text) as { data: T }).data
  } catch {
    return null
  }
}

/** How conflicts are decided; null: nothing that could be read. */
export const strategyInLocal = (profile: Profile): Strategy | null => inLocal<Strategy>(profile, 'strategy')

/** What either storage has that `account` owes: writer -> its edits, less what one of them knows to be settled. */
export function owedIn(profile: Profile, account: string): Map<string, OwedEdit[]> {
  const rows = profile.rows.accounts.get(account)
  const settled = inLocal<Record<string, number>>(profile, `settled:${account}`) ?? {}
  const owed = new Map<string, Map<number, OwedEdit>>()
  const owes = (writer: string, edits: Iterable<OwedEdit>) => {
    const arrived = Math.max(settled[writer] ?? 0, rows?.settled.get(writer) ?? 0)
    const known = owed.get(writer) ?? new Map<number, OwedEdit>()
    owed.set(writer, known)
    for (const edit of edits) if (edit.n > arrived) known.set(edit.n, edit)
  }
  for (const [writer, edits] of rows?.edits ?? []) owes(writer, edits.values())
  for (const key of profile.local.content().keys()) {
    const [, , of, writer = ''] = key.split(':')
    if (key.startsWith('holdfast:owed:') && of === account)
      owes(writer, inLocal<OwedEdit[]>(profile, key.slice('holdfast:'.length)) ?? [])
  }
  return new Map([...owed].map(([writer, edits]) => [writer, [...edits.values()].sort((a, b) => a.n - b.n)]))
}

/** What a person would see of an account that no tab shows: the newest that either storage has, and over it all that is owed. */
export function keptLayout(profile: Profile, account: string): Layout {
  const [here, there] = [replicaInLocal(profile, account), profile.rows.accounts.get(account)?.replica ?? null]
  const newest = here !== null && (there === null || isNewer(here, there)) ? here : there
  const streams = [...owedIn(profile, account)].map(([writer, edits]) => ({ writer, edits }))
  return rebase(newest?.replica ?? EMPTY_REPLICA, streams)
}

/** What IndexedDB has of it is newer than what local storage has and any tab holds. */
export function isNewestInDatabase(
  { profile, account }: Pick<Made, 'profile' | 'account'>,
  kept: StoredReplica,
): boolean {
  const there = replicaInLocal(profile, account)
  const isHeld = profile.tabs.some(({ holdfast: { console } }) => {
    const { revision, epoch } = console.actions.seen()
    const isShown = console.layout.getState().account === account
    return isShown && !isNewer(kept, { replica: { ...kept.replica, revision }, epoch })
  })
  return !isHeld && (there === null || isNewer(kept, there))
}

/** @param key `<writer>:<n>` */
export function isSetAsideInLocal(profile: Profile, key: string): boolean {
  return [...profile.local.content().keys()].some(
    (name) => name.startsWith('holdfast:set-aside:') && name.endsWith(`:${key}`),
  )
}

/** As `<writer>:<n>`, all that either storage has. */
export function* setAsideIn({ rows, local }: Profile): Generator<string> {
  yield* rows.setAside.keys()
  for (const name of local.content().keys())
    if (name.startsWith('holdfast:set-aside:')) yield name.split(':').slice(-2).join(':')
}

/** In either storage (D12). @param key `<writer>:<n>` */
export function isSetAside(profile: Profile, key: string): boolean {
  return profile.rows.setAside.has(key) || isSetAsideInLocal(profile, key)
}

/** Whether a storage has what the device holds of the server for that account. */
export function isReplicaKept({ rows, local }: Profile, account: string): boolean {
  const there = rows.accounts.get(account)?.replica ?? null
  return there !== null || local.content().has(`holdfast:replica:${account}`)
}

/** Under which account it waits for a person's word. @param key `<writer>:<n>`; null: nowhere */
export function setAsideUnder(profile: Profile, key: string): string | null {
  const names = [...profile.local.content().keys()].filter((name) => name.startsWith('holdfast:set-aside:'))
  const inLocal = names.find((name) => name.endsWith(`:${key}`))?.split(':')[2]
  return profile.rows.setAside.get(key)?.account ?? inLocal ?? null
}

/** Of which epoch the replica is that each of the storages, and each tab, holds; 0 where it has none. */
export function heldEpochs(profile: Profile, account: string): number[] {
  const inLocal = profile.local.content().get(`holdfast:replica:${account}`) ?? ''
  return [
    Number(/"epoch":(\d+)}}$/.exec(inLocal)?.[1] ?? 0),
    profile.rows.accounts.get(account)?.replica?.epoch ?? 0,
    ...profile.tabs.flatMap(({ holdfast: { console } }) =>
      console.layout.getState().account === account ? console.actions.seen().epoch : [],
    ),
  ]
}
