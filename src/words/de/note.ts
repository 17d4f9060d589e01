import type { noteWords } from '../en/note'

export const note: ReturnType<typeof noteWords> = {
  text: 'Text der Notiz',
  placeholder: 'Schreib etwas …',
  edit: 'Text bearbeiten',
  tick: (name) => `Erledigt: ${name}`,
  task: 'Aufgabe',
  image: 'Bild',
  newTab: '(öffnet in einem neuen Tab)',
  formatting: 'Formatierung',
  marks: {
    heading: 'Überschrift',
    bold: 'fett',
    italic: 'kursiv',
    list: 'Liste',
    task: 'Aufgabe zum Abhaken',
    quote: 'Zitat',
    code: 'Code',
  },
  example: '## Sonntag\n\n**Ada** kommt um *drei*.\n\n- [x] Brot\n- [ ] Oliven\n- [ ] Eine Kerze',
}
