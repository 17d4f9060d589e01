/**
 * What becomes of every edit that was ever made: it is in the storages in time (D1), folded as it may be (D2), sent as it was
 * made, taken out of the queue only for a reason (D4), and settled by the server's word alone (D11). Before: checks hands it what
 * the world says. Knows no rules of merging.
 */
import type { OwedEdit } from '../../../core/edits/edit'
import type { Json, Replica } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Conflict } from '../../../core/wire/answer'
import type { SaveBody } from '../../../core/wire/save'
import type { PageMessage } from '../../../core/wire/worker-message'
import type { TakenOver } from '../../../src/store/device-db'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Outgoing, OutgoingRequest } from '../network/messages'
import type { World } from '../world'
import { GiveBackChecks } from './give-back'
import { Refusals } from './refusals'
import type { ServerChecks } from './server-checks'

type Fail = (rule: string, what: string) => void

/** IndexedDB has an edit after this (D1), ms; a little more, because one write may be under way. */
const IN_DATABASE_MS = 110
/** Storages that were in trouble have everything again after this (store/ask-again waits up to 60 s, patient-db 10 s). */
const RECOVERS_MS = 90_000
/** What one tab has made, every other tab of the browser knows by then (D7). */
const KNOWN_EVERYWHERE_MS = 1_000

/** owed: it must arrive · replaced, dropped, moved: it need not, for a reason · excused: no storage could keep it. */
type Fate = 'owed' | 'replaced' | 'dropped' | 'excused'

export interface Made {
  readonly writer: string
  readonly edit: OwedEdit
  readonly profile: Profile
  readonly tab: Tab
  readonly atMs: number
  /** Whose it is on its own profile. */
  account: string
  /** Made before there was an account. A copied profile may take it to a guest of its own. */
  isNobodys: boolean
  /** The base that it is to be sent with. */
  base: number
  /** Or with this one, as far as its tab knows. */
  orBase: number | null
  fate: Fate
  /** Its widget was shown when it was made: there was something of it on the device. */
  isShown: boolean
  isSent: boolean
}

export class EditChecks {
  /** Writer -> its edits in order of n. */
  readonly #made = new Map<string, Made[]>()
  readonly #troubledAt = new Map<Profile, number>()
  /** Profile and writer -> the greatest n that an answer said to be there. */
  readonly #heard = new Map<string, number>()
  /** The same keys: no page was open when that writer was last heard of. */
  readonly #heardAlone = new Set<string>()
  readonly #refusals = new Refusals()
  readonly #givesBack: GiveBackChecks
  /** Profile and account -> when it last took a server over that had forgotten (S14), ms. */
  readonly #tookOverLoss = new Map<string, number>()
  readonly #lostLocal = new Set<Profile>()
  readonly #endedAt = new Map<Tab, number>()
  /** A tab that was frozen does nothing meanwhile: what it is given time for begins, or begins anew, with this. */
  readonly #thawedAt = new Map<Tab, number>()
  /** It was frozen before its storages could have everything again: until when they must. */
  readonly #recoversUntil = new Map<Tab, number>()
  /** Of each profile: account -> the one that took its edits over. */
  readonly #moved = new Map<Profile, Map<string, string>>()
  /** Profiles that were copied, and the copies. */
  readonly #shared = new Set<Profile>()
  /** Of each copied profile: what nobody had made on the first one, and whose it is on the copy. */
  readonly #nobodysOnCopy = new Map<Profile, Map<Made, string>>()
  readonly #forgotten = new Map<Profile, Set<string>>()
  readonly #setAside = new Map<Profile, Map<string, string>>()
  readonly #shown = new Map<Profile, Set<string>>()

  constructor(
    private readonly world: World,
    private readonly server: ServerChecks,
    private readonly fail: Fail,
  ) {
    this.#givesBack = new GiveBackChecks(fail)
  }

  all(): Iterable<Made[]> {
    return this.#made.values()
  }

  /** Those that are still on their way to the server. */
  *unsettled(profile?: Profile): Generator<Made> {
    for (const edits of this.#made.values()) {
      for (const made of edits) {
        if (profile !== undefined && made.profile !== profile) continue
        if (this.#isUnsettled(made)) yield made
      }
    }
  }

  #isUnsettled(made: Made): boolean {
    return made.fate === 'owed' && !this.#hasArrived(made) && !this.#isSetAside(made)
  }

  /** D12: refused, and in a set-aside store; the tab that put it there may have ended before it could say so. */
  #isSetAside({ profile, writer, edit }: Made): boolean {
    const key = `${writer}:${edit.n}`
    return (
      this.#refusals.names(profile, writer, edit.n) &&
      (profile.rows.setAside.has(key) || this.#isSetAsideInLocal(profile, key))
    )
  }

  #hasArrived({ account, writer, edit }: Made): boolean {
    return this.server.hasArrived(account, writer, edit.n)
  }

  #accountOn(profile: Profile, made: Made): string {
    return this.#nobodysOnCopy.get(profile)?.get(made) ?? made.account
  }

  troubled(profile: Profile): void {
    this.#troubledAt.set(profile, this.world.time.now())
  }

  /** What was in local storage is there again when a tab next has something to write. */
  localLost(profile: Profile): void {
    this.#lostLocal.add(profile)
  }

  /** Somebody removed the widget on this profile. */
  isRemoved(profile: Profile, widget: string): boolean {
    for (const edits of this.#made.values()) {
      for (const made of edits)
        if (made.profile === profile && made.edit.widget === widget && 'remove' in made.edit) return true
    }
    return false
  }

  wasEverTroubled(profile: Profile): boolean {
    return this.#troubledAt.has(profile)
  }

  wasTroubled(profile: Profile, sinceMs: number): boolean {
    if (profile.databaseTrouble !== 'none' || profile.local.trouble !== 'none') return true
    return (this.#troubledAt.get(profile) ?? Number.NEGATIVE_INFINITY) + RECOVERS_MS > sinceMs
  }

  /** A frozen tab is about to go on. */
  thaws(tab: Tab): void {
    const frozenAt = tab.life.frozenAt()
    if (frozenAt === null) return
    const now = this.world.time.now()
    if (this.#recovers(tab, frozenAt)) this.#recoversUntil.set(tab, now + RECOVERS_MS)
    this.#thawedAt.set(tab, now)
  }

  /** Whether this tab may have something yet to put into storages that were in trouble. */
  #recovers(tab: Tab, atMs: number): boolean {
    return this.wasTroubled(tab.profile, atMs) || (this.#recoversUntil.get(tab) ?? Number.NEGATIVE_INFINITY) > atMs
  }

  /** A tab says what its writer owes: what is new in it was made just now. */
  owes(
    tab: Tab,
    { account, writer, edits, settledN }: Extract<PageMessage, { type: 'owed' }>,
    actionBase: number | null,
  ): void {
    if (writer !== tab.writer) return
    const known = this.#made.get(writer) ?? []
    this.#made.set(writer, known)
    const last = known.at(-1)?.edit.n ?? 0
    for (const edit of edits) {
      if (edit.n <= last) continue
      const made: Made = {
        writer,
        edit,
        profile: tab.profile,
        tab,
        atMs: this.world.time.now(),
        account,
        isNobodys: account === 'local',
        base: actionBase ?? edit.base,
        orBase: null,
        fate: 'owed',
        isShown: edit.widget in tab.holdfast.console.layout.getState().widgets,
        isSent: false,
      }
      this.#fold(known, made, settledN)
      known.push(made)
      this.world.tally('edits')
    }
    this.#checkFold(known, edits, account, settledN)
  }

  /** D2: a newer edit of the same field replaces an older one, with its base, but for a removal or a revival in between. */
  #fold(known: Made[], made: Made, settledN: number): void {
    const { edit } = made
    if (!('field' in edit) || edit.field === 'type') return
    for (let i = known.length - 1; i >= 0; i--) {
      const older = known[i] as Made
      if (older.edit.n <= settledN) return
      if (older.edit.widget !== edit.widget) continue
      if (!('field' in older.edit)) return
      if (older.edit.field !== edit.field || older.fate !== 'owed') continue
      // What nobody made has become a guest's meanwhile (D13).
      if (older.account === 'local') older.account = made.account
      if (older.account !== made.account) continue
      // Where it has arrived and its tab does not know, it is replaced all the same.
      made.orBase = this.#hasArrived(older) ? made.base : null
      older.fate = 'replaced'
      made.base = Math.min(made.base, older.base)
      return
    }
  }

  #checkFold(known: Made[], edits: readonly OwedEdit[], account: string, settledN: number): void {
    const held = new Map(edits.map((edit) => [edit.n, edit]))
    for (const made of known) {
      const { edit, base, fate } = made
      if (made.account !== account || edit.n <= settledN) continue
      const isHeld = held.get(edit.n)
      if (fate === 'replaced' && isHeld !== undefined)
        this.fail('D2', `edit ${edit.n} is owed, and a newer one replaced it`)
      if (fate !== 'owed' || this.#hasArrived(made)) continue
      // What was set aside or made anew is dropped a moment before it is said (D12, S14).
      const isDropped = this.#refusals.names(made.profile, made.writer, edit.n) || this.#isMadeAnew(made)
      if (isHeld === undefined && isDropped) continue
      if (isHeld === undefined) this.fail('D2', `edit ${edit.n} is owed no more, and the server does not have it`)
      else if (isHeld.base === made.orBase) made.base = isHeld.base
      else if (isHeld.base !== base) this.fail('D2', `edit ${edit.n} has base ${isHeld.base}, and should have ${base}`)
    }
  }

  /** D1: what was just made is in local storage when the handler returns. */
  inLocalStorage(tab: Tab, sinceMs: number): void {
    if (tab.life.isOver() || tab.profile.local.trouble !== 'none') return
    for (const made of this.#made.get(tab.writer) ?? []) {
      const { account, edit, atMs } = made
      if (account !== tab.holdfast.console.layout.getState().account) continue
      if (atMs < sinceMs || !this.#isUnsettled(made)) continue
      if (!this.#isInLocal(tab.profile, account, tab.writer, edit.n)) {
        this.fail('D1', `edit ${edit.n} of tab ${tab.number} is not in local storage`)
      }
    }
  }

  #isInLocal(profile: Profile, account: string, writer: string, n: number, of = profile.local.content()): boolean {
    return of.get(`holdfast:owed:${account}:${writer}`)?.includes(`"n":${n},`) ?? false
  }

  #isInDatabase({ rows }: Profile, account: string, writer: string, n: number): boolean {
    return rows.accounts.get(account)?.edits.get(writer)?.has(n) ?? false
  }

  /** D1: what is not acknowledged is in both storages, where both work. */
  look(): void {
    const now = this.world.time.now()
    /** One look at a tab is a look at all its edits. */
    const looked = new Set<Tab>()
    for (const made of this.unsettled()) {
      const { profile, account, writer, edit, tab } = made
      const sinceMs = Math.max(made.atMs, this.#thawedAt.get(tab) ?? Number.NEGATIVE_INFINITY)
      if (tab.life.isFrozen() || now - sinceMs < IN_DATABASE_MS || this.#recovers(tab, now)) continue
      if (tab.life.isOver() && this.#isInLocal(profile, account, writer, edit.n)) continue
      if (!this.#isInDatabase(profile, account, writer, edit.n)) {
        this.fail(
          'D1',
          `edit ${edit.n} of tab ${tab.number} (${profile.name()}) is not in IndexedDB after ${Math.round(now - made.atMs)} ms`,
        )
      }
      if (looked.has(tab) || tab.life.isOver() || this.#lostLocal.has(profile)) continue
      looked.add(tab)
      this.inLocalStorage(tab, 0)
    }
    this.#lookAtSetAside()
  }

  isKeptTwice(profile: Profile): boolean {
    if (this.wasTroubled(profile, this.world.time.now())) return false
    const { who } = profile.rows
    if (who === null || !profile.local.content().has('holdfast:who')) return false
    for (const { account, writer, edit } of this.unsettled(profile)) {
      if (!this.#isInDatabase(profile, account, writer, edit.n) || !this.#isInLocal(profile, account, writer, edit.n))
        return false
    }
    for (const key of this.#setAside.get(profile)?.keys() ?? []) {
      if (!profile.rows.setAside.has(key) || !this.#isSetAsideInLocal(profile, key)) return false
    }
    return true
  }

  /** A tab is gone: what it made is where the next one finds it (D1). */
  tabEnded(tab: Tab): void {
    this.#endedAt.set(tab, this.world.time.now())
    for (const made of this.#made.get(tab.writer) ?? []) {
      if (!this.#isUnsettled(made)) continue
      const { profile, account, writer, edit } = made
      if (this.#isInLocal(profile, account, writer, edit.n) || this.#isInDatabase(profile, account, writer, edit.n))
        continue
      this.#excuseOrFail(made, 'its tab ended')
    }
  }

  /** The browser is gone: local storage is as the disk has it. */
  browserKilled(profile: Profile): void {
    for (const made of this.unsettled(profile)) {
      const { account, writer, edit } = made
      if (this.#isInLocal(profile, account, writer, edit.n) || this.#isInDatabase(profile, account, writer, edit.n))
        continue
      this.#excuseOrFail(made, 'its browser was killed')
    }
    if (!this.wasTroubled(profile, this.world.time.now())) return
    // What IndexedDB did not take, and local storage had not yet on disk.
    for (const key of this.#setAside.get(profile)?.keys() ?? []) {
      if (!profile.rows.setAside.has(key) && !this.#isSetAsideInLocal(profile, key)) this.setAsideGoes(profile, key)
    }
  }

  #excuseOrFail(made: Made, why: string): void {
    // A tab that ends right after an edit leaves it to local storage, which a browser takes seconds to bring to disk.
    const age = Math.min(this.world.time.now(), this.#endedAt.get(made.tab) ?? Number.POSITIVE_INFINITY) - made.atMs
    if (age < IN_DATABASE_MS || this.wasTroubled(made.profile, made.atMs)) {
      made.fate = 'excused'
      this.world.tally('edits that no storage could keep')
    } else this.fail('D1', `edit ${made.edit.n} of ${made.profile.name()} is in no storage after ${why}`)
  }

  copied(from: Profile, to: Profile): void {
    this.#refusals.copied(from, to)
    const troubledAt = this.#troubledAt.get(from)
    if (troubledAt !== undefined) this.#troubledAt.set(to, troubledAt)
    for (const [key, n] of [...this.#heard]) {
      const [index, writer] = key.split(' ')
      if (index === `${from.index}`) this.#heard.set(`${to.index} ${writer}`, n)
    }
    const moved = this.#moved.get(from)
    if (moved !== undefined) this.#moved.set(to, new Map(moved))
    const setAside = this.#setAside.get(from)
    if (setAside !== undefined) this.#setAside.set(to, new Map(setAside))
    const nobodys = new Map<Made, string>()
    this.#nobodysOnCopy.set(to, nobodys)
    this.#shared.add(from).add(to)
    for (const edits of this.#made.values()) {
      for (const made of edits) if (made.isNobodys) nobodys.set(made, this.#accountOn(from, made))
    }
  }

  /** What leaves a device is what was made on it: the same edits, and of each writer all that come before (S2, D2). */
  sends(profile: Profile, text: string): void {
    const body = JSON.parse(text) as SaveBody
    for (const { writer, edits } of body.streams) {
      const known = new Map((this.#made.get(writer) ?? []).map((made) => [made.edit.n, made]))
      for (const edit of edits) {
        const made = known.get(edit.n)
        if (made === undefined) {
          this.fail('D2', `edit ${edit.n} of ${writer} is sent, and nobody made it`)
          return
        }
        made.isSent = true
        this.#checkSent(profile, made, edit, body)
      }
      const last = edits.at(-1)?.n ?? 0
      const sent = new Set(edits.map(({ n }) => n))
      for (const made of known.values()) {
        const isOwed = made.fate === 'owed' && this.#accountOn(profile, made) === body.account
        const isLeftOut = made.edit.n < last && !sent.has(made.edit.n) && isOwed
        const isKnown = this.server.hasArrived(body.account, writer, made.edit.n)
        if (isLeftOut && !isKnown && !this.#isSetAside(made) && !this.#isMadeAnew(made)) {
          this.fail(
            'S2',
            `edit ${last} of ${writer} is sent without its edit ${made.edit.n}, which would be taken for known`,
          )
        }
      }
    }
    this.world.tally('saves sent')
  }

  #checkSent(profile: Profile, made: Made, sent: SaveBody['streams'][number]['edits'][number], body: SaveBody): void {
    const { n: _, base: __, trigger: ___, at, ...what } = made.edit
    const { n, base = body.base, at: sentAt, ...whatIsSent } = sent
    if (at !== sentAt || !sameJson(what as unknown as Json, whatIsSent as unknown as Json)) {
      this.fail('D2', `edit ${n} is sent as ${JSON.stringify(sent)}, and was made as ${JSON.stringify(made.edit)}`)
    }
    // What is in the queue may be of before the last fold: then it has the base that it was put in with.
    if (base !== made.base && made.fate === 'owed')
      this.fail('D2', `edit ${n} is sent with base ${base}, and was made on ${made.base}`)
    // Made before it was known whose device this is: a guest's own (D13).
    const isGuests = this.world.servers.accounts.user(body.account)?.wasGuest ?? false
    if (isGuests && this.#accountOn(profile, made) === 'local') this.#becomes(profile, made, body.account)
    const account = this.#accountOn(profile, made)
    if (!this.#isOf(profile, account, body.account) && made.fate === 'owed')
      this.fail('D13', `an edit of account ${account} is sent for ${body.account}`)
  }

  /** On a copied profile that says nothing of the first one, where it still waits for a guest. */
  #becomes(profile: Profile, made: Made, account: string): void {
    if (made.profile === profile) made.account = account
    else this.#nobodysOnCopy.get(profile)?.set(made, account)
  }

  /** Is what was made under one account the other's on this profile? */
  #isOf(profile: Profile, account: string, other: string): boolean {
    const seen = new Set<string>()
    for (let at: string | undefined = account; at !== undefined && !seen.has(at); ) {
      if (at === other) return true
      seen.add(at)
      at = this.#moved.get(profile)?.get(at)
    }
    return false
  }

  /** D2: a save carries all that the device owes, unless it is too large for one. */
  hands(profile: Profile, text: string): void {
    if (text.length > 600_000) return
    const { account, streams } = JSON.parse(text) as SaveBody
    const now = this.world.time.now()
    const sent = new Map(streams.map(({ writer, edits }) => [writer, new Set(edits.map(({ n }) => n))]))
    for (const made of this.unsettled(profile)) {
      if (made.account !== account || now - made.atMs < KNOWN_EVERYWHERE_MS || this.wasTroubled(profile, now)) continue
      if (made.tab.life.isOver() || sent.get(made.writer)?.has(made.edit.n) || this.#isMadeAnew(made)) continue
      if (profile.tabs.some(({ life }) => life.isFrozen())) continue
      this.fail(
        'D2',
        `a save of ${profile.name()} leaves out edit ${made.edit.n} of tab ${made.tab.number}, made ${Math.round(now - made.atMs)} ms before`,
      )
    }
  }

  /**
   * What was owed to a server that has forgotten is made anew on what it has now, and is not owed as it was (S14). The tab that does
   * so says it when its storages know it, a moment after it began to send without it.
   */
  #isMadeAnew({ profile, account, atMs }: Made): boolean {
    const now = this.world.time.now()
    const tookOverAt = this.#tookOverLoss.get(`${profile.index} ${account}`) ?? Number.NEGATIVE_INFINITY
    if (atMs <= tookOverAt && now - tookOverAt < KNOWN_EVERYWHERE_MS) return true
    // Where IndexedDB does not work, nobody sees what is taken over.
    return this.wasTroubled(profile, now) && atMs <= this.#refusals.forgottenAt(profile)
  }

  hears(profile: Profile, request: OutgoingRequest, answer: Outgoing): void {
    if (!request.path.startsWith('/api/layout')) return
    this.#refusals.hears(profile, request, answer, this.world.time.now())
    const { status, text } = answer
    if (status !== 200) return
    const { lastN } = readLastN(text)
    for (const [writer, n] of Object.entries(lastN)) {
      const key = `${profile.index} ${writer}`
      this.#heard.set(key, Math.max(n, this.#heard.get(key) ?? 0))
      if (profile.tabs.length === 0) this.#heardAlone.add(key)
      else this.#heardAlone.delete(key)
    }
  }

  /** D4: an entry leaves the queue only when its edits are acknowledged, carried by another, refused, or another account's now. */
  leavesQueue(profile: Profile, id: number): void {
    const entry = profile.outboxRows.held.find((one) => one.id === id)
    if (entry?.save === undefined || this.#refusals.wasSave(profile, entry.save)) return
    const { account } = entry.save
    if (this.#forgotten.get(profile)?.has(account) || this.#moved.get(profile)?.has(account)) return
    const others = profile.outboxRows.held.filter((one) => one.id !== id && one.save?.account === entry.save?.account)
    let isAcknowledged = true
    for (const { writer, edits } of entry.save.streams) {
      for (const { n } of edits) {
        if (n <= (this.#heard.get(`${profile.index} ${writer}`) ?? 0)) continue
        isAcknowledged = false
        const made = this.#made.get(writer)?.find((one) => one.edit.n === n)
        if (made === undefined || made.fate !== 'owed' || this.#accountOn(profile, made) !== account) continue
        const isCarried = others.some(({ save }) =>
          save?.streams.some((stream) => stream.writer === writer && stream.edits.some((edit) => edit.n === n)),
        )
        if (!isCarried) this.fail('D4', `the worker drops a save with edit ${n} of ${writer} that nobody acknowledged`)
      }
    }
    // An answer that came while a page was open may be on its way to it: one that ends in that moment still owes, and asks again.
    const isAlone = entry.save.streams.some(({ writer }) => this.#heardAlone.has(`${profile.index} ${writer}`))
    const isLearned = [...profile.outboxRows.learned.values()].some(({ account }) => account === entry.save?.account)
    if (isAcknowledged && isAlone && profile.tabs.length === 0 && !isLearned && others.length === 0) {
      this.fail('D4', 'the worker has an acknowledgement, drops the save and keeps nothing of it for the next page')
    }
  }

  /** D11: settled is what the server has said, and conflicts are kept for showing. */
  takesOver(profile: Profile, account: string, { settled, conflicts, replica }: TakenOver): void {
    const epochBefore = profile.rows.accounts.get(account)?.replica?.epoch ?? 0
    if (replica.epoch > epochBefore) this.#tookOverLoss.set(`${profile.index} ${account}`, this.world.time.now())
    this.#afterLoss(profile, account, replica.replica)
    for (const [writer, n] of Object.entries(settled)) {
      const isMade = this.#made.get(writer)?.some(({ edit }) => edit.n <= n) ?? false
      if (isMade && !this.server.hasArrived(account, writer, n)) {
        this.fail('D11', `edits of ${writer} up to ${n} are settled, and the server does not have them`)
      }
    }
    const shown = this.#shown.get(profile) ?? new Set()
    this.#shown.set(profile, shown)
    for (const conflict of conflicts) {
      const { writer, n, field } = conflict
      if (conflict.rule === 'unknown') this.#isAnew(profile, conflict)
      shown.add(`${writer} ${n} ${field}`)
    }
  }

  /** S12: what the server does not know any more is made anew, unless it was removed here. */
  #isAnew(profile: Profile, { writer, n, widget }: Conflict): void {
    const lost = this.#made.get(writer)?.find(({ edit }) => edit.n === n)
    if (lost?.profile !== profile || lost.fate !== 'owed' || !lost.isShown) return
    this.world.tally('edits of what a server has forgotten')
    for (const edits of this.#made.values()) {
      for (const { edit, atMs, ...made } of edits) {
        if (made.profile !== profile || edit.widget !== widget || atMs < lost.atMs) continue
        if ('remove' in edit || ('field' in edit && edit.field === 'type')) return
      }
    }
    this.fail('S12', `${profile.name()} does not make ${widget} anew, which it owes edit ${n} of`)
  }

  /** What a device takes over after it was told that the server has forgotten (S14). */
  #afterLoss(profile: Profile, account: string, pulled: Replica): void {
    if (this.#refusals.forgottenAt(profile) === Number.NEGATIVE_INFINITY) return
    const rows = profile.rows.accounts.get(account)
    const before = rows?.replica?.replica ?? null
    const isLost = before !== null && before.revision > 0 && !this.server.knows(account, before)
    // What two profiles owe in common is known as the first one's, and dropped by either.
    const isShared = this.#shared.has(profile)
    const isWhole = isLost && !isShared && !this.wasTroubled(profile, this.world.time.now())
    // As the device knows it: some of these may have arrived.
    const owed = [...this.#made.values()].flatMap((all) =>
      all.filter(({ writer, edit, ...made }) => {
        const isUnsettled = made.fate === 'owed' && edit.n > (rows?.settled.get(writer) ?? 0)
        return isUnsettled && made.profile === profile && made.account === account
      }),
    )
    this.#givesBack.takesOver(
      profile,
      account,
      { before: isWhole ? before : null, pulled },
      owed.map(({ edit }) => edit),
    )
  }

  /** Every conflict of an edit of this device was kept for showing (S7, D11). */
  conflictsShown(profile: Profile, account: string): void {
    const shown = this.#shown.get(profile)
    for (const { writer, n, field } of this.server.account(account).conflicts) {
      const made = this.#made.get(writer)?.find(({ edit }) => edit.n === n)
      if (made?.profile !== profile || made.fate !== 'owed' || shown?.has(`${writer} ${n} ${field}`)) continue
      this.fail('D11', `the conflict of edit ${n} of ${profile.name()} was never kept for showing`)
    }
  }

  /** Edits are owed no more, though no server has them: set aside (D12), or made anew (S14). */
  dropped(tab: Tab, { account, edits }: Extract<PageMessage, { type: 'dropped' }>): void {
    const { profile } = tab
    const setAside = new Set(profile.rows.setAside.keys())
    for (const { key } of tab.holdfast.console.sync.getState().setAside) setAside.add(key)
    const all = edits.flatMap(({ writer, n }) => this.#made.get(writer)?.find(({ edit }) => edit.n === n)?.edit ?? [])
    // What a database that refuses was told to take over, nobody has seen.
    const isTroubled = this.wasTroubled(profile, this.world.time.now())
    const own = (this.#made.get(tab.writer) ?? []).filter((made) => made.account === account).map(({ edit }) => edit)
    for (const { writer, n } of edits) {
      const made = this.#made.get(writer)?.find((one) => one.edit.n === n)
      const isSettled = made === undefined || made.fate !== 'owed' || this.#hasArrived(made) || isTroubled
      if (made !== undefined) made.fate = 'dropped'
      const key = `${writer}:${n}`
      if (setAside.has(key) || this.#isSetAsideInLocal(profile, key)) {
        if (!this.#refusals.names(profile, writer, n))
          this.fail('D12', `edit ${n} of ${writer} is set aside, and nobody refused it`)
        const ofProfile = this.#setAside.get(profile) ?? new Map<string, string>()
        this.#setAside.set(profile, ofProfile.set(key, account))
      } else if (!isSettled && !this.#givesBack.isGivenBack(profile, account, made.edit, own, all))
        this.fail('S14', `edit ${n} of ${writer} is dropped, and neither set aside nor made anew`)
    }
  }

  setAsideGoes(profile: Profile, key: string): void {
    this.#setAside.get(profile)?.delete(key)
    for (const made of this.#made.get(key.slice(0, key.lastIndexOf(':'))) ?? []) {
      if (made.profile === profile && key === `${made.writer}:${made.edit.n}` && this.#isSetAside(made))
        made.fate = 'dropped'
    }
  }

  #isSetAsideInLocal(profile: Profile, key: string): boolean {
    return [...profile.local.content().keys()].some(
      (name) => name.startsWith('holdfast:set-aside:') && name.endsWith(`:${key}`),
    )
  }

  /** D12: nothing but a person's word clears it. */
  #lookAtSetAside(): void {
    for (const [profile, keys] of this.#setAside) {
      for (const key of keys.keys()) {
        if (!profile.rows.setAside.has(key) && !this.#isSetAsideInLocal(profile, key)) {
          this.fail('D12', `what was set aside (${key}) on ${profile.name()} is gone`)
        }
      }
    }
  }

  /** Another account is shown: what was made under the first one is its own from now on, or goes with the whole layout (D13). */
  adopted(profile: Profile, from: string, to: string, how: 'edits' | 'whole'): void {
    const moved = this.#moved.get(profile) ?? new Map<string, string>()
    this.#moved.set(profile, moved.set(from, to))
    for (const edits of this.#made.values()) {
      for (const made of edits) {
        if (made.profile !== profile || made.account !== from || made.fate !== 'owed' || this.#hasArrived(made))
          continue
        if (how === 'edits') made.account = to
        else made.fate = 'dropped'
      }
    }
    const copied = this.#nobodysOnCopy.get(profile) ?? []
    if (how === 'edits') for (const [made, account] of copied) if (account === from) this.#becomes(profile, made, to)
  }

  forgotten(profile: Profile, account: string): void {
    const forgotten = this.#forgotten.get(profile) ?? new Set()
    this.#forgotten.set(profile, forgotten.add(account))
    for (const made of this.unsettled(profile)) if (made.account === account) made.fate = 'dropped'
  }
}

function readLastN(text: string): { lastN: Record<string, number> } {
  try {
    const { lastN } = JSON.parse(text) as { lastN?: Record<string, number> }
    return { lastN: lastN ?? {} }
  } catch {
    return { lastN: {} }
  }
}
