import { expect, it } from 'vitest'
import { createTransfer } from '../../../src/sync/transfer'
import { problemAnswer } from '../../fakes/answers'

const FILE = { format: 'holdfast-export', schema: 1, widgets: [] }

/** A device at revision 7 and a server that answers with `answer`. */
function world(answer: () => Response, more: { owed?: boolean; account?: string } = {}) {
  const asked: { path: string; body: Record<string, unknown> }[] = []
  let syncs = 0
  const transfer = createTransfer({
    env: {
      now: () => 1_000,
      deviceName: 'Test',
      after: () => () => {},
      async fetch(path, init) {
        asked.push({ path, body: JSON.parse(String(init?.body)) })
        return answer()
      },
    },
    device: {
      id: () => 'd',
      account: () => ({ id: more.account ?? 'ada', email: null }),
      owed: () => (more.owed === true ? [{ writer: 'w', edits: [] }] : []),
      replica: () => ({ revision: 7, tag: 't', widgets: {} }),
    },
    syncNow: async () => {
      syncs += 1
    },
  })
  return { transfer, asked, syncs: () => syncs }
}
const saved = (revision: number) => () => Response.json({ status: 'saved', revision })

it('[S15] says what the device holds, names its import, and looks at what came of it', async () => {
  const { transfer, asked, syncs } = world(saved(8))
  expect(await transfer.takeIn('add', FILE, 'writer')).toEqual({ kind: 'done', before: 7 })
  expect(asked).toMatchObject([
    {
      path: '/api/import?mode=add',
      body: { account: 'ada', base: 7, tag: 't', writer: 'writer', sentAt: 1_000, file: FILE },
    },
  ])
  expect(syncs()).toBe(2)
})

it('[S15] asks nobody while something is owed, and not before there is an account', async () => {
  const owing = world(saved(8), { owed: true })
  expect(await owing.transfer.takeIn('replace', FILE, 'w')).toEqual({ kind: 'owed' })
  const nobody = world(saved(8), { account: 'local' })
  expect(await nobody.transfer.takeIn('replace', FILE, 'w')).toEqual({ kind: 'unreachable' })
  expect([...owing.asked, ...nobody.asked]).toEqual([])
})

it('[S10] has nothing to take back where nothing changed', async () => {
  expect(await world(saved(7)).transfer.takeIn('add', FILE, 'w')).toEqual({ kind: 'done', before: null })
})

it('[D5] takes only this API at its word', async () => {
  const refused = await world(() => problemAnswer('limit-broken')).transfer.takeIn('add', FILE, 'w')
  expect(refused).toMatchObject({ kind: 'refused', name: 'limit-broken' })
  const signedOut = await world(() => problemAnswer('unauthenticated')).transfer.takeIn('add', FILE, 'w')
  expect(signedOut).toEqual({ kind: 'signed-out' })
  const portal = world(() => new Response('<title>Free Wi-Fi</title>', { status: 403 }))
  expect(await portal.transfer.takeIn('add', FILE, 'w')).toEqual({ kind: 'unreachable' })
})
