import {
  FOREIGN_ANSWER_WORDS,
  NO_ANSWER_WORDS,
  SERVER_TROUBLE_WORDS,
  TOO_MANY_WORDS,
} from '../../../core/delivery/outcome'
import { HOLD_WORDS } from '../../../core/delivery/schedule'
import type { deliveryWords } from '../en/delivery'

const kept = 'Deine Änderungen bleiben auf diesem Gerät und werden noch einmal gesendet'

export const delivery: ReturnType<typeof deliveryWords> = {
  inVain: {
    [NO_ANSWER_WORDS]:
      'Der Server war nicht zu erreichen. Deine Änderungen bleiben auf diesem Gerät und werden gesendet, sobald es wieder geht.',
    [FOREIGN_ANSWER_WORDS]: `Etwas im Netz hat anstelle des Servers geantwortet, vielleicht eine Anmeldeseite. ${kept}.`,
    [SERVER_TROUBLE_WORDS]: `Der Server kann gerade nicht speichern. ${kept}.`,
    [TOO_MANY_WORDS]: `Der Server bittet um einen Moment Geduld. ${kept}.`,
    [HOLD_WORDS['sign-in']]: 'Melde dich an, um deine Änderungen zu senden. Bis dahin bleiben sie auf diesem Gerät.',
    [HOLD_WORDS.forbidden]:
      'Diese Änderungen gehören zu einem anderen Konto, oder der Server traut dieser Adresse nicht. Sie bleiben auf diesem Gerät und werden unter keinem anderen Konto gesendet.',
    [HOLD_WORDS['newer-than-server']]:
      'Der Server ist älter als diese App. Deine Änderungen bleiben auf diesem Gerät und werden gesendet, sobald er aktualisiert ist.',
  },
  somethingBroke: `Auf dieser Seite ist etwas schiefgegangen. ${kept}; neu laden kann helfen.`,
  sessionUnclear: `Der Server weiß gerade nicht, wer du bist. ${kept}.`,
  keepsRefusing: 'Der Server lehnt immer wieder ab. Auf diesem Gerät bleibt alles erhalten.',
  accountNotShown: 'Auf diesem Gerät wird ein anderes Konto gezeigt. Es wurde nichts geändert.',
}
