/** Everything that is checked of a story, and what was seen of it. Before: world and operations say what happens. After: one file of checks for each idea. */
import type { Seen } from '../../../core/edits/edit'
import type { SaveBody } from '../../../core/wire/save'
import type { ChannelMessage } from '../../../core/wire/worker-message'
import type { Commit } from '../../../server/layouts/store'
import type { TakenOver } from '../../../src/store/device-db'
import type { Life } from '../browser/life'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Outgoing, OutgoingRequest } from '../network/messages'
import type { Failure, Words } from '../run/story-port'
import type { ApiProcess } from '../server/process'
import type { Arrival, Watch } from '../watch'
import type { World } from '../world'
import { AccountHistory } from './account-history'
import { ActionChecks } from './action-checks'
import { ConflictsShown } from './conflicts-shown'
import { DeviceChecks } from './device-checks'
import { GiveBackChecks } from './give-back'
import { LeftBehindChecks } from './left-behind-checks'
import { LossChecks } from './loss-checks'
import { MadeEdits } from './made-edits'
import { OwedChecks } from './owed-checks'
import { PaceChecks } from './pace-checks'
import { PageChecks } from './page-checks'
import { QueueChecks } from './queue-checks'
import { Refusals } from './refusals'
import { SeenChecks } from './seen-checks'
import { SendChecks } from './send-checks'
import { ServerChecks } from './server-checks'
import { SetAsideChecks } from './set-aside-checks'
import { StorageChecks } from './storage-checks'
import { StrategyChecks } from './strategy-checks'
import { TakeOverChecks } from './take-over-checks'
import { hearsWords, leavesWords, saysWords, takesOverWords } from './traffic'
import { Troubles } from './troubles'
import { Whose } from './whose'

const LOCAL = 'local'
/** A save leaves in the moment in which it is put together, or read from the queue. */
const SENT_NOW_MS = 50
/** Drawing is looked at after every so many operations. */
const DRAW_EVERY = 25

export class Checks implements Watch {
  failure: Failure | null = null
  /** The history, a line an event. */
  readonly words: string[] = []
  // These are told by operations themselves what concerns nobody else.
  history!: AccountHistory
  made!: MadeEdits
  server!: ServerChecks
  troubles!: Troubles
  actions!: ActionChecks
  setAside!: SetAsideChecks
  leftBehind!: LeftBehindChecks
  strategies!: StrategyChecks
  conflicts!: ConflictsShown
  pace!: PaceChecks
  #world!: World
  #refusals!: Refusals
  #whose!: Whose
  #losses!: LossChecks
  #owed!: OwedChecks
  #storages!: StorageChecks
  #seen!: SeenChecks
  #sends!: SendChecks
  queues!: QueueChecks
  #takeOvers!: TakeOverChecks
  #pages!: PageChecks
  #devices!: DeviceChecks
  /** What was seen when the action under way began; null: none is. */
  #actionBase: Seen | null = null
  /** The last that its tab had made before. */
  #actionAfterN = 0
  #looks = 0
  #isDivided = false
  /** The revisions that each tab held when a gesture may have begun. */
  readonly #seenBefore = new Map<Tab, { account: string; seen: Seen }>()
  readonly #accepted = new Set<Profile>()

  constructor(private readonly asked: Words) {}

  begin(world: World): void {
    const fail = (rule: string, what: string) => this.fail(rule, what)
    this.#world = world
    const history = new AccountHistory(world)
    const refusals = new Refusals()
    const made = new MadeEdits(history, refusals)
    const whose = new Whose(made)
    const troubles = new Troubles(world)
    const givesBack = new GiveBackChecks(fail)
    this.history = history
    this.server = new ServerChecks(world, history, fail)
    this.made = made
    this.#refusals = refusals
    this.#whose = whose
    this.troubles = troubles
    this.#losses = new LossChecks(history, made, whose, troubles, refusals, givesBack)
    this.actions = new ActionChecks(made, fail)
    this.#owed = new OwedChecks(world, made, refusals, fail)
    this.#seen = new SeenChecks(history, made, whose, fail)
    this.#storages = new StorageChecks(world, made, troubles, fail)
    this.#sends = new SendChecks(world, history, made, whose, this.#seen, troubles, fail)
    this.queues = new QueueChecks(made, whose, troubles, refusals, fail)
    this.#takeOvers = new TakeOverChecks(world, history, made, troubles, fail)
    this.setAside = new SetAsideChecks(made, whose, givesBack, troubles, refusals, fail)
    this.leftBehind = new LeftBehindChecks(made, whose, troubles, fail)
    this.strategies = new StrategyChecks(fail)
    this.conflicts = new ConflictsShown(world.servers.accounts, made, troubles, fail)
    this.pace = new PaceChecks(world, fail)
    this.#pages = new PageChecks(world, history, made, whose, troubles, this.pace, fail)
    this.#devices = new DeviceChecks(troubles, fail)
  }

  /** The first rule that was broken is what the story failed by. */
  fail(rule: string, what: string): void {
    if (this.failure !== null) return
    this.failure = { rule, what, atMs: Math.round(this.#world.time.now()) }
    this.say(`BROKEN ${rule}: ${what}`)
  }

  say(what: string, i?: number): void {
    if (this.asked === 'none') return
    const seconds = (this.#world.time.now() / 1000).toFixed(3).padStart(10)
    this.words.push(`${seconds} s  ${i === undefined ? '' : `[${i}] `}${what}`)
  }

  #sayTraffic(line: () => string): void {
    if (this.asked === 'history and traffic') this.say(line())
  }

  /** After each operation, and what came of it. */
  look(): void {
    if (this.failure !== null) return
    this.#looks += 1
    this.#whose.follow()
    this.#storages.look()
    this.setAside.look()
    this.#pages.look()
    if (this.#looks % DRAW_EVERY === 0) this.drawn()
    for (const profile of this.#world.profiles) {
      for (const tab of profile.tabs) {
        this.#holdsNow(tab)
        this.#storages.saysNothing(tab)
      }
    }
  }

  drawn(): void {
    for (const { tabs } of this.#world.profiles)
      for (const tab of tabs.slice(0, 1)) this.#pages.drawn(tab.holdfast.console.layout.getState().widgets)
  }

  #holdsNow(tab: Tab): void {
    const { account } = tab.holdfast.console.layout.getState()
    const before = this.#seenBefore.get(tab)
    if (before === undefined || before.account !== account || this.#world.random.chance(0.3)) {
      this.#seenBefore.set(tab, { account, seen: tab.holdfast.console.actions.seen() })
    }
  }

  // What operations say, and more than one must know.

  beforeAction(tab: Tab): void {
    this.actions.before(tab)
    this.#actionAfterN = this.made.lastN(tab.writer)
    this.#actionBase = tab.holdfast.console.actions.seen()
  }

  afterAction(tab: Tab): void {
    this.#actionBase = null
    this.#storages.inLocalStorage(tab, this.#actionAfterN)
  }

  /** What was seen when a gesture began that ends now. */
  gestureBase(tab: Tab): Seen {
    const before = this.#seenBefore.get(tab)
    const isSame = before?.account === tab.holdfast.console.layout.getState().account
    this.#actionBase = isSame ? before.seen : tab.holdfast.console.actions.seen()
    return this.#actionBase
  }

  /** @param key the one of which nothing can be read any more; all of them when left out */
  localLost(profile: Profile, key?: string): void {
    this.#storages.localLost(profile)
    if (key === undefined || key === 'holdfast:strategy') this.strategies.lost(profile)
  }

  isKeptTwice(profile: Profile): boolean {
    return this.#storages.isKeptTwice(profile) && this.setAside.isKeptTwice(profile)
  }

  copied(from: Profile, to: Profile): void {
    this.#isDivided = true
    this.#refusals.copied(from, to)
    this.troubles.copied(from, to)
    this.queues.copied(from, to)
    this.#whose.copied(from, to)
    this.setAside.copied(from, to)
    this.#devices.copied(from, to)
    this.#pages.copied(from, to)
    this.strategies.copied(from, to)
    this.conflicts.copied(from, to)
    this.pace.copied(from, to)
  }

  leftBehindGoes(tab: Tab, account: string, isAdded: boolean): void {
    this.#whose.forgotten(tab.profile, account)
    this.leftBehind.isGone(tab.profile, account)
    if (!isAdded) this.setAside.goWith(tab.profile, account)
  }

  browserKilled(profile: Profile): void {
    this.#whose.follow()
    if (this.troubles.isTroubled(profile)) this.#whose.forgotTakingOver(profile)
    this.#storages.browserKilled(profile)
    this.setAside.browserKilled(profile)
    this.strategies.browserKilled(profile)
  }

  /** A frozen tab is about to react again: it has yet to hear what was said meanwhile. */
  thaws(tab: Tab): void {
    this.troubles.thaws(tab)
    this.#pages.told(tab.profile)
  }

  accepted(profile: Profile): void {
    this.#accepted.add(profile)
  }

  /** At the end: what is shown until a person has seen or cleared it. */
  awaitsThePerson(profile: Profile): void {
    this.conflicts.atTheEnd(profile)
    this.setAside.atTheEnd(profile)
    this.leftBehind.atTheEnd(profile)
    this.queues.atTheEnd(profile)
    // Not where edits or what is kept of them went another way: a copied profile, a database that forgot, a storage in trouble.
    const account = profile.tabs[0]?.holdfast.console.layout.getState().account
    if (account === undefined || this.#isDivided || this.troubles.wasEverTroubled(profile)) return
    this.#takeOvers.conflictsShown(profile, account)
  }

  wentBack(): void {
    this.#isDivided = true
    this.history.wentBack()
    this.server.wentBack()
  }

  // What the world says.

  says(tab: Tab, message: ChannelMessage): void {
    this.#sayTraffic(() => saysWords(tab, message))
    switch (message.type) {
      case 'owed':
        this.#owed.owes(tab, message, this.#actionBase)
        this.leftBehind.owes(tab.profile, message.account)
        for (const edit of message.edits) {
          if ('field' in edit && edit.field === 'type') this.#pages.isOf(message.account, edit.widget)
          else this.#pages.edited(tab, message.account, edit.widget)
        }
        break
      case 'dropped':
        this.setAside.dropped(tab, message)
        break
      case 'account':
        this.actions.switched(tab.profile)
        this.leftBehind.isShown(tab.profile, message.account)
        if (message.adopt !== null) {
          this.#whose.adopted(
            tab.profile,
            message.adopt,
            message.account,
            message.adopt === 'local' ? 'edits' : 'whole',
          )
          this.#pages.adopted(tab, message.adopt, message.account)
          this.leftBehind.isGone(tab.profile, message.adopt)
          this.conflicts.takenAlong(tab.profile, message.adopt, message.account)
        }
        break
      case 'found':
      case 'taken-over':
        break
      default:
        return
    }
    this.#pages.told(tab.profile)
  }

  hands(profile: Profile, body: string): void {
    this.#devices.hands(profile, body)
    this.#sends.hands(profile, body)
    this.strategies.isComposed(profile, body)
    this.#sends.sends(profile, body)
  }

  leaves(profile: Profile, life: Life, request: OutgoingRequest): void {
    this.#sayTraffic(() => leavesWords(profile, life, request))
    this.#devices.leaves(profile, request)
    this.pace.asks(profile, request)
    if (!request.isSave || request.body === null) return
    this.#sends.sends(profile, request.body)
    this.strategies.leaves(profile, life, request)
    this.#checkSender(profile, request.body)
    this.pace.leaves(profile, life, request)
  }

  listens(profile: Profile, path: string): void {
    this.pace.asks(profile, { method: 'GET', path })
  }

  /** The correction of clocks starts from when a save leaves (S5), and nobody's leaves under another who is shown (D13). */
  #checkSender(profile: Profile, body: string): void {
    const { account, sentAt } = JSON.parse(body) as SaveBody
    const offMs = Math.abs(profile.now() - sentAt)
    if (offMs > SENT_NOW_MS) this.fail('S5', `${profile.name()} sends a save whose sentAt is ${offMs} ms off its clock`)
    const shown = this.#pages.accountShown(profile)
    const isSignedIn = this.#world.servers.accounts.accountOfCookie(profile.cookie) === account
    if (shown !== null && shown !== LOCAL && shown !== account && !isSignedIn)
      this.fail('D13', `${profile.name()} sends a save of ${account} while ${shown} is shown`)
  }

  hears(profile: Profile, life: Life, request: OutgoingRequest, answer: Outgoing): void {
    this.#sayTraffic(() => hearsWords(profile, life, request, answer))
    if (request.path.startsWith('/api/layout')) {
      this.#refusals.hears(profile, request, answer, this.#world.time.now())
      this.queues.hears(profile, answer)
      if (answer.status === 200 && answer.text.includes('"serverTime"')) this.#pages.hears(profile)
    }
    this.pace.hears(profile, life, request, answer)
  }

  takesOver(profile: Profile, account: string, taken: TakenOver): void {
    this.#sayTraffic(() => takesOverWords(profile, account, taken))
    this.#losses.takesOver(profile, account, taken)
    this.#takeOvers.takesOver(profile, account, taken)
    this.conflicts.takesOver(profile, account, taken)
    this.#pages.holds(profile, account, taken.replica.replica)
  }

  clearsSetAside(tab: Life, profile: Profile, key: string): void {
    this.setAside.clears(tab, profile, key)
  }

  forgets(tab: Life, profile: Profile, account: string): void {
    this.leftBehind.forgets(tab, profile, account)
    this.conflicts.forgotten(profile, account)
  }

  leavesQueue(profile: Profile, id: number): void {
    this.queues.leavesQueue(profile, id)
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
    const { isSave, body } = arrival.request
    if (isSave && body !== null && answer.status === 200) this.#seen.isTaken(body)
  }

  tabOpened(tab: Tab): void {
    this.#devices.tabOpened(tab)
    this.conflicts.watch(tab)
    this.#pages.told(tab.profile)
  }

  tabEnded(tab: Tab): void {
    this.#whose.follow()
    this.#storages.tabEnded(tab)
    this.troubles.tabEnded(tab)
    this.leftBehind.tabEnded(tab)
  }

  crashed(error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.fail('crash', words)
  }
}
