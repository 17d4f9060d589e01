/** The buttons at the top of the page. */
import { inEnglish } from '../spoken'

export const headerWords = inEnglish('header', {
  undo: 'Undo',
  redo: 'Redo',
  settings: 'Settings',
  account: 'Account',
})
