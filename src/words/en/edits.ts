/** Edits and conflicts: toasts, the list of what was set aside, the inspector. Called by ../describe. */
import { nameOf } from '../../../core/edits/describe'
import { apart } from '../apart'
import { fieldText, typeText } from '../field-text'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

/** What there is to call a widget by: fields of it, of whatever kind they are; none of a widget that is not known. */
export type Named = Parameters<typeof nameOf>[0]

const it = ({ title, type }: Named): string =>
  nameOf({
    title: typeof title === 'string' ? apart(title.trim()) : null,
    type: type === undefined ? null : typeText(type).toLowerCase(),
  })

export const editsWords = inEnglish('edits', {
  field: (field: string, of: Named) => `${fieldText(field)} of ${it(of)}`,
  adding: (named: Named) => `adding ${it(named)}`,
  removal: (named: Named) => `removal of ${it(named)}`,
  bringingBack: (named: Named) => `bringing back ${it(named)}`,

  // Conflicts. Each is a sentence; its first letter is made a capital one by who says it.
  unknown: (named: Named) => `${it(named)} was unknown to the server and is sent again whole.`,
  removedElsewhere: (named: Named) =>
    `${it(named)} was removed on another device; the change made to it can be read under “What was merged”.`,
  stays: (named: Named) => `${it(named)} stays, though it was removed on one device.`,
  /** @param what the field of it; null: the widget itself */
  changedTwice: (named: Named, what: string | null, kept: string, lost: string) =>
    `${what === null ? '' : `${fieldText(what)} of `}${it(named)} was changed on two devices: kept ${kept} over ${lost}.`,
  theRemoval: 'the removal',
  noValue: 'nothing',
  place: (column: number, wide: number, high: string) =>
    `column ${numberText(column)}, ${numberText(wide)} wide and ${high} high`,
  quoted: (text: string) => `“${text}”`,
})
