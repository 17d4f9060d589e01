/** The operator's side: one or two API processes, the database behind them with its backups, and what is wrong with either. */
import { MAX_VALUE_DEPTH } from '../../../core/layout/limits'
import type { RevisionEvent } from '../../../core/wire/event'
import type { SaveBody } from '../../../core/wire/save'
import { SCHEMA } from '../../../core/wire/version'
import type { RateLimit } from '../../../server/ops/rate-limit'
import { createModelDatabase, type ModelDatabase } from '../../fakes/model-database'
import type { OutgoingRequest } from '../network/messages'
import type { World } from '../world'
import { AccountTable } from './account-table'
import { ApiProcess, away } from './process'

/** What a stricter server does not take. */
export const REFUSED_VALUE = 'not allowed here'
/** What comes to a stricter server in its place: nested deeper than any server takes. */
const TOO_DEEP = '['.repeat(MAX_VALUE_DEPTH + 1) + ']'.repeat(MAX_VALUE_DEPTH + 1)

export class Servers {
  readonly database: ModelDatabase = createModelDatabase()
  readonly accounts: AccountTable
  processes: ApiProcess[] = []
  isDatabaseAway = false
  /** Share of commits after which the process does not hear that they were made. */
  commitsLost = 0
  /** Hints between processes get lost. */
  areHintsLost = false
  /** Everything that changes a layout is answered 429 with this Retry-After, s; 0: nothing is. */
  tooManyFor = 0
  /** The server is older than the app: 426. */
  isRolledBack = false
  /** It refuses some values by name: 422. */
  isStrict = false
  #numbers = 0
  #backup: { database: ReturnType<ModelDatabase['snapshot']>; accounts: ReturnType<AccountTable['snapshot']> } | null =
    null

  constructor(private readonly world: World) {
    this.accounts = new AccountTable(world.random)
  }

  start(): void {
    this.processes.push(new ApiProcess(this.world, ++this.#numbers))
  }

  kill(process: ApiProcess): void {
    this.processes = this.processes.filter((other) => other !== process)
    process.kill()
  }

  /** Whoever the next request comes to; null: nobody listens. */
  pick(): ApiProcess | null {
    return this.processes.length === 0 ? null : this.world.random.pick(this.processes)
  }

  /** How long the database takes for something, ms. */
  moment(): number {
    return this.world.random.between(0.2, 8)
  }

  /** Throws where the database is away. */
  mustBeThere(): void {
    if (this.isDatabaseAway) throw away('ECONNREFUSED')
  }

  /** What the count of an account's saves says. */
  limit(): ReturnType<RateLimit['take']> {
    return this.tooManyFor === 0 ? { kind: 'go' } : { kind: 'wait', seconds: this.tooManyFor }
  }

  standing(accounts: string[]): Map<string, RevisionEvent> {
    this.mustBeThere()
    return this.database.standing(accounts)
  }

  /** Says it to every process: at once where it was made, a little later elsewhere. */
  publish(from: ApiProcess, account: string, event: RevisionEvent): void {
    for (const process of this.processes) {
      if (process === from) this.world.time.after(0, () => process.hears(account, event))
      else if (!this.areHintsLost) {
        this.world.time.after(this.world.random.between(1, 60), () => process.hears(account, event))
      }
    }
  }

  /** The processes hear each other again. */
  healHints(): void {
    this.areHintsLost = false
    this.lookAgain()
  }

  /** As every process does every half a minute (server/events/postgres). */
  lookAgain(): void {
    for (const process of this.processes) process.hears('', 'look-again')
  }

  backUp(): void {
    this.#backup = { database: this.database.snapshot(), accounts: this.accounts.snapshot() }
  }

  hasBackup(): boolean {
    return this.#backup !== null
  }

  /**
   * Goes back to the last backup.
   * @param isRestarting the processes start anew, as they should; else they go on with what they remember of the other history
   */
  goBack(isRestarting: boolean): void {
    if (this.#backup === null) return
    const count = isRestarting ? this.processes.length : 0
    if (isRestarting) for (const process of [...this.processes]) this.kill(process)
    this.database.restore(this.#backup.database)
    this.accounts.restore(this.#backup.accounts)
    for (let i = 0; i < count; i++) this.start()
  }

  /**
   * The request as it comes to a process. An older or a stricter server is this one, so what is a newer schema to that one, or
   * beyond its limits, is made so for this one: the real route finds it, and refuses it in its own words.
   */
  received(request: OutgoingRequest): OutgoingRequest {
    let { body } = request
    if (!request.isSave || body === null) return request
    if (this.isStrict) body = body.replaceAll(JSON.stringify(REFUSED_VALUE), TOO_DEEP)
    if (this.isRolledBack) body = JSON.stringify({ ...(JSON.parse(body) as SaveBody), schema: SCHEMA + 1 })
    return { ...request, body }
  }
}
