import { fieldName } from '../../../core/edits/describe'
import type { editsWords, Named } from '../en/edits'

const TYPES: Record<string, string> = { note: 'Notiz', todo: 'Aufgaben', links: 'Links', clock: 'Uhr' }
const FIELDS: Record<string, string> = {
  title: 'Titel',
  type: 'Art',
  desktop: 'Platz auf dem breiten Raster',
  mobile: 'Platz auf dem schmalen Raster',
  text: 'Text',
  colour: 'Farbe',
  item: 'Aufgabe',
  link: 'Link',
  zone: 'Zeitzone',
  hours: 'Stunden',
  seconds: 'Sekunden',
  'hide-done': 'Erledigtes ausblenden',
}

/** Title, else type; in quotation marks, so that no case changes it. undefined: neither is known. */
function quoted({ title, type }: Named): string | undefined {
  if (typeof title === 'string' && title.trim() !== '') return `„${title.trim()}“`
  return typeof type === 'string' ? `„${Object.hasOwn(TYPES, type) ? TYPES[type] : type}“` : undefined
}
const it = (named: Named) => quoted(named) ?? 'ein Widget'
const ofIt = (named: Named) => quoted(named) ?? 'einem Widget'
const what = (field: string) => {
  const known = field === 'desktop' || field === 'mobile' ? field : fieldName(field)
  return Object.hasOwn(FIELDS, known) ? (FIELDS[known] ?? known) : known
}

export const edits: ReturnType<typeof editsWords> = {
  field: (field, of) => `${what(field)} von ${ofIt(of)}`,
  adding: (named) => `Hinzufügen von ${ofIt(named)}`,
  removal: (named) => `Entfernen von ${ofIt(named)}`,
  bringingBack: (named) => `Zurückholen von ${ofIt(named)}`,

  unknown: (named) => `${it(named)} war dem Server unbekannt und wird noch einmal ganz gesendet.`,
  removedElsewhere: (named) =>
    `${it(named)} wurde auf einem anderen Gerät entfernt; was du daran geändert hast, steht unter „Was zusammengeführt wurde“.`,
  stays: (named) => `${it(named)} bleibt, obwohl es auf einem Gerät entfernt wurde.`,
  changedTwice: (named, field, kept, lost) =>
    `${field === null ? it(named) : `${what(field)} von ${ofIt(named)}`} wurde auf zwei Geräten geändert: behalten wurde ${kept} statt ${lost}.`,
  theRemoval: 'das Entfernen',
  noValue: 'nichts',
  place: (column, wide, high) => `Spalte ${column}, ${wide} breit und ${high} hoch`,
  quoted: (text) => `„${text}“`,
}
