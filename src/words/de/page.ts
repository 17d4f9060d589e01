import type { pageWords } from '../en/page'

export const page: ReturnType<typeof pageWords> = {
  close: 'Schließen',
  messages: 'Meldungen',
  dismiss: 'Ausblenden',
  loading: 'Wird geladen …',
  notLoaded:
    'Dieser Teil der App konnte nicht geladen werden. Deine Änderungen bleiben erhalten; lade die Seite neu, um es noch einmal zu versuchen.',
  justNow: 'gerade eben',
}
