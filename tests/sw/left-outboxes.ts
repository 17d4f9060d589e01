/**
 * What the workers of released versions left in IndexedDB while a save was held (fixtures/, one file for each pair of
 * formats), for the test that delivers it: a new file is taken up by itself.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseCopy } from '../support/idb-copy'

/** Workbox's queue with one entry in it, and what the outbox remembers beside it. */
export interface LeftOutbox {
  queue: DatabaseCopy
  state: DatabaseCopy
}

export const LEFT_FIXTURES = join(import.meta.dirname, 'fixtures')
/** Where it was, whose it was, and what the save said there; a replay puts its own in their place. */
const LEFT_ORIGIN = 'http://localhost:8787'
const LEFT_ACCOUNT = 'k7Jd0aQx_9-LocalGuest'
const LEFT_BODY = 'the save'

/** File names. */
export const LEFT_OUTBOXES = readdirSync(LEFT_FIXTURES).sort()

/** What is in that file, as it was left at `origin` with `body` held for `account`. */
export function leftOutbox(name: string, origin: string, account: string, body: string): LeftOutbox {
  const text = readFileSync(join(LEFT_FIXTURES, name), 'utf8')
  const put = (key: string, value: unknown) => (key === '$text' && value === LEFT_BODY ? body : value)
  return JSON.parse(text.replaceAll(LEFT_ORIGIN, origin).replaceAll(LEFT_ACCOUNT, account), put) as LeftOutbox
}

/**
 * What was just seen as a fixture: without the save's text, without what only that browser says in its headers, and with
 * one line of the journal.
 */
export function asFixture(seen: LeftOutbox, origin: string, account: string): LeftOutbox {
  const text = JSON.stringify(seen, (key, value) => {
    if (key === 'user-agent' || key.startsWith('sec-')) return undefined
    return key === '$text' ? LEFT_BODY : value
  })
  const left = JSON.parse(text.replaceAll(origin, LEFT_ORIGIN).replaceAll(account, LEFT_ACCOUNT)) as LeftOutbox
  for (const store of left.state.stores) if (store.name === 'journal') store.rows = store.rows.slice(0, 1)
  return left
}
