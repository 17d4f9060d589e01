/**
 * How a second device joins an account: code, claim, decision, session, each kept in the database, so that any API process
 * may answer any step, and each repeatable, since any answer may be lost. An account has one pairing at most: a new code takes
 * the older one's place. Knows no routes. Before: routes/pairing. Every call rejects when the database is away.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { CODE_CHARS, codeOf, writtenCode } from '../../core/pairing/code'
import type { PairingCode } from '../../core/wire/pairing-code'
import type { Pairing as PairingView } from '../../core/wire/pairing-status'
import { type Pairing, Prisma, type PrismaClient } from '../db/client/client'
import type { PairingHashes } from './hashes'

const MINUTE_MS = 60_000
/** Long enough to fetch the other device and type; short, for all that time it can be guessed. */
export const CODE_MS = 8 * MINUTE_MS
/** From the claim to the decision, and from that to the session: nothing can be guessed any more, and lines may be down. */
export const STEP_MS = 5 * MINUTE_MS

export interface PairingDeps {
  prisma: Pick<PrismaClient, 'pairing' | 'session' | 'user' | '$queryRaw'>
  hashes: PairingHashes
  /** How long a session lasts. */
  sessionMs: number
  /** ms since 1970. */
  now(): number
}

export type Decided =
  | { kind: 'done'; pairing: PairingView }
  | { kind: 'not-found' }
  | { kind: 'not-claimed' }
  | { kind: 'decided-otherwise' }

/** How a claim stands. */
export type Claimed =
  | { kind: 'waiting'; expiresAt: number }
  | { kind: 'joined'; token: string; account: { id: string; email: string | null; guest: boolean } }
  | { kind: 'unknown' }
  | { kind: 'expired' }
  | { kind: 'used' }
  | { kind: 'refused' }

export interface Claim {
  /** As readCode gives it. */
  code: string
  secret: string
  deviceName: string | null
}

export interface Pairings {
  /** A new code for another device of the account; an older one works no more. */
  begin(account: string): Promise<PairingCode>
  /** The account's; null: there is none, or its time is over. */
  look(account: string): Promise<PairingView | null>
  /** Lets the device in that claimed it, or not. The first word counts; the same again is done again. */
  decide(account: string, decision: { id: string; admit: boolean }): Promise<Decided>
  /** How the caller's own claim stands, and its session when it was let in: the same one each time. null: it is not the caller's. */
  follow(claim: Claim): Promise<Claimed | null>
  /** Claims an open code: the first one gets it. This is what can be guessed at. */
  claim(claim: Claim): Promise<Claimed>
}

export function createPairings({ prisma, hashes, sessionMs, now }: PairingDeps): Pairings {
  const byCode = (code: string) => prisma.pairing.findUnique({ where: { codeHash: hashes.code(code) } })
  const isOver = (pairing: Pairing) => pairing.expiresAt <= now()

  async function look(account: string): Promise<PairingView | null> {
    const pairing = await prisma.pairing.findUnique({ where: { account } })
    return pairing === null || isOver(pairing) ? null : viewOf(pairing)
  }

  /** The one session of a pairing that was admitted, made by whoever asks first; null: it has ended again. */
  async function sessionOf(pairing: Pairing): Promise<{ token: string } | null> {
    if (pairing.session === null) await makeSession(pairing)
    // Another process may have been first.
    const { session = null } = (await prisma.pairing.findUnique({ where: { account: pairing.account } })) ?? {}
    return session === null ? null : prisma.session.findUnique({ where: { id: session } })
  }

  /** All or nothing, in one statement. Who comes second waits for the first one's row, then finds it taken and makes none. */
  async function makeSession({ account, id }: Pairing): Promise<void> {
    const [session, token, at] = [randomUUID(), randomBytes(24).toString('base64url'), now()]
    await prisma.$queryRaw(Prisma.sql`
      with taken as (
        update pairing set session = ${session}
        where account = ${account} and id = ${id} and admitted and session is null returning account
      )
      insert into session (id, token, user_id, expires_at, created_at, updated_at)
      select ${session}, ${token}, taken.account, ${new Date(at + sessionMs)}::timestamp, ${new Date(at)}::timestamp,
        ${new Date(at)}::timestamp
      from taken returning id`)
  }

  async function standing(pairing: Pairing): Promise<Claimed> {
    if (pairing.admitted === false) return { kind: 'refused' }
    if (isOver(pairing)) return { kind: 'expired' }
    if (pairing.admitted === null) return { kind: 'waiting', expiresAt: Number(pairing.expiresAt) }
    const [session, user] = await Promise.all([
      sessionOf(pairing),
      prisma.user.findUnique({ where: { id: pairing.account } }),
    ])
    // It was signed out meanwhile, or the device removed: a code is good for one session.
    if (session === null || user === null) return { kind: 'used' }
    const account = { id: user.id, email: user.guest ? null : user.email, guest: user.guest }
    return { kind: 'joined', token: session.token, account }
  }

  async function follow({ code, secret }: Claim): Promise<Claimed | null> {
    const pairing = await byCode(code)
    return pairing !== null && pairing.claimHash === hashes.secret(secret) ? standing(pairing) : null
  }

  return {
    look,
    follow,
    async begin(account) {
      const code = codeOf(randomBytes(CODE_CHARS))
      const at = now()
      const made = {
        id: randomUUID(),
        codeHash: hashes.code(code),
        expiresAt: BigInt(at + CODE_MS),
        ...{ claimHash: null, deviceName: null, admitted: null, session: null },
      }
      await prisma.pairing.upsert({ where: { account }, create: { account, ...made }, update: made })
      return { id: made.id, code: writtenCode(code), expiresAt: at + CODE_MS, serverTime: at }
    },
    async decide(account, { id, admit }) {
      const at = now()
      await prisma.pairing.updateMany({
        where: {
          ...{ account, id, admitted: null, expiresAt: { gt: BigInt(at) } },
          // A code that nobody has used can be withdrawn, and nobody let in by it.
          ...(admit ? { claimHash: { not: null } } : {}),
        },
        data: { admitted: admit, expiresAt: BigInt(at + STEP_MS) },
      })
      const pairing = await look(account)
      if (pairing === null || pairing.id !== id) return { kind: 'not-found' }
      if (pairing.state === 'open') return { kind: 'not-claimed' }
      return (pairing.state === 'refused') === admit ? { kind: 'decided-otherwise' } : { kind: 'done', pairing }
    },
    async claim(claim) {
      const at = now()
      const { count } = await prisma.pairing.updateMany({
        where: {
          ...{ codeHash: hashes.code(claim.code), claimHash: null, admitted: null },
          expiresAt: { gt: BigInt(at) },
        },
        data: {
          ...{ claimHash: hashes.secret(claim.secret), deviceName: claim.deviceName },
          expiresAt: BigInt(at + STEP_MS),
        },
      })
      if (count === 1) return { kind: 'waiting', expiresAt: at + STEP_MS }
      // The same call may have been under way twice.
      const own = await follow(claim)
      if (own !== null) return own
      const pairing = await byCode(claim.code)
      if (pairing === null) return { kind: 'unknown' }
      if (pairing.claimHash !== null) return { kind: 'used' }
      return { kind: 'expired' }
    },
  }
}

function viewOf(pairing: Pairing): PairingView {
  const { id, deviceName, expiresAt } = pairing
  return { id, state: stateOf(pairing), deviceName, expiresAt: Number(expiresAt) }
}

function stateOf({ claimHash, admitted, session }: Pairing): PairingView['state'] {
  if (admitted === false) return 'refused'
  if (admitted === true) return session === null ? 'admitted' : 'joined'
  return claimHash === null ? 'open' : 'claimed'
}
