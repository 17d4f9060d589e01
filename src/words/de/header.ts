import type { headerWords } from '../en/header'

export const header: ReturnType<typeof headerWords> = {
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  settings: 'Einstellungen',
  account: 'Konto',
}
