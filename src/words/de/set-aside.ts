import type { setAsideWords } from '../en/set-aside'

export const setAside: ReturnType<typeof setAsideWords> = {
  title: 'Abgelehnte Änderungen',
  none: 'Es ist keine mehr übrig.',
  about: 'Der Server hat diese nicht angenommen. Sie bleiben auf diesem Gerät, bis du entscheidest.',
  refused: (ago) => `Abgelehnt: ${ago}`,
  discardForGood: 'Endgültig verwerfen?',
  keep: 'Behalten',
  discard: 'Verwerfen',
  askDiscard: 'Verwerfen …',
  tryAgain: 'Noch einmal versuchen',
  stillKept: 'Das hat nicht geklappt. Die Änderung ist weiterhin hier gespeichert.',
  exportIt: 'Als Datei exportieren',
}
