/** Conflicts: what two devices changed without knowing of each other, what was kept and what lost. */
import { apart } from '../apart'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const conflictsWords = inEnglish('conflicts', {
  title: 'What was merged',
  about:
    'Where two devices changed the same thing, one of the two is kept; of a text both, where they changed different lines. Look at both, and choose the other one if you like it better.',

  toSee: 'To be seen',
  nothingToSee: 'There is nothing left to look at.',
  earlier: 'Earlier',
  noneEarlier: 'No two devices have changed the same thing.',
  noneElse: 'There is nothing else.',
  loading: 'Looking…',
  unreachable:
    'What was merged earlier is kept on the server, which cannot be reached now. Look again when you are online.',
  more: 'Show older ones',
  tryAgain: 'Try again',

  keep: 'Keep',
  keepOf: (what: string) => `Keep what is: ${what}`,
  keepAll: 'Keep all',
  useOther: 'Use the other',
  useOtherOf: (what: string) => `Use the other: ${what}`,
  usedOther: 'The other is used now.',
  undo: 'Undo',
  kept: 'Kept',
  lost: 'Lost',
  by: (device: string, when: string) => `${device}, ${when}`,
  thisDevice: 'this device',
  someDevice: 'another device',

  /** `field` of the widget called `name`. */
  whatOf: (field: string, name: string) => `${name}: ${field}`,
  quoted: (title: string) => `“${apart(title)}”`,
  aWidget: 'a widget',
  wasRemoved: 'It was removed on one device and changed on the other. A version with it is in the history.',
  history: 'History',
  stays: 'It was removed on one device and changed on the other, and stays.',
  unknown: 'The server did not know this widget; it is sent again whole.',
  inUse: 'The other is used now.',
  changedSince: 'It has been changed again since.',
  bothKept: 'Both changes were kept, line by line.',

  /** Values. */
  nothing: 'Nothing',
  removed: 'Removed',
  stayed: 'Stays on the dashboard',
  yes: 'Yes',
  no: 'No',
  done: 'Done',
  open: 'Not done',
  emptyText: 'Empty text',
  box: (column: number, wide: string, high: string) => `Column ${numberText(column)}, ${wide} and ${high}`,
  wide: (n: number) => (n === 1 ? '1 column wide' : `${numberText(n)} columns wide`),
  high: (n: number) => (n === 1 ? '1 row high' : `${numberText(n)} rows high`),
  onlyHere: 'only here',
})
