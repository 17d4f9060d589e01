import type { syncDetailsWords } from '../en/sync-details'

export const syncDetails: ReturnType<typeof syncDetailsWords> = {
  lastInSync: 'Zuletzt abgeglichen',
  notYet: 'Noch nicht, seit diese Seite offen ist',
  toBeSent: 'Noch zu senden',
  nothing: 'Nichts',
  nextTry: 'Nächster Versuch',
  merged: 'Mit einem anderen Gerät zusammengeführt',
  seen: 'Habe ich gesehen',
  syncNow: 'Jetzt abgleichen',
  syncing: 'Wird abgeglichen …',
}
