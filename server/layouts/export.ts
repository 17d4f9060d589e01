/** An account as one file (S15). Before: routes/transfer. The file's way back: ./import. Knows no SQL but the devices' names. */
import { valuesOf } from '../../core/merge/draft'
import type { ExportFile } from '../../core/wire/export'
import { EXPORT_FORMAT, EXPORT_SCHEMA } from '../../core/wire/export-format'
import type { PrismaClient } from '../db/client/client'
import type { LayoutStore } from './store'

export interface ExportDeps {
  store: LayoutStore
  prisma: Pick<PrismaClient, 'device'>
  /** ms since 1970. */
  now(): number
}

/** The file; revision, tag and widgets are of one moment (S13). Rejects when the database is away. */
export async function exportAccount({ store, prisma, now }: ExportDeps, account: string): Promise<ExportFile> {
  const ask = { account, since: 0, writers: [], widgets: [], fields: [], revives: false, device: null, session: null }
  const { head, widgets } = await store.read(ask)
  const devices = await prisma.device.findMany({ where: { account }, orderBy: { id: 'asc' } })
  const live = [...widgets].filter(([, { presence }]) => presence !== null && !presence.removed)
  return {
    format: EXPORT_FORMAT,
    schema: EXPORT_SCHEMA,
    exportedAt: new Date(now()).toISOString(),
    account,
    revision: head.revision,
    tag: head.tag,
    devices: devices.map(({ id, name, givenName }) => ({ id, name: givenName ?? name })),
    // In one order, so that two exports of one layout differ in nothing but their heads.
    widgets: live.sort(byKey).map(([id, { fields }]) => ({ id, fields: valuesOf([...fields].sort(byKey)) })),
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
