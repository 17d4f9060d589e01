/**
 * Tabs tell each other that the session has ended, or that there is one again: only one of them has the event stream and hears
 * of it, and none may say that all is well while another asks to sign in (D10). Before and after: manager, and the channel
 * between tabs.
 */
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { SyncStore } from '../store/sync-store'

interface Parts {
  env: Pick<Env, 'channel'>
  device: Pick<Device, 'account'>
  sync: SyncStore
  /** Finds out whether there is a session. */
  look(): void
}

export interface SessionNews {
  /** Hears and tells from now on. */
  start(): void
  /** Somebody has signed in here. */
  begun(): void
}

export function createSessionNews({ env, device, sync, look }: Parts): SessionNews {
  /** As far as this tab knows, of the account shown. */
  let isOver = false
  /** When something last came through before that. */
  let syncedBefore: number | null = null

  function learns(over: boolean): void {
    if (isOver === over) return
    isOver = over
    tell()
  }
  const tell = () => env.channel.post({ type: 'session', account: device.account().id, isOver })

  return {
    start() {
      sync.subscribe(({ hold, lastSyncedAt }) => {
        if (hold === 'sign-in') {
          if (!isOver) syncedBefore = lastSyncedAt
          learns(true)
          // Until something has come through, a try says nothing.
        } else if (lastSyncedAt !== syncedBefore) learns(false)
      })
      env.channel.listen((message) => {
        if (message.type !== 'session' || message.account !== device.account().id) return
        // What others say may be old by now. Who knows it already need not look.
        if (message.isOver !== isOver) look()
      })
    },
    begun() {
      isOver = false
      tell()
    },
  }
}
