/**
 * What every account was, at every moment, as the reference has it: a restored database takes it back (S14). Before: server-checks
 * puts each commit in. After: whoever asks what a server had, and when. Knows no requests and no rules.
 */
import type { Layout, Replica } from '../../../core/layout/model'
import { EMPTY_ACCOUNT, layoutOf, type ReferenceAccount } from '../reference/account'
import type { World } from '../world'

/** What an account was from a moment on. */
interface Since {
  atMs: number
  account: ReferenceAccount
}

export class AccountHistory {
  readonly #accounts = new Map<string, Since[]>()
  readonly #layouts = new WeakMap<ReferenceAccount, Layout>()
  /** Every revision that ever was, by account, revision and tag. */
  readonly #revisions = new Map<string, ReferenceAccount>()
  /** When each of them came, ms. */
  readonly #cameAt = new Map<string, number>()
  /** Account -> writer -> the greatest number that was ever there. */
  readonly #lastN = new Map<string, Map<string, number>>()
  /** Account -> every widget that it ever had. */
  readonly #widgets = new Map<string, Set<string>>()
  #backup: Map<string, ReferenceAccount> | null = null

  constructor(private readonly world: World) {}

  /** As it is now; an empty one where nothing was ever saved. */
  account(id: string): ReferenceAccount {
    return this.#accounts.get(id)?.at(-1)?.account ?? EMPTY_ACCOUNT
  }

  /** Of every account that was ever saved. */
  ids(): Iterable<string> {
    return this.#accounts.keys()
  }

  layout(id: string): Layout {
    return this.layoutOf(this.account(id))
  }

  /** undefined: there never was such a revision. */
  layoutAt(id: string, revision: number, tag: string | null): Layout | undefined {
    if (revision === 0) return {}
    const found = this.#revisions.get(`${id} ${revision} ${tag}`)
    return found === undefined ? undefined : this.layoutOf(found)
  }

  layoutOf(account: ReferenceAccount): Layout {
    const known = this.#layouts.get(account)
    if (known !== undefined) return known
    const layout = layoutOf(account)
    this.#layouts.set(account, layout)
    return layout
  }

  /** When a revision of this account's history as it is now came, ms; undefined: it has none of that number. */
  cameAt(id: string, revision: number): number | undefined {
    return this.#cameAt.get(`${id} ${revision} ${this.account(id).tags.get(revision)}`)
  }

  everKnew(account: string, widget: string): boolean {
    return this.#widgets.get(account)?.has(widget) ?? false
  }

  /** Whether a revision that a device holds is of this account's history as it is now (S14). */
  knows(id: string, { revision, tag }: Pick<Replica, 'revision' | 'tag'>): boolean {
    // Every history begins with nothing, and that has no tag.
    return revision === 0 || this.account(id).tags.get(revision) === tag
  }

  hasArrived(account: string, writer: string, n: number): boolean {
    return n <= (this.#lastN.get(account)?.get(writer) ?? 0)
  }

  /** The account as it was at any moment from then to now. */
  since(id: string, atMs: number): ReferenceAccount[] {
    const all = this.#accounts.get(id) ?? []
    const first = all.findLastIndex((since) => since.atMs < atMs)
    const accounts = all.slice(Math.max(first, 0)).map(({ account }) => account)
    return first === -1 ? [EMPTY_ACCOUNT, ...accounts] : accounts
  }

  /** From now on it is this. */
  becomes(id: string, account: ReferenceAccount): void {
    const all = this.#accounts.get(id) ?? []
    this.#accounts.set(id, all)
    all.push({ atMs: this.world.time.now(), account })
    if (account.revision > 0) {
      const revision = `${id} ${account.revision} ${account.tag}`
      this.#revisions.set(revision, account)
      if (!this.#cameAt.has(revision)) this.#cameAt.set(revision, this.world.time.now())
    }
    const widgets = this.#widgets.get(id) ?? new Set()
    this.#widgets.set(id, widgets)
    for (const widget of account.widgets.keys()) widgets.add(widget)
    const lastN = this.#lastN.get(id) ?? new Map<string, number>()
    this.#lastN.set(id, lastN)
    for (const [writer, n] of account.lastN) if (n > (lastN.get(writer) ?? 0)) lastN.set(writer, n)
  }

  backedUp(): void {
    this.#backup = new Map([...this.#accounts.keys()].map((id) => [id, this.account(id)]))
  }

  wentBack(): void {
    for (const id of this.#accounts.keys()) this.becomes(id, this.#backup?.get(id) ?? EMPTY_ACCOUNT)
  }
}
