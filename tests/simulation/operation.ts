/** What may happen in a story, as plain data: who it happens to is found when it happens, so that any of them may be left out. */

export const KINDS = [
  // The beginning of a device.
  'device',
  // People edit.
  'add',
  'move',
  'resize',
  'title',
  'item',
  'take away',
  'remove',
  'undo',
  'redo',
  'burst',
  'not allowed',
  'strategy',
  'sync now',
  'retry set aside',
  'discard set aside',
  'dismiss conflicts',
  // Tabs.
  'open tab',
  'close tab',
  'reload tab',
  'crash tab',
  'crash tab at',
  'hide',
  'show',
  'freeze',
  'thaw',
  // Browsers and their storages.
  'kill browser',
  'kill browser at',
  'copy profile',
  'local full',
  'local missing',
  'scribble',
  'clear local',
  'database refuses',
  'database full',
  'database hangs',
  'delete database',
  'queue full',
  'heal storages',
  // The worker and the app.
  'kill worker',
  'kill worker at',
  'new version',
  'accept version',
  // The way.
  'offline',
  'away for long',
  'online',
  'lossy',
  'slow',
  'dead up',
  'dead down',
  'portal',
  'proxy',
  'repeating',
  'heal link',
  // Servers and database.
  'kill server',
  'start server',
  'second server',
  'database away',
  'database back',
  'commits lost',
  'hints lost',
  'back up',
  'go back',
  'too many',
  'roll back',
  'strict',
  'heal servers',
  'forget removals',
  'restore',
  'import',
  // Clocks and accounts.
  'jump clock',
  'expire sessions',
  'sign out',
  'sign in',
  'sign in other',
  'add credentials',
  'add left behind',
  // Time.
  'wait',
] as const
export type Kind = (typeof KINDS)[number]

/** One thing that happens. Plain JSON: stories that failed once are kept as such. (A type, because an interface is no index of its keys.) */
export type Operation = {
  /** Its place in the seed's plan; its chance follows from seed and place alone. */
  readonly i: number
  readonly kind: Kind
  /** Which device, tab and whatever else, each counted round what there is. */
  readonly device: number
  readonly tab: number
  readonly a: number
  readonly b: number
  /** How long nothing else happens afterwards, ms. */
  readonly waitMs: number
}
