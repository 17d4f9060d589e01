import type { partsWords } from '../en/parts'

export const parts: ReturnType<typeof partsWords> = {
  undo: 'Rückgängig',
  removedWhileTyping: 'Das Widget, in dem du geschrieben hast, wurde auf einem anderen Gerät entfernt.',
  copyText: 'Meinen Text kopieren',
  tooLong: 'Das ist zu lang, um es zu behalten. Kürze es, oder verteil es auf zwei Widgets.',
  newer: {
    title: 'Braucht eine neuere App',
    about: 'Dieses Widget bleibt, wie es ist. Aktualisiere die App auf diesem Gerät, um es zu benutzen.',
    settings: 'Seine Einstellungen brauchen eine neuere App.',
  },
  colour: 'Farbe',
  colours: { plain: 'Ohne', green: 'Grün', blue: 'Blau', violet: 'Violett', pink: 'Rosa', yellow: 'Gelb' },
}
