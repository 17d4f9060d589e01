/** The settings: how this device looks and speaks, what it keeps, and a file taken in or out. */
import { dateText, listText, numberText } from '../formats'
import { inEnglish } from '../spoken'

const widgetsInWords = (count: number) => `${numberText(count)} ${count === 1 ? 'widget' : 'widgets'}`
const dayInWords = (ms: number) => dateText(ms, { dateStyle: 'long', timeStyle: 'short' })

export const settingsWords = inEnglish('settings', {
  title: 'Settings',
  here: 'For this device alone; your other devices have their own.',

  look: 'Look',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  accent: 'Colour',
  accents: { sea: 'Sea', blue: 'Blue', violet: 'Violet', rose: 'Rose', amber: 'Amber', graphite: 'Graphite' },
  density: 'Room between widgets',
  densityAbout: 'On a wide screen. What lies where stays as you arranged it.',
  densities: { compact: 'Compact', cosy: 'Cosy', roomy: 'Roomy' },
  contrast: 'High contrast',
  contrastAbout: 'Stronger lines and words. Also on when your system asks for it.',
  motion: 'Less motion',
  motionAbout: 'Nothing glides or turns. Also on when your system asks for it.',

  language: 'Language',
  languageSystem: 'Browser’s',
  direction: 'Reading direction',
  directions: { language: 'The language’s', ltr: 'Left to right', rtl: 'Right to left' },

  conflicts: 'When two devices change the same thing',
  strategies: {
    merge: {
      name: 'Keep the newest change',
      about:
        'Whoever changed it last has the word, on whichever device. Of a text, changes of different lines are all kept.',
    },
    local: {
      name: 'Keep this device’s change',
      about: 'What you did here stays, even where another device was later.',
    },
    remote: {
      name: 'Keep the other device’s change',
      about: 'What another device did stays; what you did here gives way.',
    },
  },
  conflictsAbout: 'What gives way is never gone: you are told, and can put it back.',

  storage: 'Storage',
  exportFile: 'Export the dashboard',
  exportAbout: 'Everything on it as one file, also what is not sent yet.',
  chooseFile: 'Import a file…',
  importAbout: 'A file that was exported here or elsewhere. You see what is in it before anything changes.',
  importOffline: 'An import is made by the server: it has to wait until you are online.',
  importNotSent: 'An import has to wait until everything made here has reached the server.',
  fileProblems: {
    'not-json': 'This file cannot be read. Choose one that Holdfast exported.',
    'not-holdfast': 'This is not a file that Holdfast exported. Choose another one.',
    newer: 'This file comes from a newer Holdfast than this one. Update, then try again.',
    'too-large': 'This file is too large: an import holds at most 16 MB.',
  },
  fileBroken: (where: string) => `Something in this file makes no sense (${where}), so nothing can be taken from it.`,
  fileHas: (count: number, exportedAt: number | null) =>
    exportedAt === null
      ? `${widgetsInWords(count)} in this file`
      : `${widgetsInWords(count)}, exported on ${dayInWords(exportedAt)}`,
  fileEmpty: 'There are no widgets in this file.',
  fileNames: (names: readonly string[], more: number) =>
    listText(more === 0 ? names : [...names, `${numberText(more)} more`]),
  replace: 'Replace the dashboard',
  replaceAbout: (count: number) =>
    count === 0 ? 'The dashboard is empty now.' : `What is there now goes: ${widgetsInWords(count)}.`,
  add: 'Add to the dashboard',
  addAbout: 'Its widgets come below what is there, as new ones.',
  cancel: 'Cancel',
  importing: 'Importing…',
  imported: (count: number) => `Imported ${widgetsInWords(count)}.`,
  undo: 'Undo',
  importProblems: {
    owed: 'Something made here has not reached the server yet. Nothing was imported: try again when it is saved.',
    unreachable: 'The server could not be reached. Try again: nothing is imported twice.',
    'signed-out': 'Sign in again first. Nothing was imported.',
  },
  importRefused: (detail: string) => (detail === '' ? 'The server refused this file. Nothing was imported.' : detail),

  app: 'App',
  appInstalled: 'Holdfast is installed on this device.',
  appAbout: 'In a window of its own, with its own icon; the browser then keeps what is stored here.',
  install: 'Install',
  appByHand:
    'Tap Share, then “Add to Home Screen”: Holdfast opens in a window of its own and keeps what is stored here.',

  about: 'About',
  inspectorAbout:
    'The inspector shows what this device still has to send, what waits to be sent in the background and what the server has, step by step.',
  inspector: 'Open the inspector',
  version: (version: string) => `Version ${version}`,
})
