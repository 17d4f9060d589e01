/** How saving stands: the indicator, and a count that others say as well. A " · " parts what is so from the rest (D10). */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

const changes = (n: number) => (n === 1 ? '1 change' : `${numberText(n)} changes`)

export const savingWords = inEnglish('saving', {
  /** Of the panel that the indicator opens. */
  name: 'Saving',
  changes,
  keptHere: 'Saved on this device',
  notSent: 'Not sent yet',
  saved: 'Saved',
  ready: 'Ready',
  saving: 'Saving…',
  syncing: 'Syncing…',
  /** Why what is owed is not sent. */
  waitsFor: {
    'sign-in': 'sign in to go on',
    forbidden: 'this account may not send them',
    'newer-than-server': 'waiting for the server to be updated',
  },
  nothingLost: 'nothing is lost',
  outOfSync: 'Not in sync',
  noAnswer: 'no answer yet',
  willBeSent: (n: number) => `${changes(n)} will sync`,
  nothingLeft: 'Offline · nothing left to send',
  notReached: 'could not reach the server',
  serverNotReached: 'Could not reach the server',
  merged: 'merged with another device',
  asksToWait: 'the server asks to wait',
  storageFull: 'Storage full',
  /** `when` is "in 30 seconds", "now". */
  nextTry: (when: string) => `retrying ${when}`,
  /** `ago` is "2 minutes ago", "just now". */
  allSynced: (ago: string) => `all synced ${ago}`,
  retry: 'Retry now',
  signIn: 'Sign in',
  exportIt: 'Export now',
})
