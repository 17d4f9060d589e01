/** Everything that is checked of a story, and what was seen of it. Before: world and operations say what happens. After: one file of checks for each side. */
import type { SaveBody } from '../../../core/wire/save'
import type { ChannelMessage } from '../../../core/wire/worker-message'
import type { Commit } from '../../../server/layouts/store'
import type { TakenOver } from '../../../src/store/device-db'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Outgoing, OutgoingRequest } from '../network/messages'
import type { Failure } from '../run/story-port'
import type { ApiProcess } from '../server/process'
import type { Arrival, Watch } from '../watch'
import type { World } from '../world'
import { EditChecks } from './edit-checks'
import { PageChecks } from './page-checks'
import { ServerChecks } from './server-checks'

const LOCAL = 'local'
/** A save leaves in the moment in which it is put together, or read from the queue. */
const SENT_NOW_MS = 50
/** Drawing is looked at after every so many operations. */
const DRAW_EVERY = 25

export class Checks implements Watch {
  failure: Failure | null = null
  /** The history, a line an event. */
  readonly words: string[] = []
  readonly password = 'correct horse'
  server!: ServerChecks
  edits!: EditChecks
  pages!: PageChecks
  #world!: World
  readonly #emails: string[] = []
  #programToken = ''
  #actionBase: number | null = null
  #looks = 0
  #isDivided = false
  /** The revisions that each tab held when a gesture may have begun. */
  readonly #heldBefore = new Map<Tab, { account: string; revision: number }>()
  readonly #askedUntil = new Map<Profile, number>()
  readonly #accepted = new Set<Profile>()
  readonly #hadNoQueue = new Set<Profile>()
  /** Life and account -> until when the server asked to wait, by the device's clock. */
  readonly #waitUntil = new Map<Profile, Map<Life, Map<string, number>>>()

  constructor(private readonly isTelling: boolean) {}

  begin(world: World): void {
    const fail = (rule: string, what: string) => this.fail(rule, what)
    this.#world = world
    this.server = new ServerChecks(world, fail)
    this.edits = new EditChecks(world, this.server, fail)
    this.pages = new PageChecks(world, this.server, this.edits, fail, (profile) => this.#isAskedToWait(profile))
    const { accounts } = world.servers
    for (const name of ['ada', 'bob']) {
      const { id } = accounts.add(`${name}@example.com`, this.password)
      this.#emails.push(`${name}@example.com`)
      this.#programToken ||= accounts.signIn(id)
    }
  }

  /** The first rule that was broken is what the story failed by. */
  fail(rule: string, what: string): void {
    if (this.failure !== null) return
    this.failure = { rule, what, atMs: Math.round(this.#world.time.now()) }
    this.say(`BROKEN ${rule}: ${what}`)
  }

  say(what: string, i?: number): void {
    if (!this.isTelling) return
    const seconds = (this.#world.time.now() / 1000).toFixed(3).padStart(10)
    this.words.push(`${seconds} s  ${i === undefined ? '' : `[${i}] `}${what}`)
  }

  /** After each operation, and what came of it. */
  look(): void {
    if (this.failure !== null) return
    this.#looks += 1
    this.edits.look()
    this.pages.look()
    if (this.#looks % DRAW_EVERY === 0) this.drawn()
    for (const { tabs } of this.#world.profiles) {
      for (const tab of tabs) this.#holdsNow(tab)
    }
  }

  drawn(): void {
    for (const { tabs } of this.#world.profiles)
      for (const tab of tabs.slice(0, 1)) this.pages.drawn(tab.holdfast.console.layout.getState().widgets)
  }

  #holdsNow(tab: Tab): void {
    const { account, revision } = tab.holdfast.console.layout.getState()
    const before = this.#heldBefore.get(tab)
    if (before === undefined || before.account !== account || this.#world.random.chance(0.3)) {
      this.#heldBefore.set(tab, { account, revision })
    }
  }

  // What operations say.

  beforeAction(tab: Tab): void {
    this.#actionBase = tab.holdfast.console.actions.heldRevision()
  }

  afterAction(tab: Tab): void {
    this.#actionBase = null
    this.edits.inLocalStorage(tab, this.#world.time.now())
  }

  /** The revision on which a gesture began that ends now. */
  gestureBase(tab: Tab, held: number): number {
    const before = this.#heldBefore.get(tab)
    const isSame = before?.account === tab.holdfast.console.layout.getState().account
    const base = isSame && before !== undefined && before.revision <= held ? before.revision : held
    this.#actionBase = base
    return base
  }

  signsIn(tab: Tab, which = 0): void {
    void tab.holdfast.services.account.signIn(this.#emails[which] ?? '', this.password)
  }

  signsInAs(tab: Tab, email: string): void {
    void tab.holdfast.services.account.signIn(email, this.password)
  }

  newEmail(email: string): void {
    this.#emails.push(email)
  }

  programToken(): string {
    const { accounts } = this.#world.servers
    if (accounts.accountOf(this.#programToken) === null) {
      this.#programToken = accounts.signIn(accounts.byEmail(this.#emails[0] ?? '')?.id ?? '')
    }
    return this.#programToken
  }

  /** From now on each page remembers for itself what the server asked for. */
  noQueue(profile: Profile): void {
    this.#hadNoQueue.add(profile)
  }

  localLost(profile: Profile): void {
    this.edits.localLost(profile)
  }

  storageTrouble(profile: Profile): void {
    this.edits.troubled(profile)
  }

  isKeptTwice(profile: Profile): boolean {
    return this.edits.isKeptTwice(profile)
  }

  clockJumped(profile: Profile): void {
    // A device that believes another time cannot know when the wait is over.
    this.#waitUntil.delete(profile)
  }

  copied(from: Profile, to: Profile): void {
    this.#isDivided = true
    this.edits.copied(from, to)
  }

  setAsideGoes(tab: Tab, key: string): void {
    this.edits.setAsideGoes(tab.profile, key)
  }

  leftBehindGoes(tab: Tab, account: string): void {
    this.edits.forgotten(tab.profile, account)
  }

  browserKilled(profile: Profile): void {
    this.edits.browserKilled(profile)
  }

  /** A frozen tab is about to react again: it has yet to hear what was said meanwhile. */
  thaws(tab: Tab): void {
    this.edits.thaws(tab)
    this.pages.told(tab.profile)
  }

  accepted(profile: Profile): void {
    this.#accepted.add(profile)
  }

  /** At the end; not where edits or what is kept of them went another way: a copied profile, a database that forgot, a storage in trouble. */
  conflictsShown(profile: Profile): void {
    const account = profile.tabs[0]?.holdfast.console.layout.getState().account
    if (account === undefined || this.#isDivided || this.edits.wasEverTroubled(profile)) return
    this.edits.conflictsShown(profile, account)
  }

  backedUp(): void {
    this.server.backedUp()
  }

  wentBack(): void {
    this.#isDivided = true
    this.server.wentBack()
  }

  forgot(): void {
    this.server.forgot()
  }

  // What the world says.

  says(tab: Tab, message: ChannelMessage): void {
    switch (message.type) {
      case 'owed':
        this.edits.owes(tab, message, this.#actionBase)
        for (const edit of message.edits) {
          if ('field' in edit && edit.field === 'type') this.pages.isOf(message.account, edit.widget)
          else this.pages.edited(tab, message.account, edit.widget)
        }
        break
      case 'dropped':
        this.edits.dropped(tab, message)
        break
      case 'account':
        if (message.adopt !== null) {
          this.edits.adopted(tab.profile, message.adopt, message.account, message.adopt === 'local' ? 'edits' : 'whole')
          this.pages.adopted(tab, message.adopt, message.account)
        }
        break
      case 'found':
      case 'taken-over':
        break
      default:
        return
    }
    this.pages.told(tab.profile)
  }

  hands(profile: Profile, body: string): void {
    this.edits.hands(profile, body)
    this.edits.sends(profile, body)
  }

  leaves(profile: Profile, life: Life, request: OutgoingRequest): void {
    if (!request.isSave || request.body === null) return
    this.edits.sends(profile, request.body)
    this.#checkSender(profile, request.body)
    // What no queue takes is sent at once, and beside the others.
    const isQueues = profile.tabs.every((tab) => tab.life !== life) && !this.#hadNoQueue.has(profile)
    if (isQueues && this.#world.network.savesUnderWay(profile, life) > 1)
      this.fail('D4', `the worker of ${profile.name()} sends a save while another one of its is under way`)
    const waitUntil = this.#waitUntil.get(profile)?.get(life)?.get(accountOf(request)) ?? 0
    if (profile.now() < waitUntil && !this.#hadNoQueue.has(profile)) {
      const earlyMs = Math.round(waitUntil - profile.now())
      this.fail('D5', `${profile.name()} sends ${earlyMs} ms before the server’s Retry-After is over`)
    }
  }

  /** The correction of clocks starts from when a save leaves (S5), and nobody's leaves while another is shown (D13). */
  #checkSender(profile: Profile, body: string): void {
    const { account, sentAt } = JSON.parse(body) as SaveBody
    const offMs = Math.abs(profile.now() - sentAt)
    if (offMs > SENT_NOW_MS) this.fail('S5', `${profile.name()} sends a save whose sentAt is ${offMs} ms off its clock`)
    const shown = this.pages.accountShown(profile)
    if (shown !== null && shown !== LOCAL && shown !== account)
      this.fail('D13', `${profile.name()} sends a save of ${account} while ${shown} is shown`)
  }

  hears(profile: Profile, life: Life, request: OutgoingRequest, answer: Outgoing): void {
    this.edits.hears(profile, request, answer)
    const { status, headers } = answer
    // The server takes saves of this device again: nobody need wait any longer.
    if (request.isSave && status === 200) this.#waitUntil.delete(profile)
    const isOurs = headers['content-type']?.startsWith('application/problem+json') ?? false
    if (!request.isSave || !isOurs || headers['retry-after'] === undefined || (status !== 429 && status !== 503)) return
    this.#askedUntil.set(profile, this.#world.time.now() + Number(headers['retry-after']) * 1000)
    const byLife = this.#waitUntil.get(profile) ?? new Map<Life, Map<string, number>>()
    this.#waitUntil.set(profile, byLife)
    const byAccount = byLife.get(life) ?? new Map<string, number>()
    byLife.set(life, byAccount)
    byAccount.set(accountOf(request), profile.now() + Number(headers['retry-after']) * 1000 - 1)
  }

  /** Lately: each page remembers it for itself, also where the server takes saves again. */
  #isAskedToWait(profile: Profile): boolean {
    return this.#world.time.now() < (this.#askedUntil.get(profile) ?? 0)
  }

  takesOver(profile: Profile, account: string, taken: TakenOver): void {
    this.edits.takesOver(profile, account, taken)
    this.pages.holds(profile, account, taken.replica.replica)
  }

  leavesQueue(profile: Profile, id: number): void {
    this.edits.leavesQueue(profile, id)
  }

  updated(profile: Profile): void {
    if (!this.#accepted.delete(profile))
      this.fail('D9', `a new version takes over on ${profile.name()}, and nobody said yes`)
  }

  arrives(process: ApiProcess, request: OutgoingRequest): Arrival {
    return this.server.arrives(process, request)
  }

  commits(process: ApiProcess, commit: Commit): void {
    this.server.commits(process, commit)
  }

  answers(arrival: Arrival, answer: Outgoing): void {
    this.server.answers(arrival, answer)
  }

  tabOpened(tab: Tab): void {
    this.pages.told(tab.profile)
  }

  tabEnded(tab: Tab): void {
    this.edits.tabEnded(tab)
  }

  crashed(error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.fail('crash', words)
  }
}

const accountOf = ({ body }: OutgoingRequest): string =>
  (JSON.parse(body ?? '{}') as { account?: string }).account ?? ''
