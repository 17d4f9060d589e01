/** What the journal says of this page: which tab, which edit, which save; and never what somebody typed. */
import { expect, it } from 'vitest'
import { createPageJournal } from '../../../src/journal/journal'
import { watchEnv } from '../../../src/journal/watch-env'
import { watchStores } from '../../../src/journal/watch-stores'
import { openDevice } from '../../../src/store/device'
import { createLayoutStore } from '../../../src/store/layout-store'
import { createLocalCopy } from '../../../src/store/local-copy'
import { createSyncStore } from '../../../src/store/sync-store'
import { createFakeWorld } from '../../fakes/fake-world'
import { createMemoryDeviceDb } from '../../fakes/memory-device-db'

const W = '22222222-0000-4000-8000-000000000000'

function page() {
  const { env } = createFakeWorld()
    .newProfile(async () => new Response(''))
    .openTab()
  const journal = createPageJournal(env)
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const sync = createSyncStore()
  const device = openDevice({ env, local: createLocalCopy(env.storage), db: createMemoryDeviceDb(), layout, sync })
  watchStores({ device, layout, sync }, journal)
  const edits = async () => (await journal.all()).filter(({ what }) => what === 'edit')
  return { env, journal, device, edits }
}

it('each line says which tab noted it', async () => {
  const { journal, device } = page()
  journal.note('visible')
  expect((await journal.all()).at(-1)).toMatchObject({ what: 'visible', writer: device.writer })
})

it('an edit is noted with its widget and field, and nothing of what was typed', async () => {
  const { device, edits } = page()
  device.record(
    [
      { widget: W, field: 'type', value: 'todo' },
      { widget: W, field: 'title', value: 'secret' },
    ],
    { trigger: 'add' },
  )
  device.record([{ widget: W, field: 'data/item:secret', value: { text: 'secret' } }], { trigger: 'edit' })
  device.record([{ widget: W, remove: true }], { trigger: 'remove' })
  const noted = await edits()
  expect(noted.map(({ details }) => details)).toMatchObject([
    { trigger: 'add', from: 1, n: 2, widget: W, field: 'type' },
    { trigger: 'edit', from: 3, n: 3, widget: W, field: 'data/item' },
    { trigger: 'remove', from: 4, n: 4, widget: W, remove: true },
  ])
  expect(JSON.stringify(noted)).not.toContain('secret')
})

it('a save is noted with the numbers of its edits, and nothing of them', async () => {
  const { env, journal } = page()
  const edits = [3, 5].map((n) => ({ n, widget: W, field: 'title', value: 'secret', at: 1 }))
  await watchEnv(env, journal).fetch('/api/layout', {
    method: 'POST',
    headers: { 'x-request-id': 'save' },
    body: JSON.stringify({ streams: [{ writer: 'me', edits }] }),
  })
  const noted = (await journal.all()).filter(({ what }) => what === 'request')
  expect(noted).toMatchObject([{ save: 'save', details: { edits: 'me:3-5' } }])
  expect(JSON.stringify(noted)).not.toContain('secret')
})
