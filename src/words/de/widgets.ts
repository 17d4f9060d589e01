import type { widgetsWords } from '../en/widgets'

export const widgets: ReturnType<typeof widgetsWords> = {
  note: { name: 'Notiz', about: 'Ein Gedanke, eine Zahl, ein Text zum Griffbereithalten' },
  todo: { name: 'Aufgaben', about: 'Was zu tun ist, eins nach dem anderen abzuhaken' },
  links: { name: 'Links', about: 'Seiten, die du oft öffnest' },
  clock: { name: 'Uhr', about: 'Die Zeit hier oder anderswo' },
  unknown: { name: 'Widget', about: '' },
}
