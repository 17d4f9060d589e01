/** The ways to screens that are loaded when they are opened. */
import { inEnglish } from '../spoken'

export const waysWords = inEnglish('ways', {
  history: 'History',
  historyAbout: 'Every version of this dashboard, from all of your devices; any of them can be brought back.',
  openHistory: 'Open the history',
  conflicts: 'What was merged',
  devices: 'Devices',
  join: 'Join with a code',
  haveOne: 'Is there a dashboard on another device?',
  dashboard: 'Dashboard',
})
