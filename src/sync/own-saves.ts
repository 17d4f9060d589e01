/**
 * Of what the worker holds, what the person at this page may see: a save of another account stays in the queue until
 * somebody signs in there again, and shows nothing of itself meanwhile (D13). Pure. Used by holdfast and the inspector.
 */
import type { HeldSave } from '../../core/wire/worker-message'

/** The same list; of saves of other accounts only that there is one. */
export function ownSaves(held: readonly HeldSave[], account: string): HeldSave[] {
  return held.map((save) =>
    save.account === account || save.account === '' ? save : { ...save, account: 'another', device: '', body: null },
  )
}
