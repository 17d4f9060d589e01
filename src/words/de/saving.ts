import type { savingWords } from '../en/saving'
import { numberText } from '../formats'

export const changes = (n: number) => (n === 1 ? '1 Änderung' : `${numberText(n)} Änderungen`)

export const saving: ReturnType<typeof savingWords> = {
  name: 'Speichern',
  changes,
  keptHere: 'Auf diesem Gerät gespeichert',
  notSent: 'Noch nicht gesendet',
  saved: 'Gespeichert',
  ready: 'Bereit',
  saving: 'Wird gespeichert …',
  syncing: 'Wird abgeglichen …',
  waitsFor: {
    'sign-in': 'zum Fortfahren anmelden',
    forbidden: 'dieses Konto darf sie nicht senden',
    'newer-than-server': 'der Server muss erst aktualisiert werden',
  },
  nothingLost: 'nichts geht verloren',
  outOfSync: 'Nicht auf dem neuesten Stand',
  noAnswer: 'noch keine Antwort',
  willBeSent: (n) => (n === 1 ? '1 Änderung wird noch abgeglichen' : `${changes(n)} werden noch abgeglichen`),
  nothingLeft: 'Offline · nichts mehr zu senden',
  notReached: 'Server nicht erreichbar',
  serverNotReached: 'Der Server ist nicht erreichbar',
  merged: 'mit einem anderen Gerät zusammengeführt',
  asksToWait: 'der Server bittet zu warten',
  storageFull: 'Speicher voll',
  nextTry: (when) => `neuer Versuch ${when}`,
  allSynced: (ago) => `alles ${ago} abgeglichen`,
  retry: 'Jetzt versuchen',
  signIn: 'Anmelden',
  exportIt: 'Jetzt exportieren',
}
