import type { settingsWords } from '../en/settings'
import { dateText, listText, numberText } from '../formats'

const widgetsInWords = (count: number) => `${numberText(count)} ${count === 1 ? 'Widget' : 'Widgets'}`
const dayInWords = (ms: number) => dateText(ms, { dateStyle: 'long', timeStyle: 'short' })

export const settings: ReturnType<typeof settingsWords> = {
  title: 'Einstellungen',
  here: 'Nur für dieses Gerät; deine anderen Geräte haben ihre eigenen.',

  look: 'Aussehen',
  theme: 'Design',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  accent: 'Farbe',
  accents: { sea: 'Meer', blue: 'Blau', violet: 'Violett', rose: 'Rosé', amber: 'Bernstein', graphite: 'Graphit' },
  density: 'Platz zwischen den Widgets',
  densityAbout: 'Auf breiten Bildschirmen. Was wo liegt, bleibt so, wie du es angeordnet hast.',
  densities: { compact: 'Eng', cosy: 'Normal', roomy: 'Luftig' },
  contrast: 'Hoher Kontrast',
  contrastAbout: 'Kräftigere Linien und Schrift. Auch an, wenn dein System darum bittet.',
  motion: 'Weniger Bewegung',
  motionAbout: 'Nichts gleitet oder dreht sich. Auch an, wenn dein System darum bittet.',

  language: 'Sprache',
  languageSystem: 'Wie der Browser',
  direction: 'Leserichtung',
  directions: { language: 'Wie die Sprache', ltr: 'Von links', rtl: 'Von rechts' },

  conflicts: 'Wenn zwei Geräte dasselbe ändern',
  strategies: {
    merge: {
      name: 'Die neueste Änderung behalten',
      about:
        'Wer zuletzt geändert hat, gewinnt, egal auf welchem Gerät. Von einem Text bleiben Änderungen verschiedener Zeilen alle.',
    },
    local: {
      name: 'Die Änderung dieses Geräts behalten',
      about: 'Was du hier getan hast, bleibt, auch wenn ein anderes Gerät später dran war.',
    },
    remote: {
      name: 'Die Änderung des anderen Geräts behalten',
      about: 'Was ein anderes Gerät getan hat, bleibt; was du hier getan hast, weicht.',
    },
  },
  conflictsAbout: 'Was weicht, ist nie weg: Du erfährst davon und kannst es zurückholen.',

  storage: 'Speicher',
  exportFile: 'Dashboard exportieren',
  exportAbout: 'Alles darauf in einer Datei, auch was noch nicht gesendet ist.',
  chooseFile: 'Datei importieren …',
  importAbout:
    'Eine Datei, die hier oder anderswo exportiert wurde. Du siehst, was darin ist, bevor sich etwas ändert.',
  importOffline: 'Importiert wird auf dem Server: Das muss warten, bis du online bist.',
  importNotSent: 'Der Import muss warten, bis alles, was du hier gemacht hast, beim Server angekommen ist.',
  fileProblems: {
    'not-json': 'Diese Datei lässt sich nicht lesen. Wähle eine, die Holdfast exportiert hat.',
    'not-holdfast': 'Diese Datei hat nicht Holdfast exportiert. Wähle eine andere.',
    newer: 'Diese Datei stammt von einem neueren Holdfast. Aktualisiere und versuche es noch einmal.',
    'too-large': 'Diese Datei ist zu groß: Ein Import fasst höchstens 16 MB.',
  },
  fileBroken: (where) => `Etwas in dieser Datei ergibt keinen Sinn (${where}), deshalb lässt sich nichts übernehmen.`,
  fileHas: (count, exportedAt) =>
    exportedAt === null
      ? `${widgetsInWords(count)} in dieser Datei`
      : `${widgetsInWords(count)}, exportiert am ${dayInWords(exportedAt)}`,
  fileEmpty: 'In dieser Datei sind keine Widgets.',
  fileNames: (names, more) => listText(more === 0 ? names : [...names, `${numberText(more)} weitere`]),
  replace: 'Dashboard ersetzen',
  replaceAbout: (count) =>
    count === 0 ? 'Das Dashboard ist jetzt leer.' : `Was jetzt da ist, verschwindet: ${widgetsInWords(count)}.`,
  add: 'Zum Dashboard hinzufügen',
  addAbout: 'Die Widgets kommen als neue unter das, was da ist.',
  cancel: 'Abbrechen',
  importing: 'Wird importiert …',
  imported: (count) => `${widgetsInWords(count)} importiert.`,
  undo: 'Rückgängig',
  importProblems: {
    owed: 'Etwas, das du hier gemacht hast, ist noch nicht beim Server. Nichts wurde importiert: Versuche es noch einmal, wenn es gespeichert ist.',
    unreachable: 'Der Server war nicht zu erreichen. Versuche es noch einmal: Nichts wird doppelt importiert.',
    'signed-out': 'Melde dich zuerst wieder an. Nichts wurde importiert.',
  },
  importRefused: (detail) =>
    detail === ''
      ? 'Der Server hat diese Datei abgelehnt. Nichts wurde importiert.'
      : `Der Server hat diese Datei abgelehnt: ${detail}`,

  app: 'App',
  appInstalled: 'Holdfast ist auf diesem Gerät installiert.',
  appAbout: 'In einem eigenen Fenster, mit eigenem Symbol; der Browser behält dann, was hier gespeichert ist.',
  install: 'Installieren',
  appByHand:
    'Tippe auf „Teilen“ und dann auf „Zum Home-Bildschirm“: Holdfast öffnet sich in einem eigenen Fenster und behält, was hier gespeichert ist.',

  about: 'Über Holdfast',
  inspectorAbout:
    'Der Inspektor zeigt Schritt für Schritt, was dieses Gerät noch zu senden hat, was im Hintergrund darauf wartet und was der Server hat.',
  inspector: 'Inspektor öffnen',
  version: (version) => `Version ${version}`,
}
