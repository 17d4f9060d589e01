/** What the stories about restoring, exporting and importing are told with, beside ./story. */
import * as v from 'valibot'
import type { PlainLayout } from '../../../core/history/plain-layout'
import { type SaveAnswer, saveAnswerSchema } from '../../../core/wire/answer'
import { type ExportFile, exportSchema } from '../../../core/wire/export'
import type { ImportMode } from '../../../core/wire/import'
import type { PrismaClient } from '../../../server/db/client/client'
import { rebuildLayout } from '../../../server/layouts/rebuild'
import { restoreRoutes } from '../../../server/routes/restore'
import { transferRoutes } from '../../../server/routes/transfer'
import { type Api, apiOn, type TestDevice, uuid } from './story'

let tags = 0
let writers = 0

/** A writer that nobody had before: of one restore or import. */
export const newWriter = (): string => uuid(900_000 + ++writers)

/** The routes of layouts, versions' restore and transfer on `store`. */
export function replacingApi(
  store: Api['store'],
  prisma: PrismaClient,
  options: {
    pause?: (attempt: number) => Promise<void>
    layoutAt?: (account: string, revision: number) => Promise<PlainLayout | null>
  } = {},
): Api {
  const api = apiOn(store, options)
  const deps = {
    store,
    prisma,
    now: () => api.clock.now,
    steadyNow: () => api.clock.now,
    newTag: () => `r${++tags}`,
    pause: options.pause ?? (async () => {}),
    sessionOf: async ({ headers }: { headers: Pick<Headers, 'get'> }) => {
      const account = headers.get('x-account')
      return account === null ? null : { account, session: headers.get('x-session') ?? `session-of-${account}` }
    },
    notifier: {
      publish: (account: string, event: { revision: number; tag: string | null }) =>
        void api.published.push({ account, ...event }),
    },
    saveLimit: { take: () => ({ kind: 'go' as const }) },
    layoutAt: options.layoutAt ?? ((account: string, revision: number) => rebuildLayout(prisma, account, revision)),
  }
  api.app.route('/', restoreRoutes(deps)).route('/', transferRoutes(deps))
  return api
}

/** The head of a restore or an import by `device`, which holds what it was answered last. */
export function headOf(device: TestDevice, over: Record<string, unknown> = {}) {
  const { account, id, base, tag, clock } = device
  return { schema: 1, account, device: id, writer: newWriter(), base, tag, sentAt: clock, ...over }
}

/** Asks as `device`; the answer as it came. */
export async function ask(device: TestDevice, path: string, body: unknown): Promise<Response> {
  return device.api.app.request(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-account': device.account,
      'x-session': `${device.account} ${device.id}`,
    },
    body: JSON.stringify(body),
  })
}

/** Asks, and holds what was answered. Throws for anything but 200. */
async function holding(device: TestDevice, path: string, body: unknown): Promise<SaveAnswer> {
  const response = await ask(device, path, body)
  const answer = await response.json()
  if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
  const parsed = v.parse(saveAnswerSchema, answer)
  device.base = parsed.revision
  device.tag = parsed.tag
  return parsed
}

export function restore(device: TestDevice, revision: number, over: Record<string, unknown> = {}): Promise<SaveAnswer> {
  return holding(device, `/api/layout/versions/${revision}/restore`, headOf(device, over))
}

export function importInto(
  device: TestDevice,
  file: unknown,
  mode: ImportMode | null = 'replace',
  over: Record<string, unknown> = {},
): Promise<SaveAnswer> {
  return holding(device, `/api/import${mode === null ? '' : `?mode=${mode}`}`, { ...headOf(device, over), file })
}

/** The account as a file. */
export async function exportOf(api: Api, account: string): Promise<ExportFile> {
  const response = await api.app.request('/api/export', { headers: { 'x-account': account } })
  return v.parse(exportSchema, await response.json())
}

/** The widgets of a file as a layout. */
export const layoutIn = (file: ExportFile): Record<string, Record<string, unknown>> =>
  Object.fromEntries(file.widgets.map(({ id, fields }) => [id, fields]))
