/**
 * Tells the person how it stands, whenever something changed (D10): gathers what is known of saves, tries and silence; what that
 * comes to is ./status's. Before: manager. After: the sync store; and ./triggers hear of a server that does not answer.
 */
import { QUICK_RETRIES } from '../../core/delivery/backoff'
import { QUICK_WAIT_MAX_MS } from '../../core/delivery/schedule'
import type { Env } from '../env'
import type { Device } from '../store/device-contract'
import type { SyncStore } from '../store/sync-store'
import { whyInVain } from '../words/why-in-vain'
import { createSilence, LOST_AFTER_MS, SILENT_AFTER_MS, SLOW_AFTER_MS } from './silence'
import { statusState } from './status'
import type { Tries } from './tries'
import type { Triggers } from './triggers'

export interface Indicator {
  show(): void
  /** What is being sent has had no answer for a while. */
  isSilent(): boolean
}

interface Parts {
  env: Pick<Env, 'now' | 'after' | 'isOnline'>
  device: Pick<Device, 'replica'>
  sync: SyncStore
  tries: Tries
  isSending(): boolean
  inVain: Triggers['inVain']
}

export function createIndicator({ env, device, sync, tries, isSending, inVain }: Parts): Indicator {
  const silence = createSilence(env, show)
  const isSilent = () => silence.lastsMs() >= SILENT_AFTER_MS

  function show(): void {
    const state = sync.getState()
    const { revision } = device.replica()
    const own = tries.own()
    const notBefore = tries.notBefore()
    // A server that asks for more than the quick tries take is in trouble by its own word: nothing is on its way meanwhile.
    const isPutOff = notBefore !== null && notBefore - env.now() > QUICK_WAIT_MAX_MS
    const failing = own.attempts > QUICK_RETRIES || isPutOff
    const told = tries.worker()
    const isTrying = own.attempts > 0 && own.hold === null && !failing
    const underWay = isTrying || told?.state === 'sending' || (told?.state === 'waiting' && !isPutOff)
    const isTried = state.pendingChanges > 0 && (isSending() || told?.state === 'sending')
    silence.watch(isTried ? `${own.attempts} ${told?.attempts} ${revision}` : null)
    const facts = {
      pending: state.pendingChanges,
      // A save may still be on its way though a pull has settled all it carries: nobody waits for that one.
      sending: isSending() || (state.pendingChanges > 0 && underWay),
      online: env.isOnline(),
      silent: isSilent(),
      failing: failing || told?.state === 'failing',
      hold: tries.whyHeld(),
      isSignedOut: tries.held() === 'sign-in',
      unseenConflicts: state.conflicts.length,
      everSynced: state.lastSyncedAt !== null,
      nextTryAt: tries.nextTryAt(),
      notBefore,
    }
    const why = own.lastError ?? told?.lastError ?? null
    sync.setState(statusState(facts, why === null ? null : whyInVain(why)))
    const said = own.lastErrorKind ?? told?.lastErrorKind ?? (silence.lastsMs() >= SLOW_AFTER_MS ? 'silence' : null)
    const trouble = silence.lastsMs() >= LOST_AFTER_MS ? 'network' : said
    inVain(facts.pending > 0 && facts.hold === null ? trouble : null)
  }

  return { show, isSilent }
}
