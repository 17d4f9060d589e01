/** One edit as its tab made it, and what became of it. Made by owed-checks, kept by made-edits. Knows no rules. */
import type { OwedEdit, Seen } from '../../../core/edits/edit'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'

/**
 * owed: it must arrive · replaced, dropped: it need not, for a reason · taken along: nor need this, because the next guest has the
 * whole layout, but its tab may bring it along, too · excused: no storage could keep it · half made: its tab ended within the
 * gesture's handler, and other tabs may know of it alone.
 */
type Fate = 'owed' | 'replaced' | 'dropped' | 'taken along' | 'excused' | 'half made'

export interface Made {
  readonly writer: string
  readonly edit: OwedEdit
  readonly profile: Profile
  readonly tab: Tab
  readonly atMs: number
  /** Since when its tab was hidden then; null: it was not. */
  readonly hiddenAtMs: number | null
  /** The account that was shown; `local`: there was none, and a copied profile may take it to a guest of its own. */
  readonly madeUnder: string
  /** Whose it is on its own profile: it may have gone over from the account that it was made under. */
  account: string
  /** What it is to count as having seen of the server, after folding (D2). */
  seen: Seen
  /** Or this, as far as its tab knows. */
  orSeen: Seen | null
  fate: Fate
  /** Its widget was shown when it was made: there was something of it on the device. */
  readonly isShown: boolean
  isSent: boolean
}
