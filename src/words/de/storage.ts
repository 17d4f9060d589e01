import type { storageWords } from '../en/storage'

const atRisk =
  'Änderungen bleiben nur erhalten, solange dieser Tab offen ist, und werden so bald wie möglich gesendet; exportiere eine Kopie, bevor du ihn schließt.'

export const storage: ReturnType<typeof storageWords> = {
  bar: 'Speicher dieses Geräts',
  exportIt: 'Exportieren',
  seen: 'Habe ich gesehen',

  kept: {
    title: 'Speicher',
    usedOf: (used, quota) => `${used} von ${quota}`,
    untilDeleted: 'Bleibt, bis du es löschst.',
    whileRoom: 'Dieser Browser darf es löschen, wenn der Platz knapp wird; installiere die App, um das zu verhindern.',
  },

  newer:
    'Hier wurde schon eine neuere Version von Holdfast benutzt: Was sie gespeichert hat, bleibt unverändert, und was du jetzt änderst, wird gesendet; lade neu, um jene Version zu bekommen.',
  fullAndLost: `Der Speicher dieses Browsers ist voll: ${atRisk}`,
  nothingKept: `Dieser Browser lässt Holdfast nichts speichern: ${atRisk}`,
  full: 'Der Speicher dieses Browsers ist voll: Änderungen werden weiterhin behalten und gesendet, erscheinen nach einem Neustart aber vielleicht nicht sofort; schaffe etwas Platz oder exportiere eine Kopie.',
  partRefuses:
    'Ein Teil des Speichers dieses Browsers ist nicht nutzbar: Änderungen werden weiterhin behalten und gesendet; erlaube dieser Seite, Daten zu speichern, oder exportiere sicherheitshalber eine Kopie.',
  partUnreadable:
    'Ein Teil dessen, was dieser Browser gespeichert hat, war nicht lesbar und fehlt: Der Rest bleibt, und was der Server hat, ist sicher; eine exportierte Kopie enthält auch den unlesbaren Teil.',
}
