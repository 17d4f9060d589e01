/**
 * The store for whole layouts (restore, import, export): the same two statements as ./postgres-store, each for one account
 * alone. Two mebibytes of values are no company for other people's drags, and nothing worth remembering. Knows no rules.
 */
import { type RawSql, readMany } from './read-statement'
import type { LayoutStore } from './store'
import { writeDevice, writeMany } from './write-statement'

export function createLoneStore(database: RawSql): LayoutStore {
  return {
    read: async (ask) => {
      const [read] = await readMany(database, [ask])
      if (read === undefined) throw new Error('the read statement gave no row')
      return read
    },
    write: async (commit) => (await writeMany(database, [commit])).size === 0,
    see: (account, device) => writeDevice(database, account, device),
  }
}
