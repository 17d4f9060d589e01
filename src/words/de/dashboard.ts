import type { dashboardWords } from '../en/dashboard'

export const dashboard: ReturnType<typeof dashboardWords> = {
  arrange: 'Anordnen',
  addWidget: 'Widget hinzufügen',
  nothingHere: 'Noch nichts hier',
  empty: 'Dein Dashboard ist leer',
  emptyHint:
    'Beginne mit einem von diesen, oder such dir Widgets aus. Alles wird sofort auf diesem Gerät gespeichert, mit und ohne Verbindung.',
  coming: 'Dein Dashboard ist unterwegs',
  comingHint: 'Es kommt, sobald das Netz es zulässt. Was du inzwischen hinzufügst, bleibt daneben erhalten.',
  orChoose: 'Widgets aussuchen',
}
