import type { announceWords } from '../en/announce'
import { numberText } from '../formats'

export const announce: ReturnType<typeof announceWords> = {
  savedHere: 'Auf diesem Gerät gespeichert. Gesendet wird, sobald die Verbindung wieder da ist.',
  notSent: 'Noch nicht gesendet: Es gibt keine Verbindung. Lass diese Seite offen, bis es eine gibt.',
  notKept: 'Dieser Browser speichert nichts: Lass diese Seite offen, bis deine Änderungen gesendet sind.',
  kept: 'Alles ist auf diesem Gerät gesichert.',
  failed: (what) => `Abgleich fehlgeschlagen. ${what}`,
  retry: 'Noch einmal',
  saved: 'Änderungen gespeichert',
  merged: (n) =>
    n === 1
      ? 'Eine Änderung wurde mit der eines anderen Geräts zusammengeführt.'
      : `${numberText(n)} Änderungen wurden mit denen eines anderen Geräts zusammengeführt.`,
  bothKept: 'Ein Text wurde auf zwei Geräten geändert. Beide Änderungen sind erhalten.',
  review: 'Ansehen',
}
