import type { syncHealthWords } from '../en/sync-health'

export const syncHealth: ReturnType<typeof syncHealthWords> = {
  unsent: 'Noch nicht gesendet',
  unsentChanges: (n, text) => (n === 1 ? `${text} Änderung` : `${text} Änderungen`),
  nothingUnsent: 'Nichts',
  last: 'Zuletzt abgeglichen',
  notYet: 'Nicht, seit diese Seite offen ist',
  setAside: 'Vom Server abgelehnt',
  tries: (n, text) => (n === 1 ? `${text} Antwort` : `${text} Antworten`),
  errors: (n, text) => (n === 1 ? `${text} Fehlschlag` : `${text} Fehlschläge`),
  summary: (tries, errors, hours) => `${hours}: ${tries}, ${errors}`,
  lastHours: (n, text) => (n === 1 ? 'Letzte Stunde' : `Letzte ${text} Stunden`),
  untilNow: 'jetzt',
  answered: 'beantwortet',
  failed: 'fehlgeschlagen',
  unknown: (since) => `Von der Zeit vor ${since} ist nichts aufgeschrieben.`,
  nothingNoted: 'In dieser Zeit wurde nichts gesendet und nichts abgefragt.',
  notLoaded: 'Was zuletzt geschah, kann gerade nicht gezeigt werden: Dieser Teil der App ist nicht auf diesem Gerät.',
  openInspector: 'Inspektor öffnen',
  hours: 'Zeigen',
}
