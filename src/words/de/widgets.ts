import type { widgetsWords } from '../en/widgets'

export const widgets: ReturnType<typeof widgetsWords> = {
  note: { name: 'Notiz', about: 'Ein Gedanke, eine Liste, ein Text zum Griffbereithalten' },
  todo: { name: 'Aufgaben', about: 'Was zu tun ist, eins nach dem anderen abzuhaken' },
  links: { name: 'Links', about: 'Seiten, die du oft öffnest' },
  clock: { name: 'Uhr', about: 'Die Zeit hier und an anderen Orten' },
  calendar: { name: 'Kalender', about: 'Der Monat, deine Termine und was demnächst ansteht' },
  timer: { name: 'Timer', about: 'Ein Timer, eine Stoppuhr oder Arbeit und Pausen im Wechsel' },
  habits: { name: 'Gewohnheiten', about: 'Was du jeden Tag tun willst und wie es läuft' },
  counter: { name: 'Zähler', about: 'Zählt, was du willst, auf Wunsch bis zu einem Ziel' },
  numbers: { name: 'Messwerte', about: 'Ab und zu ein Wert und wie er sich verändert' },
  sketch: { name: 'Skizze', about: 'Ein Blatt Papier zum Zeichnen' },
  'sync-health': { name: 'Abgleich', about: 'Was zuletzt gesendet wurde und was nicht' },
  countdown: { name: 'Countdown', about: 'Wie lange es noch ist bis zu einem Tag, oder seither' },
  unknown: { name: 'Widget', about: '' },
}
