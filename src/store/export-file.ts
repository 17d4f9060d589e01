/**
 * The dashboard as this device has it, as one file: the way out when its storage is in trouble (D8). Pure.
 *
 * It is the file of GET /api/export, so that POST /api/import takes it (S15): an import reads `format`, `schema` and
 * `widgets` and leaves everything else. What is not yet sent is in `widgets` already, and once more by itself in
 * `notSent` with what the server refused and what could not be read, for whoever has to put a dashboard together by hand.
 */
import type { OwedEdit, Stream } from '../../core/edits/edit'
import type { Layout } from '../../core/layout/model'
import type { ExportFile } from '../../core/wire/export'
import { EXPORT_FORMAT, EXPORT_SCHEMA } from '../../core/wire/export-format'
import type { SetAsideEdit } from './sync-store'

export interface DeviceFile extends ExportFile {
  notSent?: {
    /** Made, and not yet acknowledged; in `widgets` too. */
    edits: readonly Stream<OwedEdit>[]
    /** Refused by the server (D12); not in `widgets`. */
    setAside: readonly SetAsideEdit[]
    /** Key of local storage -> text. */
    unreadable: Record<string, string>
  }
}

/** @param at ms since 1970 */
export function exportFile(
  widgets: Layout,
  at: number,
  head: Pick<DeviceFile, 'account' | 'revision' | 'tag' | 'devices' | 'notSent'>,
): DeviceFile {
  return {
    format: EXPORT_FORMAT,
    schema: EXPORT_SCHEMA,
    exportedAt: new Date(at).toISOString(),
    ...head,
    widgets: Object.values(widgets)
      .map(({ id, fields }) => ({ id, fields: Object.fromEntries(Object.entries(fields).sort(byKey)) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** Of a file that a person saves, and may read. */
export const asText = (content: unknown): string => JSON.stringify(content, null, 2)

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
