/**
 * The port between a save or pull and the database. Two calls do a save: read everything it touches, of one moment; write
 * everything it changes, all or nothing. Implemented by ./postgres-store; the same suite holds for every implementation.
 */
import type { Writes } from '../../core/merge/decision'
import type { Stored } from '../../core/merge/stored'

/** What a save or pull needs to see of one account's layout. */
export interface Ask {
  account: string
  /** The revision that the device holds: everything changed after it is read (everything there is, where S11 says so), and its tag. */
  since: number
  /** Their watermarks, and the conflicts of their edits with `after < n <= upTo`. */
  writers: { id: string; after: number; upTo: number }[]
  /** Widgets that edits name; `whole`: with all their fields, because they are removed or brought back. */
  widgets: { id: string; whole: boolean }[]
  /** Fields that edits name. */
  fields: { widget: string; key: string }[]
  /** Field edits may bring widgets back (S6, `local`): named widgets that are removed are read whole. */
  revives: boolean
  /** Who asks; the device is looked up by either. */
  device: string | null
  session: string | null
}

/** What is known of the device that asks. */
export interface KnownDevice {
  id: string
  /** ms since 1970. */
  lastSeen: number
  lastRevision: number
}

export interface Read extends Stored {
  device: KnownDevice | null
}

/** A device that was heard of: what S11 and the list of devices go by. */
export interface SeenDevice {
  id: string
  /** null: keep the one that is known. */
  name: string | null
  session: string | null
  /** Server time, ms since 1970. */
  at: number
  /** The revision that it named as its `base` or `since`; a lower one than is known changes nothing. */
  revision: number
}

/** One save as it is written. */
export interface Commit {
  account: string
  /** The tag that was read. With `seq`, one more than what was read, it is what the write is compared with. */
  onTag: string | null
  writes: Writes
  /** Who writes; its `at` is also the time of the history entry and the conflicts. */
  device: SeenDevice
}

/** All calls reject when the database is away. */
export interface LayoutStore {
  /**
   * What `ask` names as it is remembered, without asking the database; null: not all of it is. It may be out of date, so a
   * decision on it counts only if it writes, and its write is not lost.
   */
  recall?(ask: Ask): Read | null
  /** Reads what `ask` names, all of one moment (S13). */
  read(ask: Ask): Promise<Read>
  /** Writes all of a save in one transaction (S1) if the layout's `seq` and tag are still the ones that were read; false: they are not, nothing was written. */
  write(commit: Commit): Promise<boolean>
  /** Notes that a device was heard of, outside of a save. */
  see(account: string, device: SeenDevice): Promise<void>
}
