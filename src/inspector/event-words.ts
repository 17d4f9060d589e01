/** What the timeline says of each event, for somebody who knows service workers but not this code. Pure. Used by screens/inspector. */
import type { JournalDetails, JournalEvent } from '../../core/wire/journal-event'

type Words = (details: JournalDetails) => string

const plural = (count: unknown, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const conflicts = (count: unknown) => (count === 0 || count == null ? '' : `, ${plural(count, 'conflict')}`)

const WORDS: Record<string, Words> = {
  // The page.
  edit: ({ trigger, n, owed }) => `Edited (${trigger}), edit ${n} of this tab; ${plural(owed, 'edit')} owed`,
  request: ({ method, path, bytes }) => `${method} ${path}${bytes === undefined ? '' : `, ${plural(bytes, 'byte')}`}`,
  response: ({ method, path, status, ms }) =>
    `${method} ${path} gave ${status}${status === 202 ? ' (held by the worker)' : ''} after ${ms} ms`,
  'no-response': ({ method, path, ms }) => `${method} ${path} gave no answer after ${ms} ms`,
  'stream-opened': () => 'Event stream opened',
  'stream-closed': () => 'Event stream closed',
  'stream-refused': () => 'Event stream refused',
  online: () => 'The browser says that it is online',
  offline: () => 'The browser says that it is offline',
  visible: () => 'The page became visible',
  hidden: () => 'The page was hidden or closed',
  account: () => 'Another account is shown',
  'took-over': ({ revision }) => `Took over revision ${revision}`,
  status: ({ status, owed, hold }) => `Status: ${status}, ${owed} owed${hold == null ? '' : `, waits for ${hold}`}`,
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
      : `Trouble on purpose: ${[paused && 'sending stopped', full && 'queue full', skewMs !== 0 && `clock ${skewMs} ms off`].filter(Boolean).join(', ') || 'none'}`,
  // The server.
  answer: ({ status, outcome, revision, conflicts: count }) =>
    `Answered ${status}${outcome == null ? '' : ` (${outcome})`}${revision == null ? '' : `, revision ${revision}`}${conflicts(count)}`,
  hint: ({ revision }) => `Says that there is revision ${revision}`,
  arrived: ({ method }) => `${method === 'POST' ? 'A save' : 'A pull'} arrived`,
  decided: ({ status, outcome, revision }) =>
    outcome == null ? `Refused with ${status}` : `Decided: ${outcome}, revision ${revision}`,
  read: ({ status, revision }) => `Read: ${status}${revision == null ? '' : `, revision ${revision}`}`,
  fault: ({ kind }) => `Broken on purpose: ${FAULTS[String(kind)] ?? kind}`,
  'other-device': ({ status }) => `A made-up device edited (${status})`,
}

const FAULTS: Record<string, string> = {
  'drop-before': 'the connection, before it was read',
  'drop-after-commit': 'the answer, after the commit',
  delay: 'late',
  'captive-portal': 'a captive portal answers',
}

const CAUSES: Record<string, string> = {
  'new-save': 'a new save',
  plan: 'its time had come',
  sync: 'sync event',
  timer: 'a timer',
  retry: 'asked by a person',
}
const causeWords = (cause: unknown) => CAUSES[String(cause)] ?? String(cause)

/** One sentence without a full stop. What is not known here is named as it is. */
export function eventWords({ what, details = {} }: JournalEvent): string {
  return WORDS[what]?.(details) ?? what
}
