/**
 * Stations 11 to 12: pulls, one at a time: when something asks for it, when the server named a revision that is not held
 * here, and again when a pull was in vain. Knows no answers. Before: live and triggers, by way of manager. After: save-all's
 * pull, and manager hears what came of it.
 */
import { backoffMs } from '../../core/delivery/backoff'
import type { RevisionEvent } from '../../core/wire/event'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import { LOCAL_ACCOUNT } from '../store/who'
import { type PullEnd, pull } from './save-all'

export interface Pulls {
  /** Pulls now, or joins the one under way. Does nothing where there is no account yet. */
  now(): Promise<void>
  /** The server named its revision. */
  hint(event: RevisionEvent): void
  /** The server has answered another way with all there is: what was planned because a pull was in vain is not needed any more. */
  came(): void
  /** A save is done: what was named meanwhile and is still not held here is pulled. */
  sent(): void
}

interface Parts {
  env: Env
  device: Device
  /** Resolves when the device has looked into both storages: until then it may not know by which id it speaks (S3). */
  ready(): Promise<void>
  /** A save is under way: what it brings may be what was hinted at. */
  isSending(): boolean
  /** What came of a pull; resolves when it is seen to, to 'again' where another one may do better a little later. */
  ended(kind: PullEnd['kind']): Promise<'again' | 'done'>
  /** None is under way any more. */
  idle(): void
}

export function createPulls({ env, device, ready, isSending, ended, idle }: Parts): Pulls {
  let hinted: RevisionEvent | null = null
  let pulling: Promise<void> | null = null
  let inVain = 0
  let stopTimer: (() => void) | null = null
  /** The server asked to wait, and that is not over: by a timer, because a clock may be set back. */
  let stopWaiting: (() => void) | null = null
  /** The time for another one came while nobody looked at this tab: it waits for somebody who does. */
  let isForWhoLooks = false
  env.on('visible', () => {
    if (isForWhoLooks) void pulls.now()
  })

  function again(floorMs: number): void {
    inVain += 1
    stopWaiting?.()
    stopWaiting = floorMs === 0 ? null : env.after(floorMs, () => (stopWaiting = null))
    stopTimer = env.after(backoffMs(inVain, env.random(), floorMs), () => {
      if (env.isVisible()) void pulls.now()
      else isForWhoLooks = true
    })
  }

  function dropPlan(): void {
    stopTimer?.()
    isForWhoLooks = false
  }

  async function once(): Promise<void> {
    dropPlan()
    await ready()
    const { kind, floorMs } = await pull({ env, device })
    if (kind === 'came') inVain = 0
    const next = await ended(kind)
    if (kind === 'failed' || next === 'again') again(floorMs)
  }

  async function ifHinted(): Promise<void> {
    if (hinted === null || isSending()) return
    if (pulling !== null) await pulling
    const { revision, tag } = device.replica()
    if (hinted === null || (hinted.revision === revision && hinted.tag === tag)) return
    if (stopWaiting !== null) return
    hinted = null
    await pulls.now()
  }

  const pulls: Pulls = {
    async now() {
      if (device.account().id === LOCAL_ACCOUNT) return
      pulling ??= once().finally(() => {
        pulling = null
        idle()
      })
      await pulling
    },
    hint(event) {
      hinted = event
      void ifHinted()
    },
    came() {
      dropPlan()
      inVain = 0
    },
    sent() {
      // What lies before what the answer brought is old news.
      if (hinted !== null && hinted.revision < device.replica().revision) hinted = null
      void ifHinted()
    },
  }
  return pulls
}
