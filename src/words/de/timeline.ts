import type { timelineWords } from '../en/timeline'
import { numberText } from '../formats'

type Timeline = ReturnType<typeof timelineWords>

const amount = (value: unknown) => (typeof value === 'number' ? numberText(value) : String(value))
const counted = (count: unknown, one: string, more: string) => `${amount(count)} ${count === 1 ? one : more}`
const edits = (from: unknown, to: unknown) =>
  from === undefined || from === to ? `Bearbeitung ${to}` : `Bearbeitungen ${from}–${to}`

const causes: Record<string, string> = {
  'new-save': 'eine neue Sendung',
  plan: 'die Zeit war gekommen',
  sync: 'Sync-Ereignis',
  timer: 'ein Timer',
  retry: 'von Hand verlangt',
}
const causeWords = (cause: unknown) => causes[String(cause)] ?? String(cause)

const faults: Record<string, string> = {
  'drop-before': 'die Verbindung, bevor gelesen wurde',
  'drop-after-commit': 'die Antwort, nach dem Commit',
  delay: 'verspätet',
  'captive-portal': 'eine Anmeldeseite im Netz antwortet',
}

const events: Timeline['events'] = {
  // The page.
  edit: ({ trigger, n, owed, from }, edited) =>
    `${edits(from, n)} (${trigger})${edited}; ${amount(owed)} noch zu senden`,
  request: ({ method, path, bytes }, carried) =>
    `${method} ${path}${bytes === undefined ? '' : `, ${counted(bytes, 'Byte', 'Bytes')}`}${carried}`,
  response: ({ method, path, status, ms }) =>
    `${method} ${path} ergab ${status}${status === 202 ? ' (beim Worker aufgehoben)' : ''} nach ${amount(ms)} ms`,
  'no-response': ({ method, path, ms }) => `${method} ${path} blieb nach ${amount(ms)} ms ohne Antwort`,
  'stream-opened': () => 'Ereignisstrom geöffnet',
  'stream-closed': () => 'Ereignisstrom geschlossen',
  'stream-refused': () => 'Ereignisstrom abgelehnt',
  online: () => 'Der Browser meldet sich online',
  offline: () => 'Der Browser meldet sich offline',
  visible: () => 'Die Seite wurde sichtbar',
  hidden: () => 'Die Seite wurde verdeckt oder geschlossen',
  account: () => 'Ein anderes Konto wird gezeigt',
  'took-over': ({ revision }) => `Stand ${revision} übernommen`,
  status: ({ status, owed, hold }) =>
    `Status: ${status}, ${amount(owed)} noch zu senden${hold == null ? '' : `, wartet auf ${hold}`}`,
  storage: ({ problem }) => (problem == null ? 'Der Speicher geht wieder' : `Speicher: ${problem}`),
  'update-waiting': () => 'Eine neue Version wartet',
  conflicts: ({ unseen }) => `${counted(unseen, 'Konflikt', 'Konflikte')} noch nicht gesehen`,
  'set-aside': ({ kept }) => `${counted(kept, 'Bearbeitung', 'Bearbeitungen')} beiseitegelegt`,
  // The worker.
  install: ({ version }) => `Version ${version} wird installiert`,
  activate: ({ version }) => `Version ${version} übernimmt`,
  put: () => 'In die Warteschlange gelegt',
  'put-failed': ({ error }) => `Die Warteschlange nahm nichts an: ${error}`,
  replaced: () => 'Aus der Warteschlange genommen: Eine neuere Sendung hat alles davon',
  send: ({ cause, attempt, unheld }) =>
    unheld === true ? 'Ohne Warteschlange gesendet' : `Gesendet, Versuch ${attempt} (${causeWords(cause)})`,
  'no-answer': () => 'Keine Antwort',
  settled: ({ outcome, told }) =>
    `Aus der Warteschlange: ${outcome}${told === true ? '' : '; aufgehoben, bis eine Seite es übernommen hat'}`,
  'round-failed': ({ error }) => `Die Warteschlange war nicht zu lesen: ${error}`,
  nudge: ({ reason }) => `Eine Seite bat ums Senden: ${causeWords(reason)}`,
  sync: ({ lastChance }) => `Sync-Ereignis${lastChance === true ? ', die letzte Gelegenheit' : ''}`,
  'sync-done': () => 'Sync-Ereignis: alles zugestellt',
  'sync-in-vain': () => 'Sync-Ereignis: Etwas liegt noch da',
  released: () => 'Von Hand aus der Warteschlange genommen',
  'command-failed': ({ type, error }) => `„${type}“ schlug fehl: ${error}`,
  provoked: ({ outcome, paused, skewMs, full }) =>
    outcome === 'refused'
      ? 'Störungen mit Absicht wurden abgelehnt'
      : outcome === 'ended'
        ? 'Störungen mit Absicht sind zu Ende: Der Server erlaubt sie nicht mehr oder hat es seit einer Minute nicht gesagt'
        : `Störungen mit Absicht: ${[paused && 'Senden angehalten', full && 'Warteschlange voll', skewMs !== 0 && `Uhr geht ${amount(skewMs)} ms falsch`].filter(Boolean).join(', ') || 'keine'}`,
  // The server.
  answer: ({ status, outcome, revision, conflicts }) =>
    `Mit ${status} geantwortet${outcome == null ? '' : ` (${outcome})`}${revision == null ? '' : `, Stand ${revision}`}${conflicts === 0 || conflicts == null ? '' : `, ${counted(conflicts, 'Konflikt', 'Konflikte')}`}`,
  hint: ({ revision }) => `Sagt, dass es Stand ${revision} gibt`,
  arrived: ({ method }) => (method === 'POST' ? 'Eine Sendung kam an' : 'Eine Abfrage kam an'),
  decided: ({ status, outcome, revision }) =>
    outcome == null ? `Mit ${status} abgelehnt` : `Entschieden: ${outcome}, Stand ${revision}`,
  read: ({ status, revision }) => `Gelesen: ${status}${revision == null ? '' : `, Stand ${revision}`}`,
  fault: ({ kind }) => `Mit Absicht gestört: ${faults[String(kind)] ?? kind}`,
  'other-device': ({ status }) => `Ein erfundenes Gerät hat etwas geändert (${status})`,
}

export const timeline: Timeline = {
  title: 'Verlauf',
  places: { page: 'Seite', worker: 'Worker', server: 'Server' },
  search: 'Verlauf durchsuchen',
  showAll: 'Alles zeigen',
  showAllOf: (n) => `Alle ${numberText(n)} zeigen`,
  nothing: 'Nichts zu zeigen.',
  thisTab: 'dieser Tab',
  writer: (writer) => `Schreiber ${writer}`,
  followSave: 'Dieser Sendung folgen',
  followEdit: 'Dieser Bearbeitung zu den Sendungen folgen, die sie trugen',
  clockOff: (span, isBehind) =>
    `Die Uhr des Servers geht gegenüber diesem Gerät ${span} ${isBehind ? 'nach' : 'vor'}; seine Zeilen stehen in der Zeit dieses Geräts.`,
  events,
  edited: (words, isMore) => `: ${words}${isMore ? ' und mehr' : ''}`,
  carried: (from, to, writer) => `${edits(from, to)} von ${writer}`,
}
