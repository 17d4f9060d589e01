/**
 * The devices of an account: listed, named and removed. A device comes to be when it saves (layouts/write-statement), which also
 * notes the sessions that it uses. Before: routes/devices. Every call is one statement, of one account; it rejects when the
 * database is away.
 */
import type { Device } from '../../core/wire/device-list'
import type { SessionOf } from '../auth/session-cache'
import { Prisma, type PrismaClient } from '../db/client/client'

type Database = Pick<PrismaClient, '$queryRaw'>

interface DeviceRow extends Omit<Device, 'lastSeen'> {
  lastSeen: bigint
}

/** @param found rows of `device`, named d */
const described = (found: Prisma.Sql, who: SessionOf, now: number) => Prisma.sql`
  select d.id, coalesce(d.given_name, d.name) as name, d.name as "ownName", d.last_seen as "lastSeen",
    d.last_revision as "lastRevision", ${who.session}::text = any(d.sessions) as current,
    exists(
      select 1 from session s
      where s.id = any(d.sessions) and s.user_id = ${who.account} and s.expires_at > ${new Date(now)}::timestamp
    ) as "signedIn"
  from ${found} d order by d.last_seen desc, d.id`

const deviceOf = (row: DeviceRow): Device => ({ ...row, lastSeen: Number(row.lastSeen) })

/** All of them, the one that was heard of last first. @param now ms since 1970 */
export async function listDevices(database: Database, who: SessionOf, now: number): Promise<Device[]> {
  const all = Prisma.sql`(select * from device where account = ${who.account})`
  return (await database.$queryRaw<DeviceRow[]>(described(all, who, now))).map(deviceOf)
}

/**
 * Gives a device a name, or with null its own again. null: there is no such device.
 * @param now ms since 1970
 */
export async function nameDevice(
  database: Database,
  who: SessionOf,
  change: { device: string; name: string | null },
  now: number,
): Promise<Device | null> {
  const named = Prisma.sql`named`
  const [row] = await database.$queryRaw<DeviceRow[]>(Prisma.sql`
    with named as (
      update device set given_name = ${change.name} where account = ${who.account} and id = ${change.device} returning *
    ) ${described(named, who, now)}`)
  return row === undefined ? null : deviceOf(row)
}

/**
 * Deletes a device and every session that it used, all or nothing; resolves to those sessions. A session that a copied browser
 * profile shares ends for both. What the device still owes stays on it until it is signed in again. null: there is no such device.
 */
export async function removeDevice(database: Database, account: string, device: string): Promise<string[] | null> {
  const rows = await database.$queryRaw<{ id: string | null }[]>(Prisma.sql`
    with gone as (
      delete from device where account = ${account} and id = ${device} returning sessions
    ), ended as (
      delete from session s using gone where s.id = any(gone.sessions) and s.user_id = ${account} returning s.id
    )
    select ended.id from gone left join ended on true`)
  return rows.length === 0 ? null : rows.flatMap(({ id }) => id ?? [])
}
