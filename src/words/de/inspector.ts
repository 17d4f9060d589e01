import type { inspectorWords } from '../en/inspector'
import { numberText } from '../formats'

export const inspector: ReturnType<typeof inspectorWords> = {
  title: 'Inspektor',
  report: 'Bericht exportieren',
  looking: 'Wird nachgesehen …',
  nothing: 'Nichts',
  sendNow: 'Jetzt senden',
  writer: (writer) => `Schreiber ${writer}`,
  edit: (writer, n) => `Schreiber ${writer}, Bearbeitung ${n}`,
  more: (n) => `und ${numberText(n)} weitere`,

  owes: 'Diese Seite hat noch zu senden',
  owedKept: 'In Local Storage und IndexedDB aufgehoben, bis der Server es bestätigt hat.',
  status: (status) => `Status „${status}“`,
  offline: ', der Browser meldet sich offline',
  writesAs: '; dieser Tab schreibt als',
  setAsideCount: (n) => `; ${numberText(n)} beiseitegelegt`,

  holds: 'Der Worker hat in der Hand',
  saves: (n) => (n === 1 ? '1 Sendung' : `${numberText(n)} Sendungen`),
  othersSave:
    'Eine Sendung eines anderen Kontos. Sie zeigt hier nichts von sich und geht ab, wenn sich dort wieder jemand anmeldet.',
  unreadable:
    'Dieser Eintrag ist nicht lesbar. Was er enthielt, liegt im eigenen Speicher des Dashboards und wird von dort gesendet.',
  noWorker: 'Hier gibt es keinen Service Worker; die Seite sendet selbst.',
  silentWorker: 'Der Worker antwortet nicht. Was noch zu senden ist, hebt die Seite auf.',
  queue:
    'Sendungen kommen in die Warteschlange „layout-saves“, bevor sie abgehen, und verlassen sie nach einer Bestätigung.',
  noControl: 'Der Worker steuert diese Seite noch nicht; bis zum nächsten Besuch sendet die Seite selbst.',
  held: 'Liegt hier',
  triesInVain: 'Vergebliche Versuche',
  nextTry: 'Nächster Versuch',
  beingSent: 'wird gerade gesendet',
  whenStopEnds: 'wenn der absichtliche Halt endet: innerhalb einer Minute, außer der Server erlaubt ihn weiterhin',
  whenSwitchedOn: 'wenn das Senden wieder eingeschaltet ist',
  nowOrSign: 'jetzt, oder beim nächsten Zeichen von Netz oder Sitzung',
  size: 'Größe',
  bytes: (n) => (n === 1 ? '1 Byte' : `${numberText(n)} Bytes`),
  acknowledgedAlready:
    'Der Server hat all das in einer anderen Antwort schon bestätigt. Es verlässt die Warteschlange beim nächsten Versuch, der beantwortet wird.',
  askForget: (n) =>
    `${n === 1 ? 'Diese Änderung' : `Diese ${numberText(n)} Änderungen`} endgültig vergessen? Was der Server noch nicht hat, bekommt er nie.`,
  keep: 'Behalten',
  discard: 'Verwerfen',
  askDiscard: 'Verwerfen …',
  exportIt: 'Exportieren',
  setAside: 'Beiseitelegen',
  setAsideReason: 'Im Inspektor beiseitegelegt.',
  stopped:
    'Das Senden ist absichtlich angehalten, deshalb wurde nichts gesendet. Schalte das zuerst unter „Störungen mit Absicht“ aus.',
  saveGone:
    'Diese Sendung ist nicht mehr in der Warteschlange: Sie wurde inzwischen gesendet oder ersetzt. Es wurde nichts geändert.',
  saveBusy:
    'Diese Sendung geht genau jetzt ab. Es wurde nichts geändert; versuche es in ein paar Sekunden noch einmal.',

  acknowledged: 'Der Server hat bestätigt',
  revision: (revision) => `Stand ${revision}`,
  upTo: (n, isOwn) => {
    const whose = isOwn ? 'dieses Tabs' : 'eines früheren oder anderen Tabs'
    return n === 0 ? `Nichts ${whose}` : `Bis Bearbeitung ${n} ${whose}`
  },
  tag: 'Kennung',
  noTag: 'keine',
  lastInSync: (ago) => `, zuletzt abgeglichen ${ago}.`,
  neverInSync: ', noch nicht abgeglichen, seit diese Seite offen ist.',
  askServer: 'Den Server fragen',
  asking: 'Wird gefragt …',
  notAsked: 'Der Server war nicht zu fragen.',
  said: (revision, isSame, writers) => `Der Server sagt: Stand ${revision}${isSame ? ', wie hier' : ''}; ${writers}.`,
  writerUpTo: (writer, n) => `${writer} bis ${n}`,

  worker: 'Der Service Worker',
  noWorkerAtAll: 'Dieser Browser oder diese Adresse hat keinen Service Worker. Die Seite speichert selbst.',
  pageVersion: 'Version der Seite',
  workerVersion: 'Version des Workers',
  doesNotAnswer: 'antwortet nicht',
  state: 'Zustand',
  none: 'keine',
  controls: 'Steuert diese Seite',
  updateWaiting: 'Neue Version wartet',
  yesNo: (yes) => (yes ? 'ja' : 'nein'),
  supported: (permission) => `vorhanden, Erlaubnis: ${permission}`,
  notSupported: 'nicht in diesem Browser',
  tags: 'Angemeldete Tags',
  lastSyncs: 'Letzte Sync-Ereignisse',
  lastChance: ' (letzte Gelegenheit)',
  learned: 'Erfahren, noch nicht übernommen',
  storageUsed: 'Belegter Speicher',
  storageKept: 'Speicher bleibt',
  notSaid: 'sagt dieser Browser nicht',
  untilDeleted: 'bis du ihn löschst',
  whileRoom: 'solange Platz ist',
}
