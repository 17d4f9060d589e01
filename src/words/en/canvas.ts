/** The canvas: what can be done with widgets, and what is said to people who do not see it. Columns and rows count from 1. */
import type { Box } from '../../../core/layout/model'
import { numberText } from '../formats'
import { inEnglish } from '../spoken'

const columns = (n: number) => (n === 1 ? '1 column' : `${numberText(n)} columns`)
const rows = (n: number) => (n === 1 ? '1 row' : `${numberText(n)} rows`)
const widgets = (n: number) => (n === 1 ? '1 widget' : `${numberText(n)} widgets`)
const place = (at: Box, of: number) =>
  `column ${numberText(at.x + 1)} of ${numberText(of)}, row ${numberText(at.y + 1)}`

export const canvasWords = inEnglish('canvas', {
  howToMove:
    'Press Enter to pick it up, then the arrow keys to move it, Shift and the arrow keys to resize it, Enter to drop it, Escape to put it back. Delete removes it.',
  theWidget: 'The widget',
  pickedUp: (name: string, at: Box, of: number) =>
    `Picked up ${name} at ${place(at, of)}. Arrow keys move, Shift and arrow keys resize, Enter drops, Escape cancels.`,
  pickedUpWith: (name: string, others: number, at: Box, of: number) =>
    `Picked up ${name} and ${widgets(others)} more at ${place(at, of)}. Arrow keys move, Enter drops, Escape cancels.`,
  moved: (name: string, at: Box, of: number) => `${name}, ${place(at, of)}`,
  resized: (name: string, at: Box) => `${name} is now ${columns(at.w)} wide and ${rows(at.h)} high`,
  movedAndResized: (name: string, at: Box, of: number) =>
    `${name}, ${place(at, of)}, now ${columns(at.w)} wide and ${rows(at.h)} high`,
  stays: (name: string) => `${name} stays where it was`,
  cannotGoFurther: (name: string) => `${name} cannot go further`,
  dropped: (name: string, at: Box, of: number) => `${name} dropped at ${place(at, of)}`,
  putBack: (name: string) => `${name} put back`,
  removed: (name: string) => `${name} removed`,
  removedSeveral: (n: number) => `${widgets(n)} removed`,
  undo: 'Undo',

  move: (name: string) => `Move ${name}`,
  optionsOf: (name: string) => `Options of ${name}`,
  settingsOf: (name: string) => `Settings of ${name}`,
  typeSettings: (type: string) => `${type} settings`,
  title: 'Title',
  settings: 'Settings',
  moveAndSize: 'Move and resize…',
  toTheTop: 'To the top',
  duplicate: 'Duplicate',
  copy: 'Copy',
  paste: 'Paste',
  remove: 'Remove',
  select: 'Select',
  selectNamed: (name: string) => `Select ${name}`,

  moveAndSizeOf: (name: string) => `Move and resize ${name}`,
  place: 'Place',
  size: 'Size',
  left: 'Move left',
  right: 'Move right',
  up: 'Move up',
  down: 'Move down',
  narrower: 'Narrower',
  wider: 'Wider',
  shorter: 'Shorter',
  taller: 'Taller',

  arranging: 'Arranging',
  arrangeHint: 'Drag to move, pull an edge to resize, tap to select.',
  selected: (n: number) => `${numberText(n)} selected`,
  selectAll: 'Select all',
  done: 'Done',
  nowArranging: 'Arranging. Drag widgets to move them, or use the menu of each.',
  arranged: 'Arranging ended',

  copied: (n: number) => `${widgets(n)} copied`,
  pasted: (n: number) => `${widgets(n)} pasted`,
  duplicated: (n: number) => `${widgets(n)} duplicated`,
  nothingToPaste: 'There are no widgets on the clipboard. Copy some on this or another dashboard first.',
  clipboardClosed:
    'This browser does not let the page use the clipboard. Use Ctrl+C and Ctrl+V, or Cmd on a Mac, instead.',

  cannotBeShown: 'This widget cannot be shown',
  cannotBeShownHint: 'What is in it is kept. Reload the page to try again.',
})
