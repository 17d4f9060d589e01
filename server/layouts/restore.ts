/** Makes the layout what it was at an older revision, as a new one (S15). Before: routes/restore. After: ./replace. */
import type { PlainLayout } from '../../core/history/plain-layout'
import type { RestoreRequest } from '../../core/wire/restore'
import type { WriteDeps } from './decide-and-write'
import { type ReplaceOutcome, replaceLayout } from './replace'

export interface RestoreDeps extends WriteDeps {
  /** The layout as it was at a revision; null where that was thinned out or never was. */
  layoutAt(account: string, revision: number): Promise<PlainLayout | null>
}

/** Restores. Rejects when the database is away; sending it again is safe (S2). */
export async function restoreLayout(
  deps: RestoreDeps,
  who: { account: string; session: string | null },
  revision: number,
  { device, deviceName, writer, base, tag, sentAt }: RestoreRequest,
): Promise<ReplaceOutcome> {
  // What was at a revision never changes, so it may be read before the layout is.
  const wished = await deps.layoutAt(who.account, revision)
  const replacement = { device, writer, base, tag, sentAt, trigger: 'restore', others: 'go' } as const
  return replaceLayout(deps, { ...who, deviceName: deviceName ?? null }, replacement, wished)
}
