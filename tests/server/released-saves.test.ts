/** A save of each released schema, sent to a whole server of today on both databases. */

import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PullAnswer, type SaveAnswer, saveAnswerSchema } from '../../core/wire/answer'
import { lastNOf, outcomeOf, pastOf, RELEASED_SAVES, releasedSave } from '../core/wire/released-saves'
import { onBothDatabases } from '../support/databases'
import { startTestServer, type TestClient, type TestServer } from '../support/server'

onBothDatabases((kind) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server?.close())

  /** @returns the tag of the last revision */
  async function live(client: TestClient, account: string, name: string): Promise<string | null> {
    const { schema, device } = releasedSave(name, account, null)
    const writer = randomUUID()
    let held: { revision: number; tag: string | null } = { revision: 0, tag: null }
    let n = 0
    for (const changes of pastOf(name)) {
      const edits = changes.map((change) => ({ ...change, n: ++n, at: Date.now() }))
      const save = { schema, account, device, base: held.revision, tag: held.tag, trigger: 'edit', sentAt: Date.now() }
      const { status, body } = await client.post('/api/layout', { ...save, streams: [{ writer, edits }] })
      expect(status, JSON.stringify(body)).toBe(200)
      held = body as SaveAnswer
    }
    return held.tag
  }

  it.each(RELEASED_SAVES)(
    '[D9] %s is acknowledged, is done as it says, and is known when it comes again',
    async (name) => {
      const client = server.client()
      const account = await client.guest()
      const save = releasedSave(name, account, await live(client, account, name))
      const answer = await client.post('/api/layout', save)
      expect(answer, JSON.stringify(answer.body)).toMatchObject({
        status: 200,
        body: { status: 'saved', device: save.device, lastN: lastNOf(save), revision: save.base + 1, conflicts: [] },
      })
      expect(v.safeParse(saveAnswerSchema, answer.body).issues).toBeUndefined()

      const { widgets } = (await client.get('/api/layout')).body as PullAnswer
      const named = new Set(save.streams.flatMap(({ edits }) => edits.map(({ widget }) => widget)))
      const held = widgets
        .filter(({ id, removed }) => named.has(id) && !removed)
        .flatMap(({ id, fields }) => Object.entries(fields).map(([field, { value }]) => [`${id} ${field}`, value]))
      expect(Object.fromEntries(held)).toMatchObject(outcomeOf(save))

      const again = await client.post('/api/layout', save)
      expect(again).toMatchObject({ status: 200, body: { status: 'duplicate', lastN: lastNOf(save) } })
    },
  )
})
