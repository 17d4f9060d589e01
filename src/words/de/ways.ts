import type { waysWords } from '../en/ways'

export const ways: ReturnType<typeof waysWords> = {
  history: 'Verlauf',
  historyAbout: 'Jede Version dieses Dashboards, von allen deinen Geräten; du kannst jede zurückholen.',
  openHistory: 'Verlauf öffnen',
  conflicts: 'Was zusammengeführt wurde',
  devices: 'Geräte',
  join: 'Mit Code beitreten',
  haveOne: 'Gibt es auf einem anderen Gerät schon ein Dashboard?',
  dashboard: 'Dashboard',
}
