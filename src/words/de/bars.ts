import type { barsWords } from '../en/bars'
import { changes } from './saving'

export const bars: ReturnType<typeof barsWords> = {
  update: 'Aktualisieren',
  updating: 'Wird aktualisiert …',
  updateReady: 'Eine neue Version ist bereit. Von dem, was du getan hast, geht nichts verloren.',
  later: 'Später',
  refused: 'Abgelehnte Änderungen',
  setAside: (n) =>
    `${changes(n)} auf diesem Gerät beiseitegelegt, vom Server abgelehnt oder von Hand herausgenommen; nichts anderes wartet darauf.`,
  review: 'Ansehen',
}
