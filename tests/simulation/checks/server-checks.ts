/**
 * Is every commit and every answer what CONTRACT section 3 asks for (S1–S15)? The reference is told each request that came to a
 * process, and must come to the same account as the database at each commit, and to the same answer.
 * Before: checks hands it what the world says. After: understand, the reference, and account-history keeps what came of it.
 */

import { sameJson } from '../../../core/layout/same-json'
import type { PullAnswer, SaveAnswer } from '../../../core/wire/answer'
import type { Problem } from '../../../core/wire/problem'
import type { SaveBody } from '../../../core/wire/save'
import type { Commit } from '../../../server/layouts/store'
import type { AccountRows } from '../../fakes/model-rows'
import type { Outgoing, OutgoingRequest } from '../network/messages'
import { forgotten, type ReferenceAccount } from '../reference/account'
import { checkAnswer } from '../reference/check-answer'
import { checkPull } from '../reference/check-pull'
import { checkStored } from '../reference/check-stored'
import type { Judged } from '../reference/judged'
import type { ApiProcess } from '../server/process'
import type { Arrival } from '../watch'
import type { World } from '../world'
import type { AccountHistory } from './account-history'
import { tooManyRows } from './cost'
import type { Fail } from './fail'
import { Named } from './named'
import { type Understood, understand } from './understand'

/** What a process was asked, as the reference understands it. */
interface Asked extends Arrival, Understood {
  account: string | null
  /** A save is judged as of its arrival; a restore or an import as of when its turn came. */
  isSave: boolean
  atMs: number
  committed: Judged | null
}

export class ServerChecks {
  readonly #open = new Set<Asked>()
  readonly #answered: Asked[] = []
  readonly #named = new Named()

  constructor(
    private readonly world: World,
    private readonly history: AccountHistory,
    private readonly fail: Fail,
  ) {}

  arrives(process: ApiProcess, request: OutgoingRequest): Arrival {
    const { world } = this
    const account = world.servers.accounts.accountOfCookie(request.cookie)
    const at = world.serverNow()
    const asked: Asked = {
      process,
      request,
      at,
      account,
      atMs: world.time.now(),
      committed: null,
      device: null,
      judge: null,
      isSave: request.isSave,
      ...(account !== null && understand(request, account)),
    }
    this.#open.add(asked)
    if (account !== null) this.#named.arrives(account, request)
    return asked
  }

  commits(process: ApiProcess, { account, device, writes }: Commit): void {
    const before = this.history.account(account)
    const rows = this.world.servers.database.look(account)
    const stored = { ...rows, conflicts: rows.conflicts.map(({ conflict }) => conflict) }
    const tag = writes.head.tag ?? ''
    this.#checkNoted(account, rows.devices)
    if (!rows.devices.has(device.id)) this.fail('S11', `device ${device.id} saves, and nobody notes that it is there`)
    let first: string | undefined
    for (const asked of this.#open) {
      const isInTime = asked.isSave ? asked.at === device.at : asked.at <= device.at
      const isIt = asked.process === process && asked.account === account && asked.device === device.id && isInTime
      if (!isIt || asked.judge === null || asked.committed !== null) continue
      const judged = asked.judge(before, tag, device.at)
      if (judged.kind !== 'applied') {
        first ??= `S1: what was written is ${judged.kind} by CONTRACT`
        continue
      }
      const wrong = checkStored(judged.account, stored)
      first ??= wrong[0]
      if (wrong.length > 0) continue
      asked.committed = judged
      if (asked.isSave) this.#failWith(tooManyRows(JSON.parse(asked.request.body ?? '') as SaveBody, writes))
      this.history.becomes(account, judged.account)
      this.#checkHistory(account, before, judged.account)
      return
    }
    this.#failWith(first ?? 'S1: something was written that nobody asked for')
  }

  answers(arrival: Arrival, answer: Outgoing): void {
    const asked = arrival as Asked
    // Kept for a while: the same request may be on its way once more.
    this.#answered.push(asked)
    if (this.#answered.length > 30) this.#answered.shift()
    this.#open.delete(asked)
    if (asked.account === null) return
    if (answer.status === 200) this.#named.answered(asked.account, asked.request, asked.at)
    this.#checkNoted(asked.account, this.world.servers.database.look(asked.account).devices)
    if (asked.request.path.startsWith('/api/layout?')) this.#checkPull(asked, answer)
    else if (asked.judge !== null) this.#checkAnswer(asked, answer)
  }

  /** Nobody is taken to know of later removals than it has named (S11). */
  #checkNoted(account: string, devices: AccountRows['devices']): void {
    for (const { id, lastRevision } of devices.values()) {
      if (lastRevision <= this.#named.latest(account, id)) continue
      this.fail('S11', `device ${id} is noted as knowing revision ${lastRevision}, which it has never named`)
    }
  }

  /** Removals were forgotten: none that a device which counts has not named (S11). */
  forgot(): void {
    for (const id of this.history.ids()) {
      const { head, devices } = this.world.servers.database.look(id)
      const before = this.history.account(id)
      if (head.forgottenUpTo <= before.forgottenUpTo) continue
      const since = this.world.serverNow() - 90 * DAY_MS
      const noted = [...devices.values()].filter(({ lastSeen }) => lastSeen >= since).map(({ id }) => id)
      // That one was heard of is noted now and then.
      for (const device of [...noted, ...this.#named.answeredSince(id, since + NOTED_WITHIN_MS)]) {
        if (this.#named.latest(id, device) >= head.forgottenUpTo) continue
        this.fail('S11', `removals up to revision ${head.forgottenUpTo} were forgotten, which ${device} has not named`)
      }
      this.history.becomes(id, forgotten(before, head.forgottenUpTo))
    }
  }

  wentBack(): void {
    this.#named.wentBack()
  }

  notSeenForLong(device: string): void {
    this.#named.notSeenForLong(device)
  }

  #checkAnswer(asked: Asked, answer: Outgoing): void {
    const { status } = answer
    if (![200, 409, 422].includes(status)) {
      // 503: the process did not hear that its commit was made.
      if (asked.committed !== null && status !== 503) this.fail('S1', `a save that was written is answered ${status}`)
      if (!REFUSALS.includes(status)) this.fail('answer', `a save of a page of ours is answered ${status}`)
      return
    }
    // The same request twice: which of them made the commit is not known.
    const twins = [...this.#open, ...this.#answered].filter(({ request }) => request.body === asked.request.body)
    const wrong = [
      ...twins.map(({ committed }) => this.#wrongOfCommitted(committed, answer)),
      this.#wrongOfUnwritten(asked, answer),
    ]
    if (wrong.includes('')) return
    const sentence = wrong.find((one) => one !== null) ?? 'S1: nothing fits'
    this.fail(ruleOf(sentence), `a save is answered ${status}: ${sentence}`)
  }

  /** '': it fits; null: it cannot be compared. */
  #wrongOfCommitted(committed: Judged | null, { status, text }: Outgoing): string | null {
    if (committed === null || status !== 200) return null
    return checkAnswer(committed, JSON.parse(text) as SaveAnswer)[0] ?? ''
  }

  /** The same of a request that wrote nothing: then there was nothing to write. */
  #wrongOfUnwritten(asked: Asked, { status, text }: Outgoing): string | null {
    let wrong: string | null = null
    const at = asked.isSave || status !== 200 ? asked.at : (JSON.parse(text) as SaveAnswer).serverTime
    for (const account of this.history.since(asked.account ?? '', asked.atMs)) {
      const judged = asked.judge?.(account, account.tag ?? '', at) ?? null
      if (judged === null) return ''
      if (status === 409 && judged.kind === 'base-unknown') return ''
      if (status === 422 && judged.kind === 'refused' && this.#names(judged, text)) return ''
      if (status !== 200 || judged.kind !== 'applied') continue
      const isSame = judged.account.revision === account.revision && sameMap(judged.account.lastN, account.lastN)
      const [sentence = ''] = checkAnswer(judged, JSON.parse(text) as SaveAnswer)
      if (isSame && sentence === '') return ''
      wrong = sentence || 'S1: it was answered as saved, and nothing was written'
    }
    return wrong
  }

  #names(judged: Extract<Judged, { kind: 'refused' }>, text: string): boolean {
    const { errors = [] } = JSON.parse(text) as Problem
    return (
      errors.length > 0 &&
      errors.every(({ writer, n }) => judged.edits.some((edit) => edit.writer === writer && edit.n === n))
    )
  }

  #checkPull(asked: Asked, { status, text }: Outgoing): void {
    if (status !== 200 && status !== 409) return
    const query = new URLSearchParams(asked.request.path.split('?')[1])
    const writers = (query.get('writers') ?? '').split(',').filter(Boolean)
    const pull = {
      since: Number(query.get('since') ?? 0),
      tag: query.get('tag'),
      writers: writers.map((writer) => ({ id: writer.slice(0, 36), after: Number(writer.slice(37)) })),
    }
    let wrong = ''
    for (const account of this.history.since(asked.account ?? '', asked.atMs)) {
      const isKnown =
        pull.since === 0 ||
        (account.tags.has(pull.since) && (pull.tag === null || account.tags.get(pull.since) === pull.tag))
      if (status === 409 ? !isKnown : false) return
      if (status === 409) continue
      const sentences = checkPull(account, pull, JSON.parse(text) as PullAnswer)
      if (sentences.length === 0) return
      wrong = sentences[0] ?? ''
    }
    this.fail(ruleOf(wrong), `a pull is answered ${status}: ${wrong || 'S14: the revision is known'}`)
  }

  /** The history entry alone makes the one layout of the other (S1). */
  #checkHistory(id: string, before: ReferenceAccount, after: ReferenceAccount): void {
    if (after.revision === before.revision || after.revision % 8 !== 0) return
    const stored = this.world.servers.database.layoutAt(id, after.revision)
    const layout = this.history.layoutOf(after)
    const plain = Object.fromEntries(Object.values(layout).map(({ id, fields }) => [id, fields]))
    if (stored === null || !sameJson(stored, plain)) this.fail('S1', `history does not tell revision ${after.revision}`)
  }

  #failWith(sentence: string | null | undefined): void {
    if (sentence != null) this.fail(ruleOf(sentence), sentence)
  }
}

/** CONTRACT section 2: what else a page of ours may be answered. It has a session, and makes no save that cannot be read. */
const REFUSALS = [403, 426, 429, 503]

const DAY_MS = 86_400_000
const NOTED_WITHIN_MS = 3_600_000

const ruleOf = (sentence: string): string => /^([SDL]\d+)/.exec(sentence)?.[1] ?? 'S8'

function sameMap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  for (const [key, n] of a) if (n !== (b.get(key) ?? 0)) return false
  return true
}
