import type { Box } from '../../../core/layout/model'
import type { canvasWords } from '../en/canvas'
import { numberText } from '../formats'

const columns = (n: number) => (n === 1 ? '1 Spalte' : `${numberText(n)} Spalten`)
const rows = (n: number) => (n === 1 ? '1 Zeile' : `${numberText(n)} Zeilen`)
const widgets = (n: number) => (n === 1 ? '1 Widget' : `${numberText(n)} Widgets`)
const place = (at: Box, of: number) =>
  `Spalte ${numberText(at.x + 1)} von ${numberText(of)}, Zeile ${numberText(at.y + 1)}`

export const canvas: ReturnType<typeof canvasWords> = {
  howToMove:
    'Eingabe nimmt es auf, dann verschieben es die Pfeiltasten, mit Umschalt ändern sie die Größe; Eingabe legt es ab, Escape legt es zurück. Entfernen löscht es.',
  theWidget: 'Das Widget',
  pickedUp: (name, at, of) =>
    `${name} aufgenommen, ${place(at, of)}. Pfeiltasten verschieben, mit Umschalt ändern sie die Größe, Eingabe legt ab, Escape bricht ab.`,
  pickedUpWith: (name, others, at, of) =>
    `${name} und ${widgets(others)} mehr aufgenommen, ${place(at, of)}. Pfeiltasten verschieben, Eingabe legt ab, Escape bricht ab.`,
  moved: (name, at, of) => `${name}, ${place(at, of)}`,
  resized: (name, at) => `${name} ist jetzt ${columns(at.w)} breit und ${rows(at.h)} hoch`,
  movedAndResized: (name, at, of) => `${name}, ${place(at, of)}, jetzt ${columns(at.w)} breit und ${rows(at.h)} hoch`,
  stays: (name) => `${name} bleibt, wo es war`,
  cannotGoFurther: (name) => `${name} kann nicht weiter`,
  dropped: (name, at, of) => `${name} abgelegt, ${place(at, of)}`,
  putBack: (name) => `${name} zurückgelegt`,
  removed: (name) => `${name} entfernt`,
  removedSeveral: (n) => `${widgets(n)} entfernt`,
  undo: 'Rückgängig',

  move: (name) => `${name} verschieben`,
  optionsOf: (name) => `Optionen für ${name}`,
  settingsOf: (name) => `Einstellungen für ${name}`,
  typeSettings: (type) => `Einstellungen: ${type}`,
  title: 'Titel',
  settings: 'Einstellungen',
  moveAndSize: 'Verschieben und Größe …',
  toTheTop: 'Ganz nach oben',
  duplicate: 'Duplizieren',
  copy: 'Kopieren',
  paste: 'Einfügen',
  remove: 'Entfernen',
  select: 'Auswählen',
  selectNamed: (name) => `${name} auswählen`,

  moveAndSizeOf: (name) => `${name} verschieben und Größe ändern`,
  place: 'Platz',
  size: 'Größe',
  left: 'Nach links',
  right: 'Nach rechts',
  up: 'Nach oben',
  down: 'Nach unten',
  narrower: 'Schmaler',
  wider: 'Breiter',
  shorter: 'Niedriger',
  taller: 'Höher',

  arranging: 'Anordnen',
  arrangeHint: 'Ziehen verschiebt, am Rand ziehen ändert die Größe, Antippen wählt aus.',
  selected: (n) => `${numberText(n)} ausgewählt`,
  selectAll: 'Alle auswählen',
  done: 'Fertig',
  nowArranging: 'Du ordnest jetzt an. Ziehe Widgets, um sie zu verschieben, oder nimm das Menü des Widgets.',
  arranged: 'Anordnen beendet',

  copied: (n) => `${widgets(n)} kopiert`,
  pasted: (n) => `${widgets(n)} eingefügt`,
  duplicated: (n) => `${widgets(n)} dupliziert`,
  nothingToPaste:
    'In der Zwischenablage sind keine Widgets. Kopiere zuerst welche, hier oder auf einem anderen Dashboard.',
  clipboardClosed:
    'Dieser Browser lässt die Seite nicht an die Zwischenablage. Nimm stattdessen Strg+C und Strg+V, am Mac Cmd.',

  cannotBeShown: 'Dieses Widget kann nicht gezeigt werden',
  cannotBeShownHint: 'Was darin ist, bleibt erhalten. Lade die Seite neu, um es noch einmal zu versuchen.',
}
