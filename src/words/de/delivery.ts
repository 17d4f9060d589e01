import type { deliveryWords } from '../en/delivery'

const kept = 'Deine Änderungen bleiben auf diesem Gerät und werden noch einmal gesendet'

export const delivery: ReturnType<typeof deliveryWords> = {
  inVain: {
    'no-answer':
      'Der Server war nicht zu erreichen. Deine Änderungen bleiben auf diesem Gerät und werden gesendet, sobald es wieder geht.',
    'foreign-answer': `Etwas im Netz hat anstelle des Servers geantwortet, vielleicht eine Anmeldeseite. ${kept}.`,
    'server-trouble': `Der Server kann gerade nicht speichern. ${kept}.`,
    'too-many': `Der Server bittet um einen Moment Geduld. ${kept}.`,
    'sign-in': 'Melde dich an, um deine Änderungen zu senden. Bis dahin bleiben sie auf diesem Gerät.',
    forbidden:
      'Diese Änderungen gehören zu einem anderen Konto, oder der Server traut dieser Adresse nicht. Sie bleiben auf diesem Gerät und werden unter keinem anderen Konto gesendet.',
    'newer-than-server':
      'Der Server ist älter als diese App. Deine Änderungen bleiben auf diesem Gerät und werden gesendet, sobald er aktualisiert ist.',
  },
  somethingBroke: `Auf dieser Seite ist etwas schiefgegangen. ${kept}; neu laden kann helfen.`,
  sessionUnclear: `Der Server weiß gerade nicht, wer du bist. ${kept}.`,
  keepsRefusing: 'Der Server lehnt immer wieder ab. Auf diesem Gerät bleibt alles erhalten.',
  accountNotShown: 'Auf diesem Gerät wird ein anderes Konto gezeigt. Es wurde nichts geändert.',
}
