/** What the widget about syncing says. Never more than is known (D10). */
import { inEnglish } from '../spoken'

export const syncHealthWords = inEnglish('syncHealth', {
  unsent: 'Not sent yet',
  unsentChanges: (n: number, text: string) => (n === 1 ? `${text} change` : `${text} changes`),
  nothingUnsent: 'Nothing',
  last: 'Last in sync',
  notYet: 'Not since this page was opened',
  setAside: 'Refused by the server',
  tries: (n: number, text: string) => (n === 1 ? `${text} answer` : `${text} answers`),
  errors: (n: number, text: string) => (n === 1 ? `${text} failure` : `${text} failures`),
  summary: (tries: string, errors: string, hours: string) => `${hours}: ${tries}, ${errors}`,
  lastHours: (n: number, text: string) => (n === 1 ? 'Last hour' : `Last ${text} hours`),
  untilNow: 'now',
  answered: 'answered',
  failed: 'failed',
  unknown: (since: string) => `Nothing is written down from before ${since}.`,
  nothingNoted: 'Nothing was sent or asked for in this time.',
  notLoaded: 'What happened lately cannot be shown now: its part of the app is not on this device.',
  openInspector: 'Open the inspector',
  hours: 'Show',
})
