/** The history: versions, what they changed, comparing them and going back. */
import { apart } from '../apart'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

/** "1 change", "3 changes". */
const changes = (n: number) => (n === 1 ? '1 change' : `${numberText(n)} changes`)

export const historyWords = inEnglish('history', {
  title: 'History',
  allVersions: 'All versions',
  about: 'Every version of this dashboard, from all of your devices. Any of them can be brought back.',
  loading: 'Looking…',
  more: 'Show older ones',
  chooseOne: 'Choose a version to see the dashboard as it was.',
  none: 'There is no history yet: it begins with the first change that is saved.',
  versionsLabel: 'Versions, newest first',
  newest: 'newest',
  picture: 'Layout',
  mergedWith: (n: number) => (n === 1 ? '1 conflict' : `${numberText(n)} conflicts`),
  tryAgain: 'Try again',

  unreachable: 'The history is kept on the server, which cannot be reached now.',
  unreachableShown: 'The history is kept on the server, which cannot be reached now. What was loaded before is shown.',
  signedOut: 'The history is kept on the server: sign in to see it.',
  notKept: 'This version is not kept any more: of old ones the last of each hour or day stays.',

  /** Who saved it. */
  thisDevice: 'this device',
  someDevice: 'another device',
  by: {
    drag: 'dragging',
    add: 'adding',
    remove: 'removing',
    resize: 'resizing',
    manual: 'saved by hand',
    edit: 'editing',
    undo: 'undo',
    restore: 'restore',
    import: 'import',
  },

  /** What a version did: each said of `names`, which is one widget or a list of them. */
  done: {
    added: (names: string) => `added ${names}`,
    removed: (names: string) => `removed ${names}`,
    'brought-back': (names: string) => `brought back ${names}`,
    moved: (names: string) => `moved ${names}`,
    resized: (names: string) => `resized ${names}`,
    'moved-and-resized': (names: string) => `moved and resized ${names}`,
    edited: (names: string) => `edited ${names}`,
  },
  renamed: (from: string, to: string) => `renamed ${from} to ${to}`,
  fieldsAdded: (what: string, names: string) => `added ${what} to ${names}`,
  fieldsTaken: (what: string, names: string) => `took ${what} from ${names}`,
  fieldsChanged: (what: string, names: string) => `changed ${what} of ${names}`,
  onNarrowGrid: (done: string) => `${done} on the narrow grid`,
  onWideGrid: (done: string) => `${done} on the wide grid`,
  quoted: (title: string) => `“${apart(title)}”`,
  nothing: 'Nothing that lasted',
  noDifference: 'No difference',
  andMore: (n: number) => `${numberText(n)} more`,

  /** Kinds of fields; one that is not here is not named. */
  fields: {
    text: () => 'the text',
    colour: () => 'the colour',
    item: (n: number) => (n === 1 ? 'an item' : `${numberText(n)} items`),
    link: (n: number) => (n === 1 ? 'a link' : `${numberText(n)} links`),
    zone: () => 'the time zone',
    hours: () => 'the way to show hours',
    seconds: () => 'the seconds',
    date: (n: number) => (n === 1 ? 'a date' : `${numberText(n)} dates`),
    entry: (n: number) => (n === 1 ? 'a number' : `${numberText(n)} numbers`),
    habit: (n: number) => (n === 1 ? 'a habit' : `${numberText(n)} habits`),
    stroke: (n: number) => (n === 1 ? 'a stroke' : `${numberText(n)} strokes`),
    lap: (n: number) => (n === 1 ? 'a lap' : `${numberText(n)} laps`),
    day: () => 'the ticks',
    count: () => 'the count',
    run: () => 'the time',
    goal: () => 'the goal',
  } as Record<string, (n: number) => string>,

  /** Comparing. */
  compareWith: 'Compare with',
  withBefore: 'the version before it',
  withNow: 'the dashboard now',
  withNothing: 'nothing',
  option: (when: string, did: string) => `${when} · ${did}`,
  otherVersions: 'Other versions',
  before: 'Before',
  after: 'After',
  now: 'now',
  /** Of a version that is not in the list that was read. */
  numbered: (revision: number) => `version ${revision}`,
  /** What undoing a restore goes back to. */
  asBefore: 'as it was before',
  beginning: 'the empty beginning',
  side: (which: string, when: string) => `${which}: ${when}`,
  whatChanged: 'What changed',
  sideLabel: 'Which of the two is shown',
  canvasLabel: (when: string) => `The dashboard: ${when}`,
  empty: 'The dashboard was empty.',
  unnamed: 'No title',
  marks: { added: 'Added', removed: 'Removed', moved: 'Moved', resized: 'Resized', changed: 'Changed' },
  boxLabel: (name: string, type: string, marks: string) =>
    `${name === type ? name : `${name}, ${type}`}${marks === '' ? '' : `: ${marks}`}`,

  /** Going back. */
  restore: 'Restore…',
  undoRestore: 'Undo this restore…',
  isNow: 'This is the dashboard as it is now.',
  confirmTitle: 'Restore this version?',
  confirm: 'Restore',
  cancel: 'Cancel',
  restoring: 'Restoring…',
  sending: 'Sending…',
  willChange: (when: string) => `The dashboard becomes what it was: ${when}. On all of your devices this changes:`,
  canBeUndone: 'Nothing is lost: the version of now stays in the history, and this can be undone.',
  wouldNotChange: 'Nothing would change: the dashboard is like that already.',
  notSent: (n: number) =>
    `${changes(n)} of this device ${n === 1 ? 'has' : 'have'} not been sent yet, and ${n === 1 ? 'goes' : 'go'} first, so that nothing is lost.`,
  sendFirst: 'Send first, then restore',
  offline: 'You are offline. Old versions are on the server, so this waits for the connection.',
  stillOwed: 'What this device has changed could not be sent yet. Nothing was restored; try again when it is saved.',
  restored: (when: string) => `Restored: ${when}.`,
  restoredBeginning: 'Restored: the empty beginning.',
  restoredSame: 'The dashboard was like that already.',
  undo: 'Undo',
  noAnswer: 'The server did not answer, so this may have been restored or not. Look again when you are online.',
  restoreSignedOut: 'Nothing was restored: sign in first.',
  restoreNotKept: 'Nothing was restored: that version is not kept any more.',
  restoreBusy: 'Nothing was restored: the server is busy. Try again in a minute.',
  restoreRefused: 'Nothing was restored: the server refused it.',
})
