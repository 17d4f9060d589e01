/**
 * Dashboards of guests that a person adds to the account shown (D13): all of them is made anew, once and under new ids, before it
 * is forgotten, and then gone. And what was made as nobody, which becomes a guest's. Before: checks says what people ask for, and
 * what tabs forget. After: kept, made-edits, whose. Knows no sending.
 */
import type { OwedEdit } from '../../../core/edits/edit'
import type { Json, Layout } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Fail } from './fail'
import { isReplicaKept, keptLayout, owedIn } from './kept'
import type { MadeEdits } from './made-edits'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

/** The trigger of edits that make a widget of another account anew. */
const MAKES_ANEW = 'import'

/** The account before there is one. */
const NOBODY = 'local'

/** A person adds what one account left behind. */
interface Adding {
  tab: Tab
  /** The account that is shown, to which it is added. */
  to: string
  left: Layout
  /** The last that its tab had made before. */
  afterN: number
}

export class LeftBehindChecks {
  /** Of each profile, by the account that is left: what is to be made anew before it is forgotten. */
  readonly #adding = new Map<Profile, Map<string, Adding>>()

  /** Of each profile: accounts that are to be forgotten. */
  readonly #signedOut = new Map<Profile, Set<string>>()

  constructor(
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly troubles: Troubles,
    private readonly fail: Fail,
  ) {}

  adds(tab: Tab, account: string): void {
    const { profile, writer, holdfast } = tab
    const adding = this.#adding.get(profile) ?? new Map<string, Adding>()
    this.#adding.set(profile, adding)
    adding.set(account, {
      tab,
      to: holdfast.console.layout.getState().account,
      left: keptLayout(profile, account),
      afterN: this.made.lastN(writer),
    })
  }

  /** It may be forgotten now: a person discards it, or another account has it. */
  isGone(profile: Profile, account: string): void {
    this.#adding.get(profile)?.delete(account)
  }

  /** D13: what is added is made anew, whole and under new ids, before it is forgotten. */
  forgets(life: Life, profile: Profile, account: string): void {
    const adding = this.#adding.get(profile)?.get(account)
    if (adding === undefined) return
    // Another tab was told to add or discard it before, and this one may find nothing any more.
    if (adding.tab.life !== life) {
      this.isGone(profile, account)
      return
    }
    const anew = this.#madeBy(adding)
    for (const [id, { fields }] of Object.entries(adding.left)) {
      const at = anew.findIndex((made) => sameJson(made as Json, fields as Json))
      if (at === -1) {
        this.fail(
          'D13',
          `${profile.name()} forgets what ${account} left, and widget ${id} is not made anew in ${adding.to}`,
        )
        return
      }
      // Two that are alike are two.
      anew.splice(at, 1)
    }
    const all = Object.values(adding.left)
    if (anew.some((made) => all.some(({ fields }) => sameJson(made as Json, fields as Json))))
      this.fail('D13', `${profile.name()} adds to ${adding.to} twice what ${account} left`)
  }

  /** The person was told that it was added: it is there no more, to be added once more. */
  isAdded({ life, profile }: Tab, account: string): void {
    this.forgets(life, profile, account)
    if (this.troubles.isTroubled(profile) || life.isOver()) return
    const left = Object.keys(keptLayout(profile, account)).length
    if (left > 0)
      this.fail('D13', `${left} widgets that ${account} left are added, and still kept on ${profile.name()}`)
  }

  /** A person signs out, with nothing unsent: nothing of that account is to be left where others use the device. */
  signsOut({ profile, holdfast }: Tab): void {
    const { account } = holdfast.console.layout.getState()
    // What has arrived is unsent as far as the device knows until an answer says so.
    if (holdfast.console.sync.getState().pendingChanges > 0) return
    for (const made of this.made.unsettled(profile)) if (made.account === account) return
    const signedOut = this.#signedOut.get(profile) ?? new Set()
    this.#signedOut.set(profile, signedOut.add(account))
  }

  /** Something is made while the sign-out is under way: it may be unsent as that is over, and everything stays for it. */
  owes(profile: Profile, account: string): void {
    this.#signedOut.get(profile)?.delete(account)
  }

  /** Somebody signs in: it may be back, or the sign-out have been that one's. */
  isShown(profile: Profile, account: string): void {
    if (account !== NOBODY) this.#signedOut.delete(profile)
  }

  tabEnded({ profile }: Tab): void {
    // It may have been about to forget it.
    this.#signedOut.delete(profile)
  }

  #isForgotten(profile: Profile): void {
    if (this.troubles.wasEverTroubled(profile)) return
    for (const account of this.#signedOut.get(profile) ?? []) {
      if (profile.tabs.some(({ holdfast }) => holdfast.console.layout.getState().account === account)) continue
      if (isReplicaKept(profile, account))
        this.fail('D13', `${account} signed out on ${profile.name()}, and its layout is still there`)
    }
  }

  /** What was made as nobody is the first guest's, and that guest's alone (D13); who signed out is forgotten: at the end. */
  atTheEnd(profile: Profile): void {
    this.#isForgotten(profile)
    const [tab] = profile.tabs
    const { account = NOBODY, email = null } = tab?.holdfast.services.account.current() ?? {}
    if (account === NOBODY) return
    const owed = [...owedIn(profile, NOBODY)].flatMap(([writer, edits]) => edits.map(({ n }) => ({ writer, n })))
    for (const { writer, n } of owed) {
      const made = this.made.find(writer, n)
      if (made === undefined) continue
      const isGuests = this.whose.accountOn(profile, made) !== NOBODY
      if (isGuests)
        this.fail('D13', `edit ${n} of ${writer} went over to a guest, and is still nobody’s on ${profile.name()}`)
      else if (email === null)
        this.fail('D13', `edit ${n} of ${writer} is nobody’s on ${profile.name()}, and not the guest’s who is shown`)
    }
  }

  /** The fields of every widget that was made since, as it was made: of none that was left, and without what was edited later. */
  #madeBy({ tab, to, left, afterN }: Adding): Record<string, Json>[] {
    const widgets = new Map<string, Record<string, Json>>()
    for (const { edit, madeUnder } of this.made.of(tab.writer)) {
      if (edit.n <= afterN || madeUnder !== to || edit.widget in left) continue
      if (edit.trigger !== MAKES_ANEW || !setsField(edit)) continue
      widgets.set(edit.widget, { ...widgets.get(edit.widget), [edit.field]: edit.value })
    }
    return [...widgets.values()]
  }
}

const setsField = (edit: OwedEdit): edit is Extract<OwedEdit, { value: Json }> => 'value' in edit
