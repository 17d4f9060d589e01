import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createInProcessNotifier } from '../../../server/events/in-process'
import type { Hint, Notifier } from '../../../server/events/notifier'
import { createPostgresNotifier } from '../../../server/events/postgres'
import { describeOnPostgres } from '../../support/databases'
import { freshPostgres } from '../../support/postgres'
import { waitFor } from '../../support/wait-for'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** What a subscriber has heard so far. */
function listen(notifier: Notifier, account: string): { heard: Hint[]; stop(): void } {
  const heard: Hint[] = []
  return { heard, stop: notifier.subscribe(account, (hint) => heard.push(hint)) }
}

/** Holds for every implementation of the port. `make` gives two ends that share hints: of one process, or of two. */
function contract(make: () => Promise<[Notifier, Notifier]>): void {
  const open = async () => {
    const ends = await make()
    for (const end of new Set(ends)) closers.push(() => end.close())
    return ends
  }

  it('who listens to an account hears its revisions, and nobody hears those of others', async () => {
    const [publisher, subscriber] = await open()
    const [ada, ada2, bob] = [listen(subscriber, 'ada'), listen(subscriber, 'ada'), listen(subscriber, 'bob')]
    publisher.publish('ada', { revision: 13, tag: 'w8d1m4zc' })
    await waitFor(() => expect(ada.heard).toEqual([{ kind: 'revision', revision: 13, tag: 'w8d1m4zc' }]))
    expect(ada2.heard).toEqual(ada.heard)
    publisher.publish('bob', { revision: 1, tag: 'x' })
    await waitFor(() => expect(bob.heard).toHaveLength(1))
    expect(ada.heard).toHaveLength(1)
  })

  it('who stopped listening hears nothing more, the others do', async () => {
    const [publisher, subscriber] = await open()
    const [gone, here] = [listen(subscriber, 'ada'), listen(subscriber, 'ada')]
    gone.stop()
    gone.stop()
    publisher.publish('ada', { revision: 2, tag: 'x' })
    await waitFor(() => expect(here.heard).toHaveLength(1))
    expect(gone.heard).toEqual([])
  })

  it('who listens to all hears every account', async () => {
    const [publisher, subscriber] = await open()
    const heard: string[] = []
    subscriber.subscribeToAll((account, { revision }) => void heard.push(`${account} ${revision}`))
    publisher.publish('ada', { revision: 2, tag: 'x' })
    publisher.publish('bob', { revision: 5, tag: 'y' })
    await waitFor(() => expect(heard.sort()).toEqual(['ada 2', 'bob 5']))
  })

  it('of many revisions at once the last is heard, of every account', async () => {
    const [publisher, subscriber] = await open()
    const accounts = Array.from({ length: 400 }, (_, i) => listen(subscriber, `account-with-a-long-name-${i}`))
    for (let revision = 1; revision <= 3; revision++) {
      for (let i = 0; i < 400; i++) publisher.publish(`account-with-a-long-name-${i}`, { revision, tag: `tag${i}` })
    }
    await waitFor(() => {
      for (const [i, { heard }] of accounts.entries()) {
        expect(heard.at(-1)).toEqual({ kind: 'revision', revision: 3, tag: `tag${i}` })
      }
    })
  })
}

describe('in one process', () => {
  contract(async () => {
    const notifier = createInProcessNotifier()
    return [notifier, notifier]
  })
})

describeOnPostgres('through PostgreSQL, from one process to another', () => {
  const database = async () => {
    const fresh = await freshPostgres({ migrated: false })
    closers.push(fresh.drop)
    return fresh.url
  }
  const open = (url: string) => createPostgresNotifier(url, () => {})

  contract(async () => {
    const url = await database()
    return [await open(url), await open(url)]
  })

  it('after its connection broke, everybody is told to look again, and hears what comes', async () => {
    const url = await database()
    const [publisher, subscriber] = [await open(url), await open(url)]
    closers.push(publisher.close, subscriber.close)
    const ada = listen(subscriber, 'ada')
    await breakConnections(url)
    // Published while nobody is connected: it waits.
    publisher.publish('ada', { revision: 5, tag: 'x' })
    await waitFor(() => expect(ada.heard).toContainEqual({ kind: 'look-again' }))
    publisher.publish('ada', { revision: 6, tag: 'y' })
    await waitFor(() => expect(ada.heard.at(-1)).toEqual({ kind: 'revision', revision: 6, tag: 'y' }))
  })

  it('everybody is told to look again from time to time: a process that is killed takes its last hints with it', async () => {
    const subscriber = await createPostgresNotifier(await database(), () => {}, 50)
    closers.push(subscriber.close)
    const ada = listen(subscriber, 'ada')
    await waitFor(() => expect(ada.heard).toEqual([{ kind: 'look-again' }, { kind: 'look-again' }]))
  })

  it('closing sends what still waits', async () => {
    const url = await database()
    const [publisher, subscriber] = [await open(url), await open(url)]
    closers.push(subscriber.close)
    const ada = listen(subscriber, 'ada')
    publisher.publish('ada', { revision: 7, tag: 'z' })
    await publisher.close()
    await waitFor(() => expect(ada.heard).toEqual([{ kind: 'revision', revision: 7, tag: 'z' }]))
  })
})

async function breakConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await client.end()
}
