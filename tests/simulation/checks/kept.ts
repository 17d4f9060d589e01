/** What the storages of a simulated browser hold of one edit, or of the server, in the product's own format. Knows no rules. */
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

/** null: none that could be read. */
function replicaInLocal(profile: Profile, account: string): StoredReplica | null {
  const text = profile.local.content().get(`holdfast:replica:${account}`)
  try {
    return text === undefined ? null : (JSON.parse(text) as { data: StoredReplica }).data
  } catch {
    return null
  }
}

/** Local storage has a newer one. */
export function isNewerInLocal(profile: Profile, account: string, replica: StoredReplica): boolean {
  const there = replicaInLocal(profile, account)
  return there !== null && isNewer(there, replica)
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
