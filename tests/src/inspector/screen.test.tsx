/** What the inspector's screen says of a moment, and what its buttons say when they cannot do what they should. */
import { afterEach, expect, it } from 'vitest'
import type { JournalEvent } from '../../../core/wire/journal-event'
import type { HeldWithWords, Inspector, Look, Snapshot } from '../../../src/inspector/inspector'
import { NO_TROUBLE } from '../../../src/inspector/trouble'
import { Acknowledged } from '../../../src/screens/inspector/acknowledged'
import { Held } from '../../../src/screens/inspector/held'
import { Owed } from '../../../src/screens/inspector/owed'
import { Timeline } from '../../../src/screens/inspector/timeline'
import { TroubleSwitches } from '../../../src/screens/inspector/trouble-switches'
import type { Opened } from '../../../src/screens/inspector/use-look'
import { type Drawn, draw } from '../ui/draw'
import { createFakeServices } from '../ui/fake-services'

const WRITER = 'aaaaaaaa-0000-4000-8000-000000000000'
const OTHER = 'bbbbbbbb-0000-4000-8000-000000000000'
const EDIT = { writer: WRITER, n: 4, words: 'title of “Shopping”' }
const HELD: HeldWithWords = {
  id: 1,
  save: 'cccc',
  account: 'ada',
  device: 'd',
  body: null,
  bytes: 9,
  heldSince: 0,
  attempts: 2,
  nextTryAt: null,
  lastError: null,
  edits: [EDIT],
  acknowledged: false,
}

interface Moment {
  owed?: Snapshot['page']['owed']
  held?: HeldWithWords[]
  paused?: boolean
  /** The server allows trouble on purpose. */
  faults?: boolean
  clockOffMs?: number
  timeline?: JournalEvent[]
}

function opened({
  owed = [],
  held = [],
  paused = false,
  faults = true,
  clockOffMs = 0,
  timeline = [],
}: Moment): Opened {
  const snapshot: Snapshot = {
    version: 'test',
    page: {
      account: 'ada',
      device: 'd',
      writer: WRITER,
      visible: true,
      online: true,
      status: 'idle',
      owed,
      setAside: 0,
    },
    worker: {
      controlled: true,
      facts: null,
      said: { version: 'test', untaken: 0, provoked: { paused, skewMs: 0, full: false }, held },
    },
    server: { revision: 1, tag: null, acknowledged: [], lastSyncedAt: null, clockOffMs },
    storage: { persisted: null, use: null, problem: null },
    trouble: faults ? { ...NO_TROUBLE, paused } : null,
    noTrouble: faults ? null : 'This server breaks nothing on purpose.',
  }
  const names = { w: { id: 'w', fields: { title: 'Shopping' } } }
  const inspector = { sendNow: async () => (paused ? 'Sending is stopped.' : null) } as Inspector
  return { inspector, look: { snapshot, timeline, names } satisfies Look, refresh: () => {} }
}

let drawn: Drawn
afterEach(() => drawn.undraw())
const words = () => drawn.root.textContent ?? ''
const press = (label: string) =>
  drawn.act(() => [...drawn.root.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click())

it('says how long something is kept only where something is owed', async () => {
  drawn = await draw(createFakeServices(), <Owed {...opened({})} />)
  expect(words()).not.toContain('Kept in local storage')
  drawn.undraw()
  drawn = await draw(createFakeServices(), <Owed {...opened({ owed: [EDIT] })} />)
  expect(words()).toContain('Kept in local storage and IndexedDB until the server has acknowledged them.')
})

it.each([
  ['being sent now', { held: [{ ...HELD, sending: true }], paused: true }],
  ['when sending is switched on again', { held: [HELD], paused: true }],
  ['when the stop on purpose ends: within a minute', { held: [HELD], paused: true, faults: false }],
  ['now, or at the next sign of a network', { held: [HELD] }],
])('[D10] says of a held save that its next try is %s', async (next, moment) => {
  drawn = await draw(createFakeServices(), <Held {...opened(moment)} />)
  expect(words()).toContain(`Next try${next}`)
})

it('[D10] says of a save that the server has already that it only waits to leave the queue', async () => {
  drawn = await draw(createFakeServices(), <Held {...opened({ held: [HELD] })} />)
  expect(words()).not.toContain('acknowledged all of this already')
  drawn.undraw()
  drawn = await draw(createFakeServices(), <Held {...opened({ held: [{ ...HELD, acknowledged: true }] })} />)
  expect(words()).toContain('acknowledged all of this already')
})

it('[D10] never says that nothing is wrong on purpose while the worker holds back, and ends it at a press', async () => {
  const calm = opened({ faults: false })
  drawn = await draw(createFakeServices(), <TroubleSwitches {...calm} />)
  expect(words()).toContain('breaks nothing on purpose')
  expect(words()).not.toContain('The worker still')
  drawn.undraw()
  const moment = opened({ faults: false, paused: true })
  const provoked: unknown[] = []
  moment.inspector.provoke = async (change) => {
    provoked.push(change)
    return null
  }
  drawn = await draw(createFakeServices(), <TroubleSwitches {...moment} />)
  expect(words()).toContain('it sends nothing. That ends within a minute')
  await press('End it now')
  expect(provoked).toEqual([{ paused: false, skewMs: 0, full: false }])
})

it('does not say “never” of what was in sync before this page was opened', async () => {
  drawn = await draw(createFakeServices(), <Acknowledged {...opened({})} />)
  expect(words()).toContain('last in sync not yet since this page was opened')
})

it.each([
  ['the page', <Owed key="owed" {...opened({ paused: true })} />],
  ['the worker', <Held key="held" {...opened({ paused: true, held: [HELD] })} />],
])('“Send now” of %s says why nothing is sent', async (_, card) => {
  drawn = await draw(createFakeServices(), card)
  await press('Send now')
  await drawn.act(() => {})
  expect(drawn.toasts.store.getState().toasts.map(({ text }) => text)).toEqual(['Sending is stopped.'])
})

it('the timeline tells tabs apart, names an edit, and follows it', async () => {
  const details = { trigger: 'edit', from: 4, n: 4, owed: 1, widget: 'w', field: 'title' }
  const timeline: JournalEvent[] = [
    { at: 0, place: 'page', what: 'visible' },
    { at: 1, place: 'page', what: 'hidden', writer: OTHER },
    { at: 2, place: 'page', what: 'edit', writer: WRITER, details },
    { at: 3, place: 'page', what: 'request', writer: WRITER, save: 'cccc', details: { edits: `${WRITER}:4-4` } },
    { at: 4, place: 'worker', what: 'put', save: 'cccc' },
  ]
  drawn = await draw(createFakeServices(), <Timeline {...opened({ timeline })} />)
  const lines = () =>
    [...drawn.root.querySelectorAll('.timeline li')].map(({ children: [, ...parts] }) =>
      parts.map(({ textContent }) => textContent?.trim()).join(' | '),
    )
  const shown = lines()
  expect(shown[0]).toBe('Worker | Put into the queue | cccc')
  expect(shown.slice(2)).toEqual([
    'Page this tab | Edit 4 (edit): title of “Shopping”; 1 edit owed | aaaa·4',
    'Page bbbb | The page was hidden or closed',
    'Page | The page became visible',
  ])
  await press('aaaa·4')
  expect(lines()).toEqual(shown.slice(0, 3))
  await press('Show everything')
  expect(lines()).toEqual(shown)
})

it('says that a server’s clock is off, and which way', async () => {
  drawn = await draw(createFakeServices(), <Timeline {...opened({ clockOffMs: 90_000 })} />)
  expect(words()).toContain('The server’s clock is 90 s behind this device’s')
})
