/** Takes in a file that an export wrote, in place of the layout or beside it (S15). Before: routes/transfer. After: ./replace. */
import { createHash } from 'node:crypto'
import type { PlainLayout } from '../../core/history/plain-layout'
import type { ImportMode, ImportRequest } from '../../core/wire/import'
import type { WriteDeps } from './decide-and-write'
import { type ReplaceOutcome, replaceLayout } from './replace'

/** Imports. Rejects when the database is away; sending it again is safe (S2). */
export function importLayout(
  deps: WriteDeps,
  who: { account: string; session: string | null },
  mode: ImportMode,
  { device, deviceName, writer, base, tag, sentAt, file }: ImportRequest,
): Promise<ReplaceOutcome> {
  const others = mode === 'replace' ? 'go' : 'stay'
  const replacement = { device, writer, base, tag, sentAt, trigger: 'import', others } as const
  const wished: PlainLayout = {}
  for (const { id, fields } of file.widgets) wished[mode === 'replace' ? id : idBeside(writer, id)] = fields
  return replaceLayout(deps, { ...who, deviceName: deviceName ?? null }, replacement, wished)
}

/** A new id for a widget of a file: the same each time the same import is sent (a UUID of version 5, named by the writer). */
export function idBeside(writer: string, id: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(writer.replaceAll('-', ''), 'hex'))
    .update(id)
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
