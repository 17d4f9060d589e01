/** What toasts say of saving, and of what was merged. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const announceWords = inEnglish('announce', {
  savedHere: 'Saved on this device. It will be sent when the connection is back.',
  /** Where every storage fails, the page's memory is all there is: then nothing is promised. */
  notSent: 'Not sent yet: there is no connection. Keep this page open until there is one.',
  notKept: 'This browser stores nothing: keep this page open until your changes are sent.',
  kept: 'Everything is kept on this device.',
  failed: (what: string) => `Sync failed. ${what}`,
  retry: 'Retry',
  saved: 'Changes saved',
  merged: (n: number) =>
    n === 1
      ? 'A change was merged with another device’s.'
      : `${numberText(n)} changes were merged with another device’s.`,
  bothKept: 'A text was changed on two devices. Both changes are kept.',
  review: 'Review',
})
