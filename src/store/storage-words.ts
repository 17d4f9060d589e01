/** What is wrong with this browser's storage, in a sentence for a person (D8). Pure. Used by device. */
import type { StorageTrouble } from './local-copy'

/**
 * null when nothing is wrong.
 * @param local what local storage said last
 * @param databaseFails IndexedDB refused the last write
 */
export function storageProblem(local: StorageTrouble | null, databaseFails: boolean): string | null {
  if (local === 'newer') {
    return 'A newer version of Holdfast has been used here. What it saved was left alone; reload to get that version.'
  }
  if (local !== null && local !== 'corrupt' && databaseFails) {
    return 'This browser lets Holdfast store nothing. Changes are kept only until this tab closes; they are sent as soon as possible.'
  }
  if (local === 'corrupt') {
    return 'Part of what this browser stored could not be read and was left out. What the server has is safe.'
  }
  if (local === 'full') {
    return 'This browser’s storage is full. Changes are still kept and sent, but may not show at once after a restart.'
  }
  return local === null && !databaseFails
    ? null
    : 'Part of this browser’s storage cannot be used. Changes are still kept and sent.'
}
