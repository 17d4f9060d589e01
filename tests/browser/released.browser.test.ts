/** What released versions left in a browser is delivered by the present page and worker: held saves, and owed edits. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Change } from '../../core/edits/diff'
import type { PullAnswer } from '../../core/wire/answer'
import type { SaveBody } from '../../core/wire/save'
import { lastNOf, outcomeOf, pastOf, RELEASED_SAVES, releasedSave } from '../core/wire/released-saves'
import { owedBy, replicaOf, STORED_DEVICES, storedDevice } from '../src/store/stored-devices'
import { copyDatabase, type DatabaseCopy, putDatabase } from '../support/idb-copy'
import { shape } from '../support/shape'
import { asFixture, LEFT_FIXTURES, LEFT_OUTBOXES, leftOutbox } from '../sw/left-outboxes'
import { launch, newProfile } from './support/profile'
import { serverLayout } from './support/stories'
import { until } from './support/until'
import { inChromium, type Person, useWorld } from './support/world'

const WRITE = 'WRITE_OUTBOX_FIXTURE=1 npx vitest run --project browser tests/browser/released.browser.test.ts'

/** A profile in which a released version has left this; its page is not open. */
async function profileWith(origin: string, local: Record<string, unknown>, databases: DatabaseCopy[]): Promise<string> {
  const profile = newProfile()
  const context = await launch(profile)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${origin}/healthz`)
  for (const database of databases) await page.evaluate(putDatabase, database)
  await page.evaluate(
    (texts) => {
      for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text)
    },
    Object.fromEntries(Object.entries(local).map(([key, value]) => [key, JSON.stringify(value)])),
  )
  await context.close()
  return profile
}

/** One revision each. @returns the tag of the last */
async function live({ api }: Person, past: Change[][]): Promise<string> {
  let tag = ''
  for (const changes of past) tag = (await api.save(changes)).body.tag ?? ''
  return tag
}

/** What the server holds is what these edits say, and it knows each writer so far. */
async function arrived(person: Person, save: Pick<SaveBody, 'streams'>): Promise<void> {
  const lastN = lastNOf(save)
  const writers = Object.keys(lastN).map((writer) => `${writer}.0`)
  const { body } = await person.api.call<PullAnswer>('GET', `/api/layout?writers=${writers.join(',')}`)
  expect(body.lastN).toEqual(lastN)
  const fields = Object.values(await serverLayout(person)).flatMap((widget) =>
    Object.entries(widget.fields).map(([field, value]) => [`${widget.id} ${field}`, value]),
  )
  expect(Object.fromEntries(fields)).toMatchObject(outcomeOf(save))
}

inChromium('what a released version left', () => {
  const world = useWorld({ installs: true })

  it('[D9] what this worker leaves has a fixture, and has its shape', async () => {
    const { gate, origin } = world.server
    const person = await world.person()
    const a = await world.device('a', person)
    gate.failAll({ kind: 'break' })
    await a.add('note', { title: 'Left behind' })
    await until('it was tried in vain', async () => ((await a.outbox())[0]?.attempts ?? 0) > 0)
    const [queue, state] = [
      await a.page.evaluate(copyDatabase, 'workbox-background-sync'),
      await a.page.evaluate(copyDatabase, 'holdfast-outbox'),
    ]
    const now = asFixture({ queue, state }, origin, person.api.account)
    const name = `queue-${queue.version}-outbox-${state.version}.json`
    if (process.env.WRITE_OUTBOX_FIXTURE === '1' && !LEFT_OUTBOXES.includes(name)) {
      writeFileSync(join(LEFT_FIXTURES, name), `${JSON.stringify(now, null, 2)}\n`)
      return
    }
    expect(
      LEFT_OUTBOXES,
      `A format has changed: keep what reads the old one, and add tests/sw/fixtures/${name} by ${WRITE}`,
    ).toContain(name)
    // Each line of the journal has details of its own.
    const lasting = shape(leftOutbox(name, origin, '', '')).filter(
      (path) => !path.includes('[journal].rows[].value.details'),
    )
    expect(shape(now)).toEqual(expect.arrayContaining(lasting))
  })

  const held = RELEASED_SAVES.flatMap((save) => LEFT_OUTBOXES.map((outbox) => [save, outbox] as const))
  it.each(held)('[D9] the worker delivers %s, held in %s', async (name, outbox) => {
    const { gate, origin } = world.server
    const person = await world.person()
    const { account } = person.api
    const save = releasedSave(name, account, await live(person, pastOf(name)))
    const { queue, state } = leftOutbox(outbox, origin, account, JSON.stringify(save))
    const profile = await profileWith(origin, {}, [queue, state])
    const a = await world.device('a', person, { profile })
    await until('it has left the queue', async () => {
      const sent = gate.posts.some(({ body, status }) => body.device === save.device && status === 200)
      return sent && (await a.outbox()).length === 0
    })
    await arrived(person, save)
    const sent = gate.posts.filter(({ body }) => body.device === save.device)
    expect(sent.map(({ answer, body }) => [answer?.status, body.schema])).toEqual([['saved', save.schema]])
  })

  it.each(STORED_DEVICES)('[D9] the page delivers what is owed in %s', async (name) => {
    const { origin } = world.server
    const person = await world.person()
    const { revision, widgets } = replicaOf(storedDevice(name))
    const whole = Object.entries(widgets).flatMap(([widget, { fields }]) =>
      Object.entries(fields).flatMap(([field, { value }]) => (value === undefined ? [] : [{ widget, field, value }])),
    )
    const titled = whole.filter(({ field }) => field === 'type' || field === 'title')
    const past = Array.from({ length: revision - 1 }, (_, i) =>
      titled.map((change) => (change.field === 'title' ? { ...change, value: `Revision ${i + 1}` } : change)),
    )
    const tag = await live(person, [...past, whole])
    const stored = storedDevice(name, person.api.account, tag)
    const profile = await profileWith(origin, stored.localStorage, [stored.database])
    const a = await world.device('a', person, { profile })
    await a.settled()
    await arrived(person, { streams: Object.entries(owedBy(stored)).map(([writer, edits]) => ({ writer, edits })) })
    expect(await a.revision()).toBeGreaterThan(revision)
    expect(await a.page.evaluate(() => window.holdfast.sync.getState().setAside?.length)).toBe(1)
  })
})
