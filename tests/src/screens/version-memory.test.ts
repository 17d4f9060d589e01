/** What was read of the history stays, is asked for once, and is forgotten where the server has another. */
import { expect, it } from 'vitest'
import type { Layout } from '../../../core/layout/model'
import { createVersionMemory } from '../../../src/screens/history/version-memory'
import { createFakeHistory } from './fake-history'

const note = (title: string): Layout => ({ n: { id: 'n', fields: { type: 'note', title } } })
const notes = (count: number) => Array.from({ length: count }, (_, i) => note(`Note ${i}`))

it('reads page by page, and puts what is new before what was read', async () => {
  const layouts = notes(45)
  const history = createFakeHistory(layouts)
  const memory = createVersionMemory(history)
  const revisions = () => memory.store.getState().versions.map(({ revision }) => revision)
  await memory.refresh()
  await memory.more()
  expect(revisions()).toEqual(Array.from({ length: 40 }, (_, i) => 45 - i))
  await history.restore('local', 3)
  await memory.refresh()
  expect(revisions()).toEqual(Array.from({ length: 41 }, (_, i) => 46 - i))
  await memory.more()
  expect(revisions()).toHaveLength(46)
  expect(memory.store.getState().next).toBeNull()
})

it('shows what was read while the server is away, and says why there is no more', async () => {
  const history = createFakeHistory(notes(2))
  const memory = createVersionMemory(history)
  await memory.refresh()
  await memory.layoutAt(2)
  history.away = true
  await memory.refresh()
  expect(memory.store.getState()).toMatchObject({ problem: 'unreachable', isRead: true })
  expect(memory.store.getState().versions).toHaveLength(2)
  expect(await memory.layoutAt(2)).toEqual(note('Note 1'))
  expect(await memory.layoutAt(1)).toBe('unreachable')
})

it('asks for few layouts at once, once for each, and not for those that nobody looks at any more', async () => {
  const history = createFakeHistory(notes(9))
  let open = 0
  let most = 0
  const memory = createVersionMemory({
    ...history,
    async layoutAt(revision) {
      most = Math.max(most, ++open)
      await new Promise((done) => setTimeout(done, 1))
      open -= 1
      return history.layoutAt(revision)
    },
  })
  const wanted = [1, 2, 3, 4, 5, 6, 6, 7].map((revision) => memory.layoutAt(revision, () => revision !== 5))
  const layouts = await Promise.all(wanted)
  expect(most).toBe(3)
  expect(layouts[4]).toBeNull()
  expect(layouts[6]).toEqual(note('Note 5'))
  expect(history.calls.map(([, revision]) => revision)).toEqual([1, 2, 3, 4, 6, 7])
})

it('[S14] forgets what a server that came from a backup never had', async () => {
  const layouts = notes(5)
  const memory = createVersionMemory(createFakeHistory(layouts))
  await memory.refresh()
  const history = createFakeHistory(notes(3))
  const other = createVersionMemory({
    ...history,
    list: async (before) => (calls++ === 0 ? full.list(before) : history.list(before)),
  })
  let calls = 0
  const full = createFakeHistory(layouts)
  await other.refresh()
  await other.layoutAt(2)
  await other.refresh()
  expect(other.store.getState().versions.map(({ revision }) => revision)).toEqual([3, 2, 1])
  expect(other.known(2)).toBeUndefined()
})
