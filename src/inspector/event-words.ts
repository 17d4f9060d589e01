/** What the timeline says of each event, for somebody who knows service workers but not this code. Pure. Used by screens/inspector. */
import { describeEdit } from '../../core/edits/describe'
import type { Edit } from '../../core/edits/edit'
import type { Layout } from '../../core/layout/model'
import type { JournalDetails, JournalEvent } from '../../core/wire/journal-event'
import { carriedEdits } from './follow'

type Words = (details: JournalDetails, event: JournalEvent, names: Layout) => string

const plural = (count: unknown, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const conflicts = (count: unknown) => (count === 0 || count == null ? '' : `, ${plural(count, 'conflict')}`)

const WORDS: Record<string, Words> = {
  // The page.
  edit: (details, _, names) => {
    const { trigger, n, owed } = details
    return `${range(details.from, n, 'Edit')} (${trigger})${editWords(details, names)}; ${plural(owed, 'edit')} owed`
  },
  request: ({ method, path, bytes }, event) =>
    `${method} ${path}${bytes === undefined ? '' : `, ${plural(bytes, 'byte')}`}${carriedWords(event)}`,
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
      : outcome === 'ended'
        ? 'Trouble on purpose ended: the server does not allow it any more, or has not said so for a minute'
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

const range = (from: unknown, to: unknown, one: string) =>
  from === undefined || from === to ? `${one} ${to}` : `${one}s ${from}–${to}`

/** Which field of which widget, by the name it has now; nothing for a line of an older version. */
function editWords({ trigger, n, from, widget, field, remove }: JournalDetails, names: Layout): string {
  if (typeof widget !== 'string') return ''
  const what = typeof field === 'string' ? { field, unset: true } : { [remove === true ? 'remove' : 'revive']: true }
  const words = describeEdit(names, { n: 1, base: 0, at: 0, widget, ...what } as Edit)
  // What is added has many fields, and they are all of it.
  return `: ${words}${from === n || trigger === 'add' ? '' : ' and more'}`
}

function carriedWords(event: JournalEvent): string {
  const words = carriedEdits(event).map(({ writer, from, to }) => `${range(from, to, 'edit')} of ${writer.slice(0, 4)}`)
  return words.length === 0 ? '' : `: ${words.join(', ')}`
}

/**
 * One sentence without a full stop. What is not known here is named as it is.
 * @param names the widgets by whose titles edits are called
 */
export function eventWords(event: JournalEvent, names: Layout = {}): string {
  return WORDS[event.what]?.(event.details ?? {}, event, names) ?? event.what
}
