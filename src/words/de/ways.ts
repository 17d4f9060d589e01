import type { waysWords } from '../en/ways'
import { numberText } from '../formats'

export const ways: ReturnType<typeof waysWords> = {
  history: 'Verlauf',
  historyAbout: 'Jede Version dieses Dashboards, von allen deinen Geräten; du kannst jede zurückholen.',
  openHistory: 'Verlauf öffnen',
  conflicts: 'Was zusammengeführt wurde',
  mergedLabel: 'Zusammengeführte Änderungen',
  merged: (n) =>
    n === 1
      ? 'Etwas wurde auf zwei Geräten geändert. Eins von beiden bleibt, das andere ist nicht verloren.'
      : `${numberText(n)} Dinge wurden auf zwei Geräten geändert. Je eins von beiden bleibt, die anderen sind nicht verloren.`,
  review: 'Ansehen',
  devices: 'Geräte',
  join: 'Mit Code beitreten',
  haveOne: 'Gibt es auf einem anderen Gerät schon ein Dashboard?',
  dashboard: 'Dashboard',
}
