/** What is wrong with this browser's storage: what happened, what is kept, what to do (D8), and the bar that says it; how much is stored. */
import { inEnglish } from '../spoken'

const atRisk =
  'changes are kept only until this tab closes and are sent as soon as possible, so export a copy before you close it.'

export const storageWords = inEnglish('storage', {
  bar: 'Storage of this device',
  exportIt: 'Export',
  seen: 'I have seen it',

  /** How much is stored here, and how long it is kept. */
  kept: {
    title: 'Storage',
    /** Both as amounts with their units. */
    usedOf: (used: string, quota: string) => `${used} of ${quota}`,
    untilDeleted: 'Kept until you delete it.',
    whileRoom: 'This browser may delete it when space runs short; install the app to prevent that.',
  },

  newer:
    'A newer version of Holdfast was used here: what it stored is left as it is, and what you change now is sent; reload to get that version.',
  fullAndLost: `This browser’s storage is full: ${atRisk}`,
  nothingKept: `This browser lets Holdfast store nothing: ${atRisk}`,
  full: 'This browser’s storage is full: changes are still kept and sent, but may not show at once after a restart; free some space, or export a copy.',
  partRefuses:
    'Part of this browser’s storage cannot be used: changes are still kept and sent; allow this site to store data, or export a copy to be safe.',
  partUnreadable:
    'Part of what this browser stored could not be read and was left out: the rest is kept and what the server has is safe; an exported copy has the unreadable part too.',
})
