/** A history in memory, as the server would answer it: each layout is one version, a minute after the one before it. */
import type { Layout } from '../../../core/layout/model'
import type { ListedVersion } from '../../../core/wire/version-list'
import { changesBetween } from '../../../src/screens/history/comparison'
import type { HistoryCalls } from '../../../src/sync/history-calls'

export interface FakeHistory extends HistoryCalls {
  /** Every call in order: its name and what it was called with. */
  calls: [name: string, ...args: unknown[]][]
  /** The server does not answer. */
  away: boolean
}

export const START = new Date(2026, 10, 2, 9, 0).getTime()
const PAGE = 20

/** @param layouts oldest first; the first is revision 1 */
export function createFakeHistory(layouts: Layout[]): FakeHistory {
  const all = [{}, ...layouts]
  const triggers: ListedVersion['trigger'][] = layouts.map(() => 'edit')
  const listed = (revision: number): ListedVersion => {
    const changes = changesBetween(all[revision - 1] ?? {}, all[revision] ?? {})
    return {
      revision,
      tag: `t${revision}`,
      at: START + revision * 60_000,
      device: revision % 2 === 0 ? 'phone' : 'own',
      deviceName: null,
      trigger: triggers[revision - 1] ?? 'edit',
      summary: '',
      changes,
      moreChanges: 0,
      widgetsChanged: changes.length,
      conflicts: [],
      conflictCount: 0,
    }
  }
  const fake: FakeHistory = {
    calls: [],
    away: false,
    async list(before) {
      fake.calls.push(['list', before])
      if (fake.away) return { kind: 'unreachable' }
      const newest = Math.min(all.length - 1, (before ?? Number.POSITIVE_INFINITY) - 1)
      const oldest = Math.max(1, newest - PAGE + 1)
      const versions = Array.from({ length: newest - oldest + 1 }, (_, i) => listed(newest - i))
      return { kind: 'came', answer: { versions, next: oldest > 1 ? oldest : null } }
    },
    async layoutAt(revision) {
      fake.calls.push(['layoutAt', revision])
      if (fake.away) return { kind: 'unreachable' }
      const layout = all[revision]
      return layout === undefined ? { kind: 'not-kept' } : { kind: 'came', answer: layout }
    },
    async restore(account, revision) {
      fake.calls.push(['restore', account, revision])
      if (fake.away) return { kind: 'unreachable' }
      all.push(all[revision] ?? {})
      triggers.push('restore')
      return { kind: 'restored', undoBy: all.length - 2, isSame: false }
    },
    ownId: () => 'own',
    deviceNames: async () => ({ own: 'own', names: { phone: 'Pixel 9' } }),
  }
  return fake
}
