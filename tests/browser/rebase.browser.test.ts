/** Scenario 8: pulling while an edit is owed does not make it look as if the person had seen what came. */
import { expect, it } from 'vitest'
import type { Device } from './support/device'
import { allAgree, sharedNote, surelyLater, twoDevices } from './support/stories'
import { until } from './support/until'
import { inChromium, useWorld } from './support/world'

inChromium('a pull while an edit of the same field is owed', () => {
  const world = useWorld()

  /** B's saves get nowhere, its pulls do. */
  const blockSavesOf = (device: Device) =>
    world.server.gate.failAll(
      { kind: 'break' },
      (path, method, from) => method === 'POST' && path === '/api/layout' && from.includes(device.marker),
    )

  const hasPulled = (b: Device, revision: number) => until('b has pulled', async () => (await b.revision()) >= revision)

  it('[S4][D11] the later one wins: the other device was later', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    const base = await b.revision()
    blockSavesOf(b)
    await b.edit(id, { title: 'B, earlier' })
    await surelyLater()
    await a.edit(id, { title: 'A, later' })
    await a.settled()
    await hasPulled(b, await a.revision())
    expect((await b.layout())[id]?.fields.title).toBe('B, earlier')

    world.server.gate.failAll(null)
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('A, later')
    const post = b.posts().findLast(({ status }) => status === 200)
    const sent = post?.body.streams.flatMap(({ edits }) => edits).find(({ field }) => field === 'title')
    expect(sent?.base ?? post?.body.base).toBe(base)
    expect(post?.answer?.conflicts).toMatchObject([{ widget: id, field: 'title', rule: 'later' }])
  })

  it('[S4][D11] the later one wins: this device was later', async () => {
    const { person, a, b } = await twoDevices(world)
    const id = await sharedNote(a, b)
    blockSavesOf(b)
    world.server.gate.failNext([{ kind: 'status', status: 503, body: '', headers: { 'retry-after': '2' } }], a.marker)
    await a.edit(id, { title: 'A, earlier' })
    await surelyLater()
    await b.edit(id, { title: 'B, later' })
    await a.settled()
    await hasPulled(b, await a.revision())
    expect((await b.layout())[id]?.fields.title).toBe('B, later')

    world.server.gate.failAll(null)
    expect((await allAgree(person, a, b))[id]?.fields.title).toBe('B, later')
  })
})
