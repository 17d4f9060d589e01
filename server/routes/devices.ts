/** `/api/devices`: the devices of an account, named and removed by people. Before: the page's list of devices. After: devices/devices. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { deviceChangeSchema } from '../../core/wire/device-change'
import { uuid } from '../../core/wire/scalars'
import type { Accounts } from '../auth/accounts'
import type { PrismaClient } from '../db/client/client'
import { listDevices, nameDevice, removeDevice } from '../devices/devices'
import { problem } from '../problem'
import { readBody } from '../read-body'
import type { AppEnv } from './app-env'

export interface DeviceRouteDeps {
  accounts: Pick<Accounts, 'sessionOf' | 'ended' | 'signedOutCookie'>
  prisma: PrismaClient
  /** ms since 1970. */
  now(): number
}

/** All calls reject when the database is away; the app makes that a 503. */
export function deviceRoutes({ accounts, prisma, now }: DeviceRouteDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/api/devices', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to see your devices.' })
    c.header('Cache-Control', 'private, no-store')
    return c.json({ devices: await listDevices(prisma, who, now()) })
  })

  app.patch('/api/devices/:device', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to name a device.' })
    const body = await readBody(c, deviceChangeSchema)
    if (!body.ok) return body.refusal
    const device = deviceId(c)
    const named = device === null ? null : await nameDevice(prisma, who, { device, name: body.value.name }, now())
    return named === null ? noSuchDevice(c) : c.json(named)
  })

  app.delete('/api/devices/:device', async (c) => {
    const who = await accounts.sessionOf(c.req.raw)
    if (who === null) return problem(c, 'unauthenticated', { detail: 'Sign in to remove a device.' })
    const device = deviceId(c)
    const ended = device === null ? null : await removeDevice(prisma, who.account, device)
    if (device === null || ended === null) return noSuchDevice(c)
    accounts.ended(ended)
    const signedOut = ended.includes(who.session)
    if (signedOut) c.header('Set-Cookie', accounts.signedOutCookie, { append: true })
    return c.json({ id: device, signedOut })
  })
  return app
}

/** The id in the path; null: no device has such a one. */
function deviceId(c: Context): string | null {
  const parsed = v.safeParse(uuid, c.req.param('device'))
  return parsed.success ? parsed.output : null
}

function noSuchDevice(c: Context): Response {
  const detail = 'This account has no such device: it may have been removed already. It comes back when it saves again.'
  return problem(c, 'not-found', { detail })
}
