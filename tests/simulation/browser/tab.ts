/** One tab: the page's real code on ports into a simulated browser. Before: profile. After: src/holdfast, network. */
import { mergeLines } from '../../../core/merge/merge-lines'
import type { ChannelMessage } from '../../../core/wire/worker-message'
import { SAVE_PATH } from '../../../core/wire/worker-message'
import { createAwaitingWord } from '../../../src/awaiting-word'
import type { Env, PageEvent } from '../../../src/env'
import { createHoldfast, type Holdfast } from '../../../src/holdfast'
import type { PageJournal } from '../../../src/journal/journal'
import { createWorkerLink } from '../../../src/sync/worker-link'
import { Life } from './life'
import type { Profile } from './profile'

export interface Tab {
  readonly profile: Profile
  readonly life: Life
  /** Which of the profile's tabs it is, counted from its beginning. */
  readonly number: number
  readonly holdfast: Holdfast
  readonly writer: string
  isVisible: boolean
  /** Since when nobody looks at it, ms; null: somebody does. */
  hiddenAtMs: number | null
  /** Fires a page event, as the browser would. */
  fire(event: PageEvent): void
  /** The worker in control has changed, or one waits. */
  workerChanged(what: 'controlling' | 'waiting'): void
  /** The id of the worker that controls it; null: none does. */
  controller: object | null
}

/** No timeline is kept: nobody looks at it in a simulation. But it is told the tab's writer. */
const journalOf = (tab: { writer: string }): PageJournal => ({
  signAs: (writer) => {
    tab.writer = writer
  },
  note() {},
  forget() {},
  all: async () => [],
  onNote: () => () => {},
})

export function openTab(profile: Profile): Tab {
  const { world } = profile
  const life = new Life(world.time)
  profile.locks.follow(life)
  const events = new Map<PageEvent, Set<() => void>>()
  const workerEvents = { controlling: () => {}, waiting: () => {} }
  const tab = {
    profile,
    life,
    number: world.nextTab(),
    isVisible: true,
    hiddenAtMs: null,
    controller: profile.worker?.controllerOfNewTab() ?? null,
    fire(event: PageEvent) {
      if (event === 'visible' || event === 'hidden') {
        tab.isVisible = event === 'visible'
        tab.hiddenAtMs = tab.isVisible ? null : (tab.hiddenAtMs ?? world.time.now())
      }
      life.hear(() => {
        for (const fn of events.get(event) ?? []) fn()
      })
    },
    workerChanged: (what: 'controlling' | 'waiting') => life.hear(() => workerEvents[what]()),
  } as Tab

  const env: Env = {
    now: () => profile.now(),
    random: world.random.next,
    uuid: world.random.uuid,
    fetch: (path, init) => fetchFrom(tab, path, init),
    after: (ms, fn) => life.after(ms, fn),
    exclusively: (name, fn) => profile.locks.run(name, life, fn) as never,
    holdWhileAlive: (name) => profile.locks.holdWhileAlive(name, life),
    heldNames: async () => profile.locks.names(),
    storage: profile.local.portOf(life),
    session: null,
    keeper: null,
    channel: {
      post(message: ChannelMessage) {
        if (!life.isOver()) world.watch.says(tab, message)
        profile.say(life, message)
      },
      listen: (fn) => profile.listen(life, fn),
    },
    isOnline: () => profile.isOnline,
    isVisible: () => tab.isVisible,
    sparesData: () => false,
    on(event, fn) {
      const fns = events.get(event) ?? new Set()
      events.set(event, fns.add(fn))
      return () => fns.delete(fn)
    },
    openEvents: (path, onRevision, closed) => world.network.openEvents(profile, life, path, onRevision, closed),
    deviceName: profile.name(),
  }
  const link = createWorkerLink({
    env,
    busy: () => false,
    port: profile.worker?.portOf(tab, workerEvents) ?? null,
  })
  const db = profile.databaseOf(life)
  const made: { -readonly [K in keyof Tab]: Tab[K] } = tab
  made.holdfast = createHoldfast(env, link, {
    version: profile.worker?.version() ?? 'v1',
    db,
    journal: journalOf(made),
    // Loading takes real time.
    mergeLines: async () => mergeLines,
    awaitingWord: async () => createAwaitingWord,
  })
  void made.holdfast.start()
  return tab
}

/** The page's request: through the worker where one is in control, else straight to the network. */
function fetchFrom(tab: Tab, path: string, init: RequestInit = {}): Promise<Response> {
  const { profile, life } = tab
  const { world, worker } = profile
  const isControlled = worker !== null && tab.controller !== null
  if (isControlled && path === SAVE_PATH && init.method === 'POST') return worker.takeSave(tab, path, init)
  if (isControlled && path.startsWith('/api/')) worker.passing(new URLSearchParams(path.split('?')[1]).get('account'))
  return world.network.send(profile, life, path, init)
}
