/** `device` and `deviceName` in the query of GET /api/layout: which device looks. Before: app. After: routes/layout, then devices/lookers. */
import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import type { ProblemError } from '../../core/wire/problem'
import { deviceName, uuid } from '../../core/wire/scalars'
import type { SessionCheck } from '../auth/session-check'
import type { NoteLooker } from '../devices/lookers'
import { problem } from '../problem'
import type { AppEnv } from './app-env'

export interface LookerRouteDeps {
  sessionOf: SessionCheck
  note: NoteLooker
}

/** Notes the device of a pull that was answered. Programs that name none are answered all the same. */
export function lookers({ sessionOf, note }: LookerRouteDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { device, deviceName: name, since } = c.req.query()
    if (device === undefined) return next()
    const errors: ProblemError[] = [
      ...wrong('device', uuid, device),
      ...(name === undefined ? [] : wrong('deviceName', deviceName, name)),
    ]
    if (errors.length > 0) return problem(c, 'bad-request', { detail: 'The query makes no sense.', errors })
    await next()
    const who = c.res.ok || c.res.status === 304 ? await sessionOf(c.req.raw) : null
    if (who !== null) await note(who, { id: device, name: name ?? null, revision: Number(since ?? 0) })
  }
}

function wrong(path: string, schema: v.GenericSchema, value: string): ProblemError[] {
  return v.safeParse(schema, value).issues?.map(({ message }) => ({ path, message })) ?? []
}
