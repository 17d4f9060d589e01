/** The timeline of the inspector: one sentence an event, without a full stop. src/inspector/event-words says which. */
import type { JournalDetails } from '../../../core/wire/journal-event'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

/** @param value of the journal, which another version may have written */
const amount = (value: unknown) => (typeof value === 'number' ? numberText(value) : String(value))
const plural = (count: unknown, one: string) => `${amount(count)} ${one}${count === 1 ? '' : 's'}`
const range = (from: unknown, to: unknown, one: string) =>
  from === undefined || from === to ? `${one} ${to}` : `${one}s ${from}–${to}`

const causes: Record<string, string> = {
  'new-save': 'a new save',
  plan: 'its time had come',
  sync: 'sync event',
  timer: 'a timer',
  retry: 'asked by a person',
}
const causeWords = (cause: unknown) => causes[String(cause)] ?? String(cause)

const faults: Record<string, string> = {
  'drop-before': 'the connection, before it was read',
  'drop-after-commit': 'the answer, after the commit',
  delay: 'late',
  'captive-portal': 'a captive portal answers',
}

/** @param carried what its body has, '' or as `carries` says it */
type Say = (details: JournalDetails, carried: string) => string

const events: Record<string, Say> = {
  // The page.
  edit: ({ trigger, n, owed, from }, edited) =>
    `${range(from, n, 'Edit')} (${trigger})${edited}; ${plural(owed, 'edit')} owed`,
  request: ({ method, path, bytes }, carried) =>
    `${method} ${path}${bytes === undefined ? '' : `, ${plural(bytes, 'byte')}`}${carried}`,
  response: ({ method, path, status, ms }) =>
    `${method} ${path} gave ${status}${status === 202 ? ' (held by the worker)' : ''} after ${amount(ms)} ms`,
  'no-response': ({ method, path, ms }) => `${method} ${path} gave no answer after ${amount(ms)} ms`,
  'stream-opened': () => 'Event stream opened',
  'stream-closed': () => 'Event stream closed',
  'stream-refused': () => 'Event stream refused',
  online: () => 'The browser says that it is online',
  offline: () => 'The browser says that it is offline',
  visible: () => 'The page became visible',
  hidden: () => 'The page was hidden or closed',
  account: () => 'Another account is shown',
  'took-over': ({ revision }) => `Took over revision ${revision}`,
  status: ({ status, owed, hold }) =>
    `Status: ${status}, ${amount(owed)} owed${hold == null ? '' : `, waits for ${hold}`}`,
  storage: ({ problem }) => (problem == null ? 'Storage works again' : `Storage: ${problem}`),
  'update-waiting': () => 'A new version waits',
  conflicts: ({ unseen }) => `${plural(unseen, 'conflict')} to be seen`,
  'set-aside': ({ kept }) => `${plural(kept, 'edit')} set aside`,
  // The worker.
  install: ({ version }) => `Version ${version} installs`,
  activate: ({ version }) => `Version ${version} takes over`,
  put: () => 'Put into the queue',
  'put-failed': ({ error }) => `The queue took nothing: ${error}`,
  replaced: () => 'Taken out of the queue: a newer save has all of it',
  send: ({ cause, attempt, unheld }) =>
    unheld === true ? 'Sent without the queue' : `Sent, try ${attempt} (${causeWords(cause)})`,
  'no-answer': () => 'No answer',
  settled: ({ outcome, told }) =>
    `Out of the queue: ${outcome}${told === true ? '' : '; kept until a page has taken it'}`,
  'round-failed': ({ error }) => `The queue could not be read: ${error}`,
  nudge: ({ reason }) => `A page asked to deliver: ${causeWords(reason)}`,
  sync: ({ lastChance }) => `Sync event${lastChance === true ? ', the last chance' : ''}`,
  'sync-done': () => 'Sync event: all delivered',
  'sync-in-vain': () => 'Sync event: something is still held',
  released: () => 'Taken out of the queue by hand',
  'command-failed': ({ type, error }) => `“${type}” failed: ${error}`,
  provoked: ({ outcome, paused, skewMs, full }) =>
    outcome === 'refused'
      ? 'Trouble on purpose was refused'
      : outcome === 'ended'
        ? 'Trouble on purpose ended: the server does not allow it any more, or has not said so for a minute'
        : `Trouble on purpose: ${[paused && 'sending stopped', full && 'queue full', skewMs !== 0 && `clock ${amount(skewMs)} ms off`].filter(Boolean).join(', ') || 'none'}`,
  // The server.
  answer: ({ status, outcome, revision, conflicts }) =>
    `Answered ${status}${outcome == null ? '' : ` (${outcome})`}${revision == null ? '' : `, revision ${revision}`}${conflicts === 0 || conflicts == null ? '' : `, ${plural(conflicts, 'conflict')}`}`,
  hint: ({ revision }) => `Says that there is revision ${revision}`,
  arrived: ({ method }) => `${method === 'POST' ? 'A save' : 'A pull'} arrived`,
  decided: ({ status, outcome, revision }) =>
    outcome == null ? `Refused with ${status}` : `Decided: ${outcome}, revision ${revision}`,
  read: ({ status, revision }) => `Read: ${status}${revision == null ? '' : `, revision ${revision}`}`,
  fault: ({ kind }) => `Broken on purpose: ${faults[String(kind)] ?? kind}`,
  'other-device': ({ status }) => `A made-up device edited (${status})`,
}

export const timelineWords = inEnglish('timeline', {
  title: 'Timeline',
  places: { page: 'Page', worker: 'Worker', server: 'Server' },
  search: 'Search the timeline',
  showAll: 'Show everything',
  showAllOf: (n: number) => `Show all ${numberText(n)}`,
  nothing: 'Nothing to show.',
  thisTab: 'this tab',
  writer: (writer: string) => `Writer ${writer}`,
  followSave: 'Follow this save',
  followEdit: 'Follow this edit to the saves that carried it',
  /** @param span how far off it is, "3 s" */
  clockOff: (span: string, isBehind: boolean) =>
    `The server’s clock is ${span} ${isBehind ? 'behind' : 'ahead of'} this device’s; its lines are shown in this device’s time.`,
  events,
  /** @param words the edit @param isMore it is one of several */
  edited: (words: string, isMore: boolean) => `: ${words}${isMore ? ' and more' : ''}`,
  carried: (from: number, to: number, writer: string) => `${range(from, to, 'edit')} of ${writer}`,
})
