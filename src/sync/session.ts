/**
 * Whose layout is shown and whether there is a session for it (D13). Nobody signs up to try Holdfast: the first edit
 * makes a guest. Knows accounts and cookies' effects, no layouts. Used by manager and the account dialog.
 */
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { AccountRecord } from '../store/stored-shapes'
import { LOCAL_ACCOUNT } from '../store/who'
import { sessionWords } from '../words/en/session'
import { jsonCall } from './json-call'

/** Who the server says is signed in. */
type WhoAmI = { kind: 'user'; id: string; email: string | null } | { kind: 'nobody' } | { kind: 'unreachable' }

/** `over`: nobody is signed in, and who is shown has to be again. `unknown`: there was no answer, or no guest could be made. */
export type SessionNow = 'there' | 'over' | 'unknown'

export interface Session {
  /** Makes sure that the account shown is the one signed in: adopts the session's, or makes a guest when `create`. True when sending may go on. */
  ensure(create: boolean): Promise<boolean>
  /** The session is gone, or another's. `there`: there is one for the account shown again. */
  lost(): Promise<SessionNow>
  current(): { account: string; email: string | null }
  addCredentials(email: string, password: string): Promise<string | null>
  signIn(email: string, password: string): Promise<string | null>
  signOut(): Promise<string | null>
  /** A session has come another way (a code): shows whose it is. False: the server could not be asked. */
  arrived(): Promise<boolean>
}

const CALL_TIMEOUT_MS = 15_000

export interface SessionListener {
  /** The account shown or its session changed: time to send and to pull. */
  changed(): void
  /** Everything of `account` is owed under another one now. */
  moved(account: string): void
}

export function createSession(env: Env, device: Device, { changed, moved }: SessionListener): Session {
  const call = (path: string, body?: unknown) => jsonCall(env, path, { body, withinMs: CALL_TIMEOUT_MS })

  async function whoAmI(): Promise<WhoAmI> {
    const answer = await call('/api/account')
    if (answer?.status === 200 && typeof answer.body.id === 'string') {
      return {
        kind: 'user',
        id: answer.body.id,
        email: typeof answer.body.email === 'string' ? answer.body.email : null,
      }
    }
    // Anything else, a portal's page for instance, says nothing about us.
    return { kind: answer?.status === 200 && answer.body.id === null ? 'nobody' : 'unreachable' }
  }

  /** A new guest, or who has signed in meanwhile in another tab; null: nobody can be made now. */
  async function newGuest(): Promise<AccountRecord | null> {
    const answer = await call('/api/auth/sign-in/anonymous', {})
    const user = answer?.status === 200 ? (answer.body.user as Record<string, unknown> | undefined) : undefined
    if (typeof user?.id !== 'string') return null
    return { id: user.id, email: typeof user.email === 'string' ? user.email : null }
  }

  async function show(record: AccountRecord): Promise<void> {
    const shown = device.account()
    // What was made before there was an account becomes the guest's; a full account gets nothing it did not ask for.
    if (record.id !== shown.id && shown.id === LOCAL_ACCOUNT && record.email === null) {
      await device.handOver(record, 'edits')
    } else await device.switchTo(record)
  }

  async function ensure(create: boolean): Promise<SessionNow> {
    const who = await whoAmI()
    const shown = device.account()
    if (who.kind === 'unreachable') return 'unknown'
    if (who.kind === 'user') {
      await show({ id: who.id, email: who.email })
      return 'there'
    }
    if (shown.email !== null || !create) return 'over'
    const made = await newGuest()
    if (made === null) return 'unknown'
    if (made.email !== null || shown.id === LOCAL_ACCOUNT) {
      await show(made)
      return 'there'
    }
    // A guest whose session is gone for good has no way back in: a new one takes the whole layout over.
    await device.handOver(made, 'whole')
    moved(shown.id)
    return 'there'
  }

  /** One at a time on the whole device, so that ten tabs make one guest. */
  const once = (create: boolean) => env.exclusively('holdfast-session', () => ensure(create))

  async function enter(path: string, body: { email: string; password: string; name?: string }): Promise<string | null> {
    const answer = await call(path, body)
    // A portal's answer, which may well be 200, names nobody.
    if (answer === null || (answer.status === 200 && !namesSomebody(answer.body))) return sessionWords().unreachable
    if (answer.status !== 200) return refusal(answer.status, answer.body)
    await once(false)
    changed()
    return null
  }

  return {
    ensure: async (create) => (await once(create)) === 'there',
    lost: () => once(true),
    current: () => ({ account: device.account().id, email: device.account().email }),
    async addCredentials(email, password) {
      if (device.account().id === LOCAL_ACCOUNT) {
        if ((await once(true)) !== 'there') return sessionWords().unreachable
        // Also where the server refuses the credentials: who is shown now may owe something.
        changed()
      }
      return enter('/api/account/credentials', { email, password })
    },
    signIn: (email, password) => enter('/api/auth/sign-in/email', { email, password }),
    async arrived() {
      if ((await once(false)) !== 'there') return false
      changed()
      return true
    },
    async signOut() {
      const { id } = device.account()
      const answer = await call('/api/auth/sign-out', {})
      // A portal's page ends no session, either.
      if (answer === null || (answer.status === 200 && answer.body.success !== true)) return sessionWords().unreachable
      // Whoever opens this page next would be shown everything again (D13).
      if (answer.status !== 200) return refusal(answer.status, answer.body)
      await device.leave(id)
      changed()
      return null
    },
  }
}

/** As better-auth and our own routes answer who has signed in, or signed up. */
function namesSomebody({ id, user }: Record<string, unknown>): boolean {
  const named = user !== null && typeof user === 'object' && 'id' in user ? user.id : id
  return typeof named === 'string'
}

/** What a refusal says to a person. better-auth answers `{code, message}`, our own routes problem+json. */
function refusal(status: number, body: Record<string, unknown>): string {
  const words = sessionWords()
  if (status === 401) return words.wrongPassword
  if (status === 429) return words.tooManyTries
  if (status >= 500) return words.serverTrouble
  const [first] = Array.isArray(body.errors) ? (body.errors as { path?: unknown; message?: unknown }[]) : []
  if (first !== undefined) return `${String(first.path)} ${String(first.message)}.`
  return String(body.detail ?? body.message ?? body.title ?? words.refused)
}
