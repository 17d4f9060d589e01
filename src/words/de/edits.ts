import { apart } from '../apart'
import type { editsWords, Named } from '../en/edits'
import { fieldText, typeText } from '../field-text'
import { numberText } from '../formats'

/** Title, else type; in quotation marks, so that no case changes it. undefined: neither is known. */
function quoted({ title, type }: Named): string | undefined {
  if (typeof title === 'string' && title.trim() !== '') return `„${apart(title.trim())}“`
  return typeof type === 'string' ? `„${typeText(type)}“` : undefined
}
const it = (named: Named) => quoted(named) ?? 'ein Widget'
const ofIt = (named: Named) => quoted(named) ?? 'einem Widget'

export const edits: ReturnType<typeof editsWords> = {
  field: (field, of) => `${fieldText(field)} von ${ofIt(of)}`,
  adding: (named) => `Hinzufügen von ${ofIt(named)}`,
  removal: (named) => `Entfernen von ${ofIt(named)}`,
  bringingBack: (named) => `Zurückholen von ${ofIt(named)}`,

  unknown: (named) => `${it(named)} war dem Server unbekannt und wird noch einmal ganz gesendet.`,
  removedElsewhere: (named) =>
    `${it(named)} wurde auf einem anderen Gerät entfernt; was du daran geändert hast, steht unter „Was zusammengeführt wurde“.`,
  stays: (named) => `${it(named)} bleibt, obwohl es auf einem Gerät entfernt wurde.`,
  changedTwice: (named, field, kept, lost) =>
    `${field === null ? it(named) : `${fieldText(field)} von ${ofIt(named)}`} wurde auf zwei Geräten geändert: behalten wurde ${kept} statt ${lost}.`,
  theRemoval: 'das Entfernen',
  noValue: 'nichts',
  place: (column, wide, high) => `Spalte ${numberText(column)}, ${numberText(wide)} breit und ${high} hoch`,
  quoted: (text) => `„${text}“`,
}
