import type { clockWords } from '../en/clock'

export const clock: ReturnType<typeof clockWords> = {
  here: 'Ortszeit',
  notKnownHere: (zone) => `Ortszeit (${zone} ist hier unbekannt)`,
  notKnown: (zone) => `${zone} (hier unbekannt)`,
  sameTime: 'Gleiche Zeit',
  ahead: (hours) => `${hours} voraus`,
  behind: (hours) => `${hours} zurück`,
  otherZones: 'Andere Orte',
  zone: 'Zeitzone',
  thisDevice: 'Die dieses Geräts',
  face: 'Zifferblatt',
  faces: { digital: 'Mit Ziffern', analogue: 'Mit Zeigern' },
  hours: 'Stunden',
  hourChoices: { auto: 'Wie hier üblich', '24': '24 Stunden', '12': '12 Stunden' },
  seconds: 'Sekunden anzeigen',
  addPlace: 'Ort hinzufügen',
  choose: 'Zeitzone wählen …',
  add: 'Hinzufügen',
  remove: (name) => `${name} entfernen`,
}
