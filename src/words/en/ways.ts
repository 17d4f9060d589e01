/** The ways to screens that are loaded when they are opened, and the bar that leads to one of them. */
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

export const waysWords = inEnglish('ways', {
  history: 'History',
  historyAbout: 'Every version of this dashboard, from all of your devices; any of them can be brought back.',
  openHistory: 'Open the history',
  conflicts: 'What was merged',
  mergedLabel: 'Merged changes',
  merged: (n: number) =>
    n === 1
      ? 'One thing was changed on two devices. One of the two is kept; the other is not lost.'
      : `${numberText(n)} things were changed on two devices. One of each two is kept; the others are not lost.`,
  review: 'Review',
  devices: 'Devices',
  join: 'Join with a code',
  haveOne: 'Is there a dashboard on another device?',
  dashboard: 'Dashboard',
})
