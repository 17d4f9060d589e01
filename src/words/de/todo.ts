import type { todoWords } from '../en/todo'
import { numberText } from '../formats'

export const todo: ReturnType<typeof todoWords> = {
  newItem: 'Neuer Eintrag',
  addItem: 'Eintrag hinzufügen',
  placeholder: 'Eintrag hinzufügen',
  item: 'Eintrag',
  emptyItem: 'Leerer Eintrag',
  tick: (name) => `Erledigt: ${name}`,
  delete: 'Löschen',
  deleted: (name) => `${name} gelöscht`,
  progress: 'Erledigt',
  doneOf: (done, of) => `${done} von ${of} erledigt`,
  allDone: 'Alles erledigt',
  clear: 'Erledigte löschen',
  cleared: (count) => (count === 1 ? 'Ein Eintrag gelöscht' : `${numberText(count)} Einträge gelöscht`),
  added: (count) => (count === 1 ? 'Ein Eintrag hinzugefügt' : `${numberText(count)} Einträge hinzugefügt`),
  undo: 'Rückgängig',
  hideDone: 'Erledigtes ausblenden',
  nothing: 'Noch nichts zu tun',
  nothingHint: 'Füge unten eine Zeile hinzu. Mehrere eingefügte Zeilen werden mehrere Einträge.',
  full: (most) => `Eine Liste fasst höchstens ${most} Einträge.`,
  example: ['Blumen gießen', 'Zug nach Porto buchen', 'Ada wegen Sonntag anrufen'],
}
