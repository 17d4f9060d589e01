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
  const isOver = () => sync.getState().hold === 'sign-in'
  const tell = (over: boolean) => env.channel.post({ type: 'session', account: device.account().id, isOver: over })

  return {
    start() {
      sync.subscribe((state, before) => {
        if ((state.hold === 'sign-in') !== (before.hold === 'sign-in')) tell(isOver())
      })
      env.channel.listen((message) => {
        if (message.type !== 'session' || message.account !== device.account().id) return
        // What others say may be old by now. Who knows it already need not look.
        if (message.isOver !== isOver()) look()
      })
    },
    begun: () => tell(false),
  }
}
