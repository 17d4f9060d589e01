/** What the storages of a simulated browser hold of one edit, in the product's own format. Used by made-edits and the checks of storages. */
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

/** @param key `<writer>:<n>` */
export function isSetAsideInLocal(profile: Profile, key: string): boolean {
  return [...profile.local.content().keys()].some(
    (name) => name.startsWith('holdfast:set-aside:') && name.endsWith(`:${key}`),
  )
}

/** In either storage (D12). @param key `<writer>:<n>` */
export function isSetAside(profile: Profile, key: string): boolean {
  return profile.rows.setAside.has(key) || isSetAsideInLocal(profile, key)
}
