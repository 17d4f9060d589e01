/** The panel of the indicator. */
import { inEnglish } from '../spoken'

export const syncDetailsWords = inEnglish('syncDetails', {
  lastInSync: 'Last in sync',
  notYet: 'Not yet since this page was opened',
  toBeSent: 'To be sent',
  nothing: 'Nothing',
  nextTry: 'Next try',
  merged: 'Merged with another device',
  seen: 'I have seen them',
  syncNow: 'Sync now',
  syncing: 'Syncing…',
})
