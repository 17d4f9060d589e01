/** When a save arrived is when its request did, however long it then waits for the saves before it. */
import { Hono } from 'hono'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { SaveAnswer } from '../../../core/wire/answer'
import { requestLog } from '../../../server/ops/log'
import { createRateLimit } from '../../../server/ops/rate-limit'
import type { AppEnv } from '../../../server/routes/app-env'
import { layoutRoutes } from '../../../server/routes/layout'
import { createMemoryStore } from '../layouts/memory-store'
import { uuid } from '../layouts/story'

const ACCOUNT = 'ada-ada-ada'
const NOTE = uuid(100)

it('[S5] the time that a save waits in its account’s queue does not make its edits later', async () => {
  let clock = 1_000_000
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const store = createMemoryStore()
  let writes = 0
  const app = new Hono<AppEnv>().use(requestLog(pino({ level: 'silent' }), () => clock)).route(
    '/',
    layoutRoutes({
      store: {
        ...store,
        write: async (commit) => {
          writes += 1
          if (writes === 1) await held
          return store.write(commit)
        },
      },
      sessionOf: () => ({ account: ACCOUNT, session: 's' }),
      notifier: { publish: () => {} },
      saveLimit: createRateLimit(0, 60_000, () => clock),
      now: () => clock,
      steadyNow: () => clock,
      newTag: () => `tag${writes}`,
      pause: async () => {},
    }),
  )
  const save = async (device: number, title: string): Promise<SaveAnswer> => {
    const edits = [
      { n: 1, base: 0, widget: NOTE, field: 'type', value: 'note', at: clock },
      { n: 2, base: 0, widget: NOTE, field: 'title', value: title, at: clock },
    ]
    const streams = [{ writer: uuid(1_000 + device), edits }]
    const head = { schema: 1, account: ACCOUNT, device: uuid(device), base: 0, tag: null, trigger: 'edit' }
    const body = JSON.stringify({ ...head, sentAt: clock, streams })
    const headers = { 'content-type': 'application/json' }
    const response = await app.request('/api/layout', { method: 'POST', headers, body })
    expect(response.status).toBe(200)
    return (await response.json()) as SaveAnswer
  }
  const first = save(1, 'first')
  await expect.poll(() => writes).toBe(1)
  clock += 100
  const arrivedAt = clock
  const second = save(2, 'second')
  // It is in the queue by then.
  await new Promise((resolve) => setTimeout(resolve, 20))
  clock += 1_500
  release()
  await first
  const { serverTime, widgets } = await second
  expect(serverTime).toBe(arrivedAt)
  expect(widgets[0]?.fields.title).toMatchObject({ value: 'second', at: arrivedAt })
})
