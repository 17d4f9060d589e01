/** The offer to make an app of the page, and what a shortcut or something shared did to the dashboard. */
import { inEnglish } from '../spoken'

export const installWords = inEnglish('install', {
  offer: 'Keep Holdfast as an app: a window of its own, and the browser keeps what is stored here.',
  label: 'Install',
  install: 'Install',
  notNow: 'No, thanks',
  sharedLink: (widget: string) => `Added the link to “${widget}”.`,
  startedTimer: (widget: string, length: string) => `Started “${widget}”: ${length}.`,
  sharedText: 'Made a note of what you shared.',
  undo: 'Undo',
})
