import { apart } from '../apart'
import type { conflictsWords } from '../en/conflicts'
import { numberText } from '../formats'

export const conflicts: ReturnType<typeof conflictsWords> = {
  title: 'Was zusammengeführt wurde',
  about:
    'Wo zwei Geräte dasselbe geändert haben, bleibt eins von beiden, von einem Text beides, wenn verschiedene Zeilen geändert wurden. Sieh dir beide an und nimm das andere, wenn es dir besser gefällt.',

  toSee: 'Noch anzusehen',
  nothingToSee: 'Es gibt nichts mehr anzusehen.',
  earlier: 'Früher',
  noneEarlier: 'Keine zwei Geräte haben dasselbe geändert.',
  noneElse: 'Sonst gibt es nichts.',
  loading: 'Wird geladen …',
  unreachable:
    'Was früher zusammengeführt wurde, liegt auf dem Server, und der ist gerade nicht erreichbar. Sieh nach, wenn du wieder online bist.',
  more: 'Ältere zeigen',
  tryAgain: 'Noch einmal versuchen',

  keep: 'Behalten',
  keepOf: (what) => `So behalten: ${what}`,
  keepAll: 'Alle behalten',
  useOther: 'Das andere nehmen',
  useOtherOf: (what) => `Das andere nehmen: ${what}`,
  usedOther: 'Jetzt gilt das andere.',
  undo: 'Rückgängig',
  kept: 'Behalten',
  lost: 'Nicht behalten',
  by: (device, when) => `${device}, ${when}`,
  thisDevice: 'dieses Gerät',
  someDevice: 'ein anderes Gerät',

  whatOf: (field, name) => `${name}: ${field}`,
  quoted: (title) => `„${apart(title)}“`,
  aWidget: 'ein Widget',
  wasRemoved: 'Auf einem Gerät wurde es entfernt, auf dem anderen geändert. Eine Version mit ihm steht im Verlauf.',
  history: 'Verlauf',
  stays: 'Auf einem Gerät wurde es entfernt, auf dem anderen geändert. Es bleibt.',
  unknown: 'Der Server kannte dieses Widget nicht; es wird noch einmal ganz gesendet.',
  inUse: 'Jetzt gilt das andere.',
  changedSince: 'Seitdem wurde es noch einmal geändert.',
  bothKept: 'Beide Änderungen wurden behalten, Zeile für Zeile.',

  nothing: 'Nichts',
  removed: 'Entfernt',
  stayed: 'Bleibt auf dem Dashboard',
  yes: 'Ja',
  no: 'Nein',
  done: 'Erledigt',
  open: 'Offen',
  emptyText: 'Leerer Text',
  box: (column, wide, high) => `Spalte ${numberText(column)}, ${wide} und ${high}`,
  wide: (n) => (n === 1 ? '1 Spalte breit' : `${numberText(n)} Spalten breit`),
  high: (n) => (n === 1 ? '1 Zeile hoch' : `${numberText(n)} Zeilen hoch`),
  onlyHere: 'nur hier',
}
