/** Accounts and sessions as the database has them: what better-auth does for the API, without its cryptography. Before: process. */
import type { Random } from '../random'

export interface User {
  id: string
  /** null: a guest. */
  email: string | null
  password: string | null
}

export const COOKIE = 'holdfast.session_token'

export class AccountTable {
  #users: ReadonlyMap<string, User> = new Map()
  /** Token -> account. */
  #sessions: ReadonlyMap<string, string> = new Map()
  /** Accounts that began as a guest's, those that a restored database knows nothing of among them. */
  readonly #guests = new Set<string>()
  readonly #watching = new Map<string, Set<() => void>>()

  constructor(private readonly random: Random) {}

  user(id: string): User | undefined {
    return this.#users.get(id)
  }

  byEmail(email: string): User | undefined {
    return [...this.#users.values()].find((user) => user.email === email)
  }

  beganAsGuest(id: string): boolean {
    return this.#guests.has(id)
  }

  add(email: string | null, password: string | null): User {
    const user = { id: this.random.uuid().replaceAll('-', ''), email, password }
    if (email === null) this.#guests.add(user.id)
    this.#users = new Map(this.#users).set(user.id, user)
    return user
  }

  /** A guest gets a way to sign in elsewhere. null: done; else Prisma's code: there is no such guest, or the address is taken. */
  addCredentials(id: string, email: string, password: string): null | 'P2025' | 'P2002' {
    const user = this.#users.get(id)
    if (user === undefined || user.email !== null) return 'P2025'
    if (this.byEmail(email) !== undefined) return 'P2002'
    this.#users = new Map(this.#users).set(id, { ...user, email, password })
    return null
  }

  /** A new session's token. */
  signIn(account: string): string {
    const token = this.random.uuid()
    this.#sessions = new Map(this.#sessions).set(token, account)
    return token
  }

  accountOf(token: string): string | null {
    return this.#sessions.get(token) ?? null
  }

  /** Whose session a request with this cookie is of; null: nobody's. */
  accountOfCookie(cookie: string | null | undefined): string | null {
    return this.accountOf(tokenOf(cookie) ?? '')
  }

  /** Ends these sessions, or all. */
  end(tokens: readonly string[] | null): void {
    const ended = tokens ?? [...this.#sessions.keys()]
    const left = new Map(this.#sessions)
    for (const token of ended) left.delete(token)
    this.#sessions = left
    for (const token of ended) for (const fn of [...(this.#watching.get(token) ?? [])]) fn()
  }

  watch(token: string, ended: () => void): () => void {
    const watching = this.#watching.get(token) ?? new Set()
    this.#watching.set(token, watching.add(ended))
    return () => watching.delete(ended)
  }

  snapshot(): { users: ReadonlyMap<string, User>; sessions: ReadonlyMap<string, string> } {
    return { users: this.#users, sessions: this.#sessions }
  }

  restore({ users, sessions }: ReturnType<AccountTable['snapshot']>): void {
    const gone = [...this.#sessions.keys()].filter((token) => !sessions.has(token))
    // Who signed up after the backup would have to sign up again, as somebody new: that is no story of saving.
    const full = [...this.#users].filter(([, { email }]) => email !== null)
    this.#users = new Map([...users, ...full])
    this.#sessions = sessions
    this.end(gone)
  }
}

/** The token in a Cookie header or in a cookie; null: none. */
export const tokenOf = (cookie: string | null | undefined): string | null =>
  cookie?.split('=')[1]?.split(';')[0] ?? null
