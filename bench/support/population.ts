/**
 * A database full of people: accounts with a session each for two devices, and a layout that the product's own code saved.
 * Before: a migrated database. After: load, which sends saves in their names. Knows no HTTP.
 */
import { serializeSigned } from 'hono/utils/cookie'
import type { SaveRequest } from '../../core/wire/save'
import type { PrismaClient } from '../../server/db/client/client'
import { createPostgresStore } from '../../server/layouts/postgres-store'
import { saveLayout } from '../../server/layouts/save'
import { randomTag } from '../../server/layouts/tag'

/** The cookie of better-auth as server/auth/accounts names it on http. */
const COOKIE = 'holdfast.session_token'
export const SECRET = 'only-for-benches-0123456789abcdef0123456789'
const YEAR_MS = 365 * 86_400_000

export interface Device {
  id: string
  writer: string
  /** The Cookie header of its session. */
  cookie: string
}

/** An account as the load needs it. */
export interface Inhabitant {
  account: string
  devices: [Device, Device]
  widgets: string[]
  revision: number
  tag: string
}

export interface PopulationOptions {
  accounts: number
  /** In each layout, of about 130 bytes each. */
  widgets: number
}

/** Makes the accounts and their layouts, each in one save. */
export async function populate(prisma: PrismaClient, options: PopulationOptions): Promise<Inhabitant[]> {
  const store = createPostgresStore(prisma)
  const deps = { store, now: Date.now, newTag: randomTag, pause: async () => {} }
  const people = await Promise.all(Array.from({ length: options.accounts }, () => makeInhabitant(prisma, options)))
  // About as much at once, however large the layouts are.
  const atOnce = Math.max(1, Math.floor(1_000 / options.widgets))
  for (let first = 0; first < people.length; first += atOnce) {
    await Promise.all(
      people.slice(first, first + atOnce).map(async (one) => {
        const outcome = await saveLayout(deps, { account: one.account, session: null }, firstSave(one))
        if (outcome.kind !== 'saved' || outcome.answer.tag === null) throw new Error(`seeding failed: ${outcome.kind}`)
        one.revision = outcome.answer.revision
        one.tag = outcome.answer.tag
      }),
    )
  }
  return people
}

async function makeInhabitant(prisma: PrismaClient, { widgets }: PopulationOptions): Promise<Inhabitant> {
  const account = crypto.randomUUID()
  await prisma.user.create({ data: { id: account, name: 'Guest', email: `${account}@guest.invalid`, guest: true } })
  return {
    account,
    devices: [await makeDevice(prisma, account), await makeDevice(prisma, account)],
    widgets: Array.from({ length: widgets }, () => crypto.randomUUID()),
    revision: 0,
    tag: '',
  }
}

async function makeDevice(prisma: PrismaClient, userId: string): Promise<Device> {
  const token = crypto.randomUUID().replaceAll('-', '')
  const expiresAt = new Date(Date.now() + YEAR_MS)
  await prisma.session.create({ data: { id: crypto.randomUUID(), token, userId, expiresAt } })
  return {
    id: crypto.randomUUID(),
    writer: crypto.randomUUID(),
    cookie: await serializeSigned(COOKIE, token, SECRET),
  }
}

/** Every widget with what a note has when it is added: about 1.3 kB for ten of them. */
function firstSave({ account, devices, widgets }: Inhabitant): SaveRequest {
  const at = Date.now()
  const fields = (i: number) => ({
    type: 'note',
    title: `Note ${i}`,
    desktop: { x: (i * 4) % 12, y: Math.floor(i / 3) * 3, w: 4, h: 3 },
    'data/text': 'Milk, bread, and the book for Tuesday',
  })
  const edits = widgets.flatMap((widget, i) =>
    Object.entries(fields(i)).map(([field, value], j) => ({ n: i * 4 + j + 1, widget, field, value, at })),
  )
  const device = devices[0].id
  const streams = [{ writer: crypto.randomUUID(), edits }]
  return { schema: 1, account, device, base: 0, tag: null, trigger: 'add', strategy: 'merge', sentAt: at, streams }
}
