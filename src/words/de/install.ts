import type { installWords } from '../en/install'

export const install: ReturnType<typeof installWords> = {
  offer: 'Holdfast als App behalten: ein eigenes Fenster, und der Browser behält, was hier gespeichert ist.',
  label: 'Installieren',
  install: 'Installieren',
  notNow: 'Nein, danke',
  sharedLink: (widget) => `Link zu „${widget}“ hinzugefügt.`,
  startedTimer: (widget, length) => `„${widget}“ läuft: ${length}.`,
  sharedText: 'Was du geteilt hast, steht jetzt in einer Notiz.',
  undo: 'Rückgängig',
}
