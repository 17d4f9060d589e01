import type { sessionWords } from '../en/session'

export const session: ReturnType<typeof sessionWords> = {
  unreachable:
    'Der Server war nicht zu erreichen. Es wurde nichts geändert; versuche es noch einmal, wenn du online bist.',
  wrongPassword: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Es wurde nichts geändert.',
  tooManyTries: 'Zu viele Versuche. Warte eine Minute und versuche es dann noch einmal.',
  serverTrouble: 'Der Server hat ein Problem. Es wurde nichts geändert; versuche es in einer Minute noch einmal.',
  refused: 'Der Server hat abgelehnt. Es wurde nichts geändert.',
}
