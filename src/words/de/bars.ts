import type { barsWords } from '../en/bars'
import { numberText } from '../formats'
import { changes } from './saving'

export const bars: ReturnType<typeof barsWords> = {
  update: 'Aktualisieren',
  updating: 'Wird aktualisiert …',
  updateReady: 'Eine neue Version ist bereit. Von dem, was du getan hast, geht nichts verloren.',
  later: 'Später',
  refused: 'Abgelehnte Änderungen',
  setAside: (n) =>
    `${changes(n)} auf diesem Gerät beiseitegelegt, vom Server abgelehnt oder von Hand herausgenommen; nichts anderes wartet darauf.`,
  mergedLabel: 'Zusammengeführte Änderungen',
  merged: (n) =>
    n === 1
      ? 'Etwas wurde auf zwei Geräten geändert. Eins von beiden bleibt, das andere ist nicht verloren.'
      : `${numberText(n)} Dinge wurden auf zwei Geräten geändert. Je eins von beiden bleibt, die anderen sind nicht verloren.`,
  review: 'Ansehen',
}
