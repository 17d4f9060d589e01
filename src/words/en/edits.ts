/** Edits and conflicts: toasts, the list of what was set aside, the inspector. Called by ../describe. */
import { fieldName, nameOf } from '../../../core/edits/describe'
import { inEnglish } from '../spoken'

/** What there is to call a widget by: fields of it, of whatever kind they are; none of a widget that is not known. */
export type Named = Parameters<typeof nameOf>[0]

export const editsWords = inEnglish('edits', {
  field: (field: string, of: Named) => `${fieldName(field)} of ${nameOf(of)}`,
  adding: (it: Named) => `adding ${nameOf(it)}`,
  removal: (it: Named) => `removal of ${nameOf(it)}`,
  bringingBack: (it: Named) => `bringing back ${nameOf(it)}`,

  // Conflicts. Each is a sentence; its first letter is made a capital one by who says it.
  unknown: (it: Named) => `${nameOf(it)} was unknown to the server and is sent again whole.`,
  removedElsewhere: (it: Named) =>
    `${nameOf(it)} was removed on another device; the change made to it can be read under “What was merged”.`,
  stays: (it: Named) => `${nameOf(it)} stays, though it was removed on one device.`,
  /** @param what the field of it; null: the widget itself */
  changedTwice: (it: Named, what: string | null, kept: string, lost: string) =>
    `${what === null ? '' : `${fieldName(what)} of `}${nameOf(it)} was changed on two devices: kept ${kept} over ${lost}.`,
  theRemoval: 'the removal',
  noValue: 'nothing',
  place: (column: number, wide: number, high: string) => `column ${column}, ${wide} wide and ${high} high`,
  quoted: (text: string) => `“${text}”`,
})
