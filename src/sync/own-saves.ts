/**
 * Of what the worker holds, what the person at this page may see: a save of another account stays in the queue until
 * somebody signs in there again, and shows nothing of itself meanwhile (D13). Pure. Used by holdfast and the inspector.
 */
import type { HeldSave } from '../../core/wire/worker-message'

/** The same list; of saves of other accounts only that there is one. */
export function ownSaves(held: readonly HeldSave[], account: string): HeldSave[] {
  return held.map((save) => (isOthers(save, account) ? { ...NOTHING_OF_IT, id: save.id } : save))
}

/** Whether a save is somebody else's; one that cannot be read is nobody's. */
export const isOthers = (save: HeldSave, account: string): boolean => save.account !== account && save.account !== ''

const NOTHING_OF_IT: Omit<HeldSave, 'id'> = {
  save: null,
  account: 'another',
  device: '',
  body: null,
  bytes: 0,
  heldSince: 0,
  attempts: 0,
  nextTryAt: null,
  lastError: null,
}
