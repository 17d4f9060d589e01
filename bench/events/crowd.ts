/** Accounts with two or three signed-in devices each, in two statements. Knows no HTTP. Used by ../events. */
import { randomBytes, randomUUID } from 'node:crypto'
import { serializeSigned } from 'hono/utils/cookie'
import pg from 'pg'
import { SECRET } from '../support/population'

/** The cookie of better-auth as server/auth/accounts names it on http. */
const COOKIE = 'holdfast.session_token'

export interface CrowdDevice {
  id: string
  writer: string
  /** The Cookie header of its session. */
  cookie: string
}

export interface CrowdAccount {
  account: string
  devices: CrowdDevice[]
}

/** Makes accounts until they have `devices` devices together: two, three, two, three … */
export async function makeCrowd(url: string, devices: number): Promise<CrowdAccount[]> {
  const crowd: CrowdAccount[] = []
  const sessions: { token: string; account: string }[] = []
  while (sessions.length < devices) {
    const one: CrowdAccount = { account: randomUUID(), devices: [] }
    for (let i = 0; i < 2 + (crowd.length % 2) && sessions.length < devices; i++) {
      const token = randomBytes(16).toString('hex')
      sessions.push({ token, account: one.account })
      one.devices.push({ id: randomUUID(), writer: randomUUID(), cookie: await serializeSigned(COOKIE, token, SECRET) })
    }
    crowd.push(one)
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `insert into "user" (id, name, email, guest, updated_at)
     select id, 'Guest', id || '@guest.invalid', true, now() from unnest($1::text[]) as id`,
    [crowd.map(({ account }) => account)],
  )
  await client.query(
    `insert into session (id, token, user_id, expires_at, updated_at)
     select gen_random_uuid()::text, token, account, now() + interval '1 year', now()
     from unnest($1::text[], $2::text[]) as s(token, account)`,
    [sessions.map(({ token }) => token), sessions.map(({ account }) => account)],
  )
  await client.end()
  return crowd
}
