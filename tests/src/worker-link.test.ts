import { describe, expect, it } from 'vitest'
import type { ChannelMessage, HeldSave, WorkerCommand } from '../../core/wire/worker-message'
import {
  BUSY_POLL_MS,
  createWorkerLink,
  RELOAD_ANYWAY_MS,
  REPLY_MS,
  TAKE_OVER_MAX_MS,
  UPDATE_CHECK_MIN_MS,
  UPDATE_CHECK_MS,
  type WorkerPort,
} from '../../src/sync/worker-link'

/** A page whose worker, clock and other tabs the test plays. */
function page(firstController: object | null = { version: 1 }) {
  let now = 0
  let timers: { at: number; fn: () => void }[] = []
  const on: Record<string, (() => void)[]> = {}
  const hearing: ((message: ChannelMessage) => void)[] = []
  const played = {
    controller: firstController,
    waiting: false,
    busy: false,
    visible: true,
    reloads: 0,
    checks: 0,
    skips: 0,
    posted: [] as WorkerCommand[],
    fire: (event: 'visible' | 'waiting' | 'controlling') => {
      for (const fn of on[event] ?? []) fn()
    },
    hear: (message: ChannelMessage) => {
      for (const fn of hearing) fn(message)
    },
    pass(ms: number) {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers = timers.filter((timer) => timer !== due)
        now = due.at
        due.fn()
      }
      now = end
    },
  }
  const listen = (event: string, fn: () => void) => {
    on[event] = [...(on[event] ?? []), fn]
    return () => {}
  }
  const port: WorkerPort = {
    controller: () => played.controller,
    register: async () => {},
    post: (command) => void played.posted.push(command),
    hasWaiting: () => played.waiting,
    skipWaiting: () => {
      played.skips += 1
    },
    checkForUpdate: async () => {
      played.checks += 1
    },
    onWaiting: (fn) => void listen('waiting', fn),
    onControlling: (fn) => void listen('controlling', fn),
    facts: async () => ({
      active: null,
      installing: false,
      waiting: false,
      sync: { supported: false, permission: 'unknown', tags: [] },
    }),
    reload: () => {
      played.reloads += 1
    },
  }
  const env = {
    now: () => now,
    uuid: () => 'id',
    after(ms: number, fn: () => void) {
      const timer = { at: now + ms, fn }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    channel: {
      post: () => {},
      listen: (fn: (message: ChannelMessage) => void) => {
        hearing.push(fn)
        return () => {}
      },
    },
    on: listen,
    isVisible: () => played.visible,
  }
  return { played, link: createWorkerLink({ env, port, busy: () => played.busy }) }
}

describe('a new version', () => {
  it('[D9] waits for a yes', () => {
    const { played, link } = page()
    let told = 0
    link.update.onWaiting(() => told++)
    link.update.apply()
    expect(played.skips).toBe(0)
    played.waiting = true
    played.fire('waiting')
    expect([told, link.update.isWaiting()]).toEqual([1, true])
    link.update.onWaiting(() => told++)
    expect(told).toBe(2)
    played.pass(UPDATE_CHECK_MS * 3)
    expect(played.reloads).toBe(0)
  })

  it('[D9] takes over after the yes, and the page reloads once', () => {
    const { played, link } = page()
    played.waiting = true
    played.fire('waiting')
    link.update.apply()
    expect(played.skips).toBe(1)
    played.controller = { version: 2 }
    played.fire('controlling')
    played.fire('controlling')
    played.pass(RELOAD_ANYWAY_MS)
    expect(played.reloads).toBe(1)
  })

  it('[D9] of a browser that says nothing reloads anyway after 3 s', () => {
    const { played, link } = page()
    played.waiting = true
    played.fire('waiting')
    link.update.apply()
    played.waiting = false
    played.pass(RELOAD_ANYWAY_MS - 1)
    expect(played.reloads).toBe(0)
    played.pass(1)
    expect(played.reloads).toBe(1)
  })

  it('[D9] that the old one keeps waiting is waited for, and the page reloads once, not once before and once after', () => {
    const { played, link } = page()
    played.waiting = true
    played.fire('waiting')
    link.update.apply()
    link.update.apply()
    played.pass(RELOAD_ANYWAY_MS * 20)
    expect([played.skips, played.reloads]).toEqual([1, 0])
    played.waiting = false
    played.controller = { version: 2 }
    played.fire('controlling')
    played.pass(TAKE_OVER_MAX_MS)
    expect([played.skips, played.reloads]).toEqual([1, 1])
  })

  it('[D9] that never takes over reloads the page in the end', () => {
    const { played, link } = page()
    played.waiting = true
    played.fire('waiting')
    link.update.apply()
    played.pass(TAKE_OVER_MAX_MS)
    expect(played.reloads).toBe(1)
  })

  it('[D9] accepted in another tab reloads this one, and right after what is being dragged or typed', () => {
    const { played } = page()
    played.busy = true
    played.controller = { version: 2 }
    played.fire('visible')
    played.pass(BUSY_POLL_MS * 10)
    expect(played.reloads).toBe(0)
    played.busy = false
    played.pass(BUSY_POLL_MS)
    expect(played.reloads).toBe(1)
  })

  it('is looked for hourly while visible, and when the tab is looked at again', () => {
    const { played } = page()
    return Promise.resolve().then(() => {
      played.fire('visible')
      expect(played.checks).toBe(0)
      played.pass(UPDATE_CHECK_MIN_MS)
      played.fire('visible')
      expect(played.checks).toBe(1)
      played.visible = false
      played.pass(UPDATE_CHECK_MS)
      expect(played.checks).toBe(1)
      played.visible = true
      played.pass(UPDATE_CHECK_MS)
      expect(played.checks).toBe(2)
    })
  })
})

describe('the first worker of a first visit', () => {
  it('takes the page over without a reload', () => {
    const { played, link } = page(null)
    expect(link.controlled()).toBe(false)
    played.controller = { version: 1 }
    played.fire('controlling')
    expect(link.controlled()).toBe(true)
    expect(played.reloads).toBe(0)
    played.controller = { version: 2 }
    played.fire('controlling')
    expect(played.reloads).toBe(1)
  })
})

describe('talking to the worker', () => {
  const held: HeldSave[] = []
  it('hears the worker’s reports only, until told not to', () => {
    const { played, link } = page()
    const heard: string[] = []
    const stop = link.onReport(({ type }) => heard.push(type))
    played.hear({ type: 'outbox-reply', id: 'x', held })
    played.hear({ type: 'owed', account: 'ada', writer: 'a', edits: [], settledN: 0 })
    stop()
    played.hear({ type: 'outbox-reply', id: 'x', held })
    expect(heard).toEqual(['outbox-reply'])
  })

  it('asks what is held, and does not wait for ever', async () => {
    const { played, link } = page()
    const answered = link.outbox()
    expect(played.posted).toEqual([{ type: 'outbox', id: 'id' }])
    const one = { id: 1 } as HeldSave
    played.hear({ type: 'outbox-reply', id: 'another', held })
    played.hear({ type: 'outbox-reply', id: 'id', held: [one] })
    expect(await answered).toEqual([one])

    const silent = link.outbox()
    played.pass(REPLY_MS)
    expect(await silent).toEqual([])
  })
})

it('[D6] where there is no service worker, nothing is controlled and nothing happens', async () => {
  const link = createWorkerLink({ env: null as never, port: null, busy: () => false })
  link.send({ type: 'hello' })
  link.update.apply()
  expect([link.controlled(), link.update.isWaiting(), await link.outbox()]).toEqual([false, false, []])
})
