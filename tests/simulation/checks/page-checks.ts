/**
 * What people see: the same in all tabs of a browser (D7), of nobody else's account (D13), never more said than is true (D10),
 * replicas as the server once was (D11), one event stream a browser (D14), drawn without overlap (L1).
 * Before: checks asks after each operation. Knows no storage.
 */
import { isFieldEdit } from '../../../core/edits/edit'
import { askedBoxes } from '../../../core/layout/asked'
import { COLUMNS, type Grid, type Layout, type Replica, type ReplicaWidget } from '../../../core/layout/model'
import { place } from '../../../core/layout/place'
import { sameJson } from '../../../core/layout/same-json'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { World } from '../world'
import type { AccountHistory } from './account-history'
import type { Fail } from './fail'
import type { Made } from './made'
import type { MadeEdits } from './made-edits'
import type { PaceChecks } from './pace-checks'
import type { Troubles } from './troubles'
import type { Whose } from './whose'

/** D7. */
const SAME_WITHIN_MS = 1_000
/** A stream is closed by then when the last tab is hidden. */
const CLOSED_WITHIN_MS = 200
/** D3: drags wait for 2 s; nothing waits longer while nothing is in the way. */
const SENT_WITHIN_MS = 2_500
/** An account that is shown is read from IndexedDB by then. */
const READ_WITHIN_MS = 100
/** D3: a page that is hidden sends all of it at once. */
const HIDDEN_SENDS_WITHIN_MS = 500

interface TakenAlong {
  account: string
  /** As the server last had it. */
  widgets: [id: string, widget: ReplicaWidget][]
  /** What the device changes in it, as `<widget> <field>`. */
  changed: ReadonlySet<string>
}

export class PageChecks {
  /** When the tabs of a profile last had something to tell each other, ms. */
  readonly #toldAt = new Map<Profile, number>()
  readonly #hiddenAt = new Map<Profile, number>()
  /** What a guest that is gone had, and whose it is to be. */
  readonly #takenAlong = new Map<Tab, TakenAlong>()
  /** Whom each tab shows, and since when. */
  readonly #shown = new Map<Tab, { account: string; sinceMs: number }>()
  /** How many answers with a layout each profile has heard. */
  readonly #answers = new Map<Profile, number>()
  /** What each tab last said of when it was in step, and how often it has said something new. */
  readonly #synced = new Map<Tab, { at: number | null; times: number }>()
  /** Account -> widgets that were made under it. */
  readonly #widgets = new Map<string, Set<string>>()

  constructor(
    private readonly world: World,
    private readonly history: AccountHistory,
    private readonly made: MadeEdits,
    private readonly whose: Whose,
    private readonly troubles: Troubles,
    private readonly pace: PaceChecks,
    private readonly fail: Fail,
  ) {}

  told(profile: Profile): void {
    this.#toldAt.set(profile, this.world.time.now())
  }

  /** A device hears what the server has. */
  hears(profile: Profile): void {
    this.#answers.set(profile, (this.#answers.get(profile) ?? 0) + 1)
  }

  /** Its worker may have learned something that no page has taken yet. */
  copied(from: Profile, to: Profile): void {
    this.#answers.set(to, this.#answers.get(from) ?? 0)
  }

  isOf(account: string, widget: string): void {
    const widgets = this.#widgets.get(account) ?? new Set()
    this.#widgets.set(account, widgets.add(widget))
  }

  /** What was made as nobody, or by a guest that is gone, is a guest's from now on; a full account gets nothing it did not ask for (D13). */
  adopted(tab: Tab, from: string, to: string): void {
    if (!this.world.servers.accounts.beganAsGuest(to))
      this.fail('D13', `tab ${tab.number} gives what was made under ${from} to ${to}, which never was a guest`)
    for (const widget of this.#widgets.get(from) ?? []) this.isOf(to, widget)
    const { replica } = tab.profile.rows.accounts.get(from) ?? {}
    if (from === 'local' || !replica || this.troubles.isTroubled(tab.profile)) return
    const widgets = Object.entries(replica.replica.widgets).filter(([, { removed }]) => !removed)
    this.#takenAlong.set(tab, { account: to, widgets, changed: this.#changedOn(tab.profile) })
  }

  #changedOn(profile: Profile): Set<string> {
    const changed = new Set<string>()
    for (const made of this.made.all()) {
      if (!this.#isOn(profile, made) || this.made.hasArrived(made) || !isFieldEdit(made.edit)) continue
      changed.add(`${made.edit.widget} ${made.edit.field}`)
    }
    return changed
  }

  /** A guest whose session is gone becomes a new one with the whole layout (D13). */
  #lookAtTakenAlong(tab: Tab): void {
    const along = this.#takenAlong.get(tab)
    if (along === undefined) return
    this.#takenAlong.delete(tab)
    const { account, widgets } = tab.holdfast.console.layout.getState()
    if (account !== along.account) return
    const changed = new Set([...along.changed, ...this.#changedOn(tab.profile)])
    for (const [id, { fields }] of along.widgets) {
      if (this.#isRemoved(tab.profile, id)) continue
      const shown = widgets[id]?.fields
      if (shown === undefined)
        this.fail('D13', `tab ${tab.number} is a new guest’s and has lost widget ${id} on the way`)
      for (const [field, { value }] of Object.entries(fields)) {
        if (shown === undefined || changed.has(`${id} ${field}`) || sameJson(shown[field], value)) continue
        this.fail('D13', `tab ${tab.number} is a new guest’s and has lost ${field} of ${id} on the way`)
      }
    }
  }

  /** It was made on this profile, or on the one that it is a copy of. */
  #isOn(profile: Profile, made: Made): boolean {
    const first = this.whose.copyOf(profile)
    return made.profile === profile || (first !== undefined && this.#isOn(first, made))
  }

  /** Somebody removed the widget on this profile, or on the one that it is a copy of. */
  #isRemoved(profile: Profile, widget: string): boolean {
    const first = this.whose.copyOf(profile)
    return this.made.isRemoved(profile, widget) || (first !== undefined && this.#isRemoved(first, widget))
  }

  /** The one account that all tabs of a profile show, for a second at least; null: none, or a tab is frozen and shows what was. */
  accountShown(profile: Profile): string | null {
    if (profile.tabs.some(({ life }) => life.isFrozen())) return null
    if (this.world.time.now() - (this.#toldAt.get(profile) ?? 0) < SAME_WITHIN_MS) return null
    const accounts = new Set(profile.tabs.map(({ holdfast }) => holdfast.console.layout.getState().account))
    return accounts.size === 1 ? ([...accounts][0] ?? null) : null
  }

  look(): void {
    for (const profile of this.world.profiles) {
      this.#lookAtTabs(profile)
      this.#lookAtStreams(profile)
      for (const tab of profile.tabs) if (!tab.life.isFrozen()) this.#lookAtTab(tab)
    }
  }

  #lookAtTabs(profile: Profile): void {
    const now = this.world.time.now()
    const [first, ...others] = profile.tabs
    if (first === undefined || others.length === 0) return
    if (now - (this.#toldAt.get(profile) ?? now) < SAME_WITHIN_MS || this.troubles.isTroubled(profile)) return
    if (profile.tabs.some(({ life }) => life.isFrozen()) || this.made.isAnyHalfMade(profile)) return
    const shown = first.holdfast.console.layout.getState()
    for (const tab of others) {
      const { account, widgets } = tab.holdfast.console.layout.getState()
      if (account !== shown.account || !sameJson(widgets as never, shown.widgets as never)) {
        this.fail(
          'D7',
          `tabs ${first.number} and ${tab.number} of ${profile.name()} show different things: ${account === shown.account ? differs(shown.widgets, widgets) : `the accounts ${shown.account} and ${account}`}`,
        )
      }
      const [email, other] = [first, tab].map(({ holdfast }) => holdfast.services.account.current().email)
      if (email !== other)
        this.fail(
          'D7',
          `tabs ${first.number} and ${tab.number} of ${profile.name()} know ${account} as ${email} and ${other}`,
        )
    }
  }

  #lookAtStreams(profile: Profile): void {
    const open = this.world.network.streamsOf(profile)
    if (open > 1) this.fail('D14', `${profile.name()} has ${open} event streams open`)
    const now = this.world.time.now()
    if (profile.tabs.some(({ isVisible }) => isVisible)) this.#hiddenAt.delete(profile)
    else if (!this.#hiddenAt.has(profile)) this.#hiddenAt.set(profile, now)
    const hiddenFor = now - (this.#hiddenAt.get(profile) ?? now)
    if (open > 0 && hiddenFor > CLOSED_WITHIN_MS)
      this.fail('D14', `${profile.name()} has an event stream and no visible tab`)
  }

  /** D10: no tab says more often that it is in step since now than there were answers that said so. */
  #lookAtSynced(tab: Tab): void {
    const { lastSyncedAt: at } = tab.holdfast.console.sync.getState()
    const before = this.#synced.get(tab) ?? { at: null, times: 0 }
    if (at === before.at) return
    const times = before.times + (at === null ? 0 : 1)
    this.#synced.set(tab, { at, times })
    if (times > (this.#answers.get(tab.profile) ?? 0))
      this.fail('D10', `tab ${tab.number} says that it is in step since now, and has heard of no server`)
  }

  #lookAtTab(tab: Tab): void {
    this.#lookAtTakenAlong(tab)
    this.#lookAtSynced(tab)
    const { layout, sync } = tab.holdfast.console
    const { account, widgets } = layout.getState()
    const { syncStatus, pendingChanges } = sync.getState()
    if (this.#shown.get(tab)?.account !== account) this.#shown.set(tab, { account, sinceMs: this.world.time.now() })
    const known = this.history.account(account).widgets
    const own = this.#widgets.get(account)
    for (const id of Object.keys(widgets)) {
      if (!known.has(id) && !own?.has(id) && !this.#had(account, id)) {
        this.fail('D13', `tab ${tab.number} shows widget ${id} under account ${account}, which never had it`)
      }
    }
    const now = this.world.time.now()
    for (const made of this.made.unsettled(tab.profile)) {
      if (made.tab !== tab || made.account !== account) continue
      if (syncStatus === 'success')
        this.fail('D10', `tab ${tab.number} owes edit ${made.edit.n} and says that all is saved`)
      if (pendingChanges === 0 && !this.#isJustShown(tab))
        this.fail('D10', `tab ${tab.number} owes edit ${made.edit.n} and says that nothing waits (${syncStatus})`)
      if (
        syncStatus === 'idle' &&
        this.#isLate(tab, made) &&
        !made.isSent &&
        tab.profile.isOnline &&
        !this.pace.isAskedToWait(tab.profile) &&
        !this.troubles.isTroubled(tab.profile)
      ) {
        this.fail(
          'D3',
          `edit ${made.edit.n} of tab ${tab.number} is not sent after ${Math.round(now - made.atMs)} ms, and nothing is in the way`,
        )
      }
    }
  }

  /** What local storage has lost of another account comes out of IndexedDB when that account is shown. */
  #isJustShown(tab: Tab): boolean {
    return this.world.time.now() - (this.#shown.get(tab)?.sinceMs ?? 0) < READ_WITHIN_MS
  }

  #had(account: string, id: string): boolean {
    return this.#isGuests(account, id) || this.history.everKnew(account, id)
  }

  /** A tab owes an edit of `widget`. */
  edited(tab: Tab, account: string, widget: string): void {
    if (this.#widgets.get(account)?.has(widget) || this.#had(account, widget)) return
    this.fail('D13', `tab ${tab.number} edits widget ${widget} under account ${account}, which never had it`)
  }

  /** Made before there was an account: a guest's from its first moment on (D13). */
  #isGuests(account: string, widget: string): boolean {
    return this.world.servers.accounts.beganAsGuest(account) && (this.#widgets.get('local')?.has(widget) ?? false)
  }

  /** It should have been sent by now, as far as its tab alone is concerned (D3). */
  #isLate(tab: Tab, { atMs, account, hiddenAtMs: hiddenBeforeMs }: Made): boolean {
    const now = this.world.time.now()
    // For the time in which another account was shown nobody could send it (D13).
    const waitsSinceMs = Math.max(atMs, this.#shown.get(tab)?.sinceMs ?? now, this.troubles.thawedAt(tab))
    const { hiddenAtMs } = tab
    // A guest must be made first for what is nobody's; and what a hidden page makes is sent by no hiding.
    if (hiddenAtMs !== null && hiddenBeforeMs !== hiddenAtMs && account !== 'local')
      return now - Math.max(hiddenAtMs, waitsSinceMs) > HIDDEN_SENDS_WITHIN_MS
    return now - waitsSinceMs > SENT_WITHIN_MS && !this.#isDragging(tab)
  }

  #isDragging(tab: Tab): boolean {
    const now = this.world.time.now()
    for (const made of this.made.unsettled(tab.profile)) {
      if (made.tab === tab && made.edit.trigger === 'drag' && now - made.atMs < SENT_WITHIN_MS) return true
    }
    return false
  }

  /** D11: what a device holds of the server at a revision is what the server was at it. */
  holds(profile: Profile, account: string, { revision, tag, widgets }: Replica): void {
    const server = this.history.layoutAt(account, revision, tag)
    if (server === undefined) {
      this.fail('D11', `${profile.name()} holds revision ${revision} ${tag}, which never was`)
      return
    }
    const held: Layout = {}
    for (const [id, { removed, fields }] of Object.entries(widgets)) {
      if (removed) continue
      const values = Object.entries(fields).flatMap(([key, { value }]) =>
        value === undefined ? [] : [[key, value] as const],
      )
      held[id] = { id, fields: Object.fromEntries(values) }
    }
    if (!sameJson(held as never, server as never)) {
      this.fail('D11', `${profile.name()} takes revision ${revision} over as it never was: ${differs(server, held)}`)
    }
  }

  /** L1: what is drawn never overlaps and never leaves the grid. */
  drawn(layout: Layout): void {
    for (const grid of ['desktop', 'mobile'] as const) this.#checkDrawn(grid, layout)
  }

  #checkDrawn(grid: Grid, layout: Layout): void {
    const columns = COLUMNS[grid]
    const asked = askedBoxes(layout, grid)
    const boxes = Object.entries(place(asked, columns))
    const again = place(asked.toReversed(), columns)
    if (!sameJson(again as never, Object.fromEntries(boxes) as never)) this.fail('L1', 'drawing depends on the order')
    const taken = new Set<number>()
    for (const [id, { x, y, w, h }] of boxes) {
      if (x < 0 || x + w > columns || y < 0) this.fail('L1', `widget ${id} is drawn beside the grid`)
      for (let row = y; row < y + h; row++) {
        for (let column = x; column < x + w; column++) {
          const cell = row * columns + column
          if (taken.has(cell)) this.fail('L1', `widget ${id} is drawn over another`)
          taken.add(cell)
        }
      }
    }
  }
}

/** What differs first, in words. */
export function differs(a: Layout, b: Layout): string {
  for (const id of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (a[id] === undefined || b[id] === undefined)
      return `widget ${id} is only in the ${a[id] === undefined ? 'second' : 'first'}`
    if (!sameJson(a[id] as never, b[id] as never))
      return `widget ${id}: ${JSON.stringify(a[id]?.fields)} and ${JSON.stringify(b[id]?.fields)}`
  }
  return 'nothing'
}
