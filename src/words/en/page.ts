/** What is the same all over the page: windows, messages, parts that come later. */
import { inEnglish } from '../spoken'

export const pageWords = inEnglish('page', {
  close: 'Close',
  messages: 'Messages',
  dismiss: 'Dismiss',
  loading: 'Loading…',
  notLoaded: 'This part of the app could not be loaded. Your changes are kept; reload the page to try again.',
  justNow: 'just now',
})
