/** Cookies on the real tables: what is asked of the database and what is not, and when an end is felt. Time is the test's own. */
import { randomUUID } from 'node:crypto'
import { generateSignedCookie } from 'hono/cookie'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUND_MS } from '../../../server/auth/session-cache'
import { createSessions } from '../../../server/auth/session-check'
import type { Prisma } from '../../../server/db/client/client'
import { type FreshDatabase, freshDatabase, onBothDatabases } from '../../support/databases'

const NAME = 'holdfast.session_token'
const SECRET = 'only-for-tests-0123456789abcdef0123456789'
const DAY_MS = 86_400_000

onBothDatabases((kind) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await freshDatabase(kind)
  })
  afterAll(() => fresh?.drop())

  /** A process of its own with a clock of its own, which counts what it asks. */
  function world() {
    const { prisma } = fresh.database
    const clock = { now: Date.now() }
    const calls = { finds: 0, rounds: 0 }
    /** What was read from the database is held back until it resolves. */
    const way = { held: Promise.resolve() }
    let tick: (() => void) | null = null
    let asked: Promise<unknown> | null = null
    const find = async <T>(answer: Promise<T>): Promise<T> => {
      const found = await answer
      calls.finds += 1
      await way.held
      return found
    }
    const counted = {
      $queryRaw: (statement: Prisma.Sql) => {
        const answer = prisma.$queryRaw(statement)
        if (statement.sql.includes('s.token')) return find(answer)
        calls.rounds += 1
        asked = answer
        return answer
      },
    } as unknown as typeof prisma
    const ports = {
      now: () => clock.now,
      every: (_: number, call: () => void) => {
        tick = call
        return () => {
          tick = null
        }
      },
    }
    const sessions = createSessions(counted, { name: NAME, secret: SECRET }, ports)
    return {
      clock,
      calls,
      way,
      sessions,
      isTicking: () => tick !== null,
      /** A round falls due; resolves when it is answered. */
      async round() {
        clock.now += ROUND_MS
        tick?.()
        await asked
        await new Promise((resolve) => setImmediate(resolve))
      },
    }
  }

  /** A session in the database, and its Cookie header. */
  async function signIn(expiresAt = new Date(Date.now() + DAY_MS)) {
    const [account, session, token] = [randomUUID(), randomUUID(), randomUUID()]
    const user = { id: account, name: 'Ada', email: `${account}@example.org` }
    await fresh.database.prisma.user.create({ data: user })
    await fresh.database.prisma.session.create({ data: { id: session, token, userId: account, expiresAt } })
    const cookie = (await generateSignedCookie(NAME, token, SECRET)).split(';')[0] ?? ''
    return {
      account,
      session,
      token,
      cookie,
      end: () => fresh.database.prisma.session.delete({ where: { id: session } }),
    }
  }

  it('asks once for requests that come together, then answers without a promise', async () => {
    const { sessions, calls } = world()
    const { account, session, cookie } = await signIn()
    const answers = await Promise.all([1, 2, 3].map(() => sessions.sessionOfCookie(cookie)))
    expect(answers).toEqual([1, 2, 3].map(() => ({ account, session })))
    expect(sessions.sessionOf({ headers: new Headers({ cookie: `theme=dark; ${cookie}; a=b` }) })).toEqual({
      account,
      session,
    })
    expect(calls).toEqual({ finds: 1, rounds: 0 })
  })

  it('an end that came through another process is felt in the next round, and whoever watches hears of it', async () => {
    const { sessions, round, calls, isTicking } = world()
    const [stays, goes] = [await signIn(), await signIn()]
    const heard: string[] = []
    for (const { cookie, ...who } of [stays, goes]) {
      await sessions.sessionOfCookie(cookie)
      sessions.watch(who, () => void heard.push(who.session))
    }
    await round()
    await goes.end()
    await round()
    expect([calls.rounds, heard]).toEqual([2, [goes.session]])
    expect(sessions.sessionOfCookie(stays.cookie)).toMatchObject({ session: stays.session })
    expect(await sessions.sessionOfCookie(goes.cookie)).toBeNull()
    sessions.ended([stays.session])
    expect([heard, isTicking()]).toEqual([[goes.session, stays.session], false])
  })

  it('an end on this process is felt at once, also by what was being asked before it', async () => {
    const { sessions, calls, way } = world()
    const { session, cookie, end } = await signIn()
    let release = () => {}
    way.held = new Promise((resolve) => {
      release = resolve
    })
    const before = sessions.sessionOfCookie(cookie)
    await expect.poll(() => calls.finds).toBe(1)
    await end()
    sessions.ended([session])
    const after = sessions.sessionOfCookie(cookie)
    release()
    expect(await after).toBeNull()
    expect(await before, 'it was true when it was read').not.toBeNull()
    expect(await sessions.sessionOfCookie(cookie)).toBeNull()
  })

  it('a session ends when its time is over, by the minute and not by the time zone, and lives on when it was made longer', async () => {
    const { sessions, clock, round } = world()
    const expiresAt = new Date(clock.now + 3 * ROUND_MS)
    const { account, session, cookie } = await signIn(expiresAt)
    let ended = 0
    sessions.watch({ account, session }, () => void ended++)
    await sessions.sessionOfCookie(cookie)
    await round()
    await round()
    expect([ended, sessions.sessionOfCookie(cookie)]).toEqual([0, { account, session }])
    const later = new Date(clock.now + 2 * ROUND_MS)
    await fresh.database.prisma.session.update({ where: { id: session }, data: { expiresAt: later } })
    await round()
    expect(ended).toBe(0)
    expect(await sessions.sessionOfCookie(cookie)).toEqual({ account, session })
    await round()
    expect([ended, await sessions.sessionOfCookie(cookie)]).toEqual([1, null])
  })

  it('nobody is not remembered: who signs in is somebody at once', async () => {
    const { sessions, calls } = world()
    const { session, cookie, token, account, end } = await signIn()
    await end()
    expect(await sessions.sessionOfCookie(cookie)).toBeNull()
    const again = { id: session, token, userId: account, expiresAt: new Date(Date.now() + DAY_MS) }
    await fresh.database.prisma.session.create({ data: again })
    expect(await sessions.sessionOfCookie(cookie)).toEqual({ account, session })
    expect(calls.finds).toBe(2)
  })

  it('a cookie that was not signed here, or has another name, is asked nowhere', async () => {
    const { sessions, calls } = world()
    const { cookie, account } = await signIn()
    for (const other of [
      cookie.replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'),
      cookie.replace('=', '=x'),
      `${NAME}=nonsense`,
      `${NAME}=`,
      `__Secure-${cookie}`,
      'theme=dark',
      '',
      null,
      undefined,
    ]) {
      expect(await sessions.sessionOfCookie(other), String(other)).toBeNull()
    }
    expect(calls.finds).toBe(0)
    expect(await sessions.sessionOfCookie(`__Secure-${cookie}; ${cookie}`)).toMatchObject({ account })
  })
})
