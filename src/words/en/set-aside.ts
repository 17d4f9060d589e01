/** The list of changes that the server refused (D12). */
import { inEnglish } from '../spoken'

export const setAsideWords = inEnglish('setAside', {
  title: 'Changes that were refused',
  none: 'There are none left.',
  about: 'The server did not accept these. They stay on this device until you decide.',
  /** @param ago "3 days ago" */
  refused: (ago: string) => `Refused ${ago}`,
  discardForGood: 'Discard it for good?',
  keep: 'Keep',
  discard: 'Discard',
  askDiscard: 'Discard…',
  tryAgain: 'Try again',
  stillKept: 'That did not work. The change is still kept here.',
  exportIt: 'Export as a file',
})
