/** Mistakes in when and what a page sends and pulls (src/sync). Part of ../mutants. */
import type { Mutant } from './mutant'

export const SYNC_MUTANTS: readonly Mutant[] = [
  {
    name: 'base-of-the-save-for-every-edit',
    rule: 'S3',
    file: 'src/sync/compose.ts',
    from: 'return seen === base ? edit : { ...edit, base: seen }',
    to: 'return seen >= 0 ? edit : { ...edit, base: seen }',
  },
  {
    name: 'edits-of-gone-tabs-not-sent',
    rule: 'D2',
    file: 'src/sync/save-all.ts',
    from: 'const saves = compose(device.owed(), {',
    to: 'const saves = compose(device.owed().filter(({ writer }) => writer === device.writer), {',
  },
  {
    name: 'refused-edits-thrown-away',
    rule: 'D12',
    file: 'src/sync/save-all.ts',
    from: 'await device.setAside([...refused.values()])',
    to: 'await device.discard([...refused.values()].map(({ writer, edit }) => ({ writer, n: edit.n })))',
  },
  {
    name: 'event-without-a-pull',
    rule: 'S8',
    file: 'src/sync/pulls.ts',
    from: 'hinted = event\n      void ifHinted()',
    to: 'hinted = event',
  },
  {
    name: 'hidden-page-does-not-send',
    rule: 'D3',
    file: 'src/sync/triggers.ts',
    from: "env.on('hidden', () => wake('hidden'))",
    to: '',
  },
  {
    name: 'stream-of-a-hidden-page',
    rule: 'D14',
    file: 'src/sync/live.ts',
    from: "env.on('hidden', stop)",
    to: '',
  },
  {
    name: 'stream-of-every-tab',
    rule: 'D14',
    file: 'src/sync/live.ts',
    from: 'void env.exclusively(LIVE_LOCK, async () => {',
    to: 'void env.exclusively(LIVE_LOCK + env.uuid(), async () => {',
  },
  {
    name: 'saved-said-too-early',
    rule: 'D10',
    file: 'src/sync/status.ts',
    from: "if (facts.pending > 0) return facts.failing ? 'error' : facts.sending ? 'syncing' : 'idle'",
    to: "if (facts.pending > 0 && facts.failing) return 'error'",
  },
  {
    name: 'own-edits-into-a-full-account',
    rule: 'D13',
    file: 'src/sync/session.ts',
    from: 'shown.id === LOCAL_ACCOUNT && record.email === null',
    to: 'shown.id === LOCAL_ACCOUNT',
  },
  {
    name: 'lost-guest-takes-only-edits-along',
    rule: 'D13',
    file: 'src/sync/session.ts',
    from: "await device.handOver(made, 'whole')",
    to: "await device.handOver(made, 'edits')",
  },
  {
    name: 'trigger-of-an-older-edit',
    rule: 'D2',
    file: 'src/sync/compose.ts',
    from: 'if (newest === undefined || edit.at >= newest.at) newest = edit',
    to: 'if (newest === undefined || edit.at < newest.at) newest = edit',
  },
  {
    name: 'in-step-without-an-answer',
    rule: 'D10',
    file: 'src/sync/manager.ts',
    from: "if (posted.kind === 'acknowledged') sync.setState({ lastSyncedAt: env.now() })",
    to: 'sync.setState({ lastSyncedAt: env.now() })',
  },
  {
    name: 'looks-for-a-server-that-is-there',
    rule: 'rest',
    file: 'src/sync/server-return.ts',
    from: 'if (waiting === null || !env.isVisible()) return',
    to: 'if (!env.isVisible()) return',
  },
  {
    name: 'waiting-version-not-said',
    rule: 'D9',
    file: 'src/sync/worker-link.ts',
    from: 'for (const tell of told) tell()',
    to: '',
  },
  {
    name: 'dead-stream-never-noticed',
    rule: 'S8',
    file: 'src/sync/live.ts',
    from: `stopWatching = env.after(SILENT_MS, () => {
        stream?.close()
        open()
      })`,
    to: 'stopWatching = null',
  },
  {
    name: 'stream-opened-anew-without-end',
    rule: 'rest',
    file: 'src/sync/live.ts',
    from: 'const SILENT_MS = 50_000',
    to: 'const SILENT_MS = 5_000',
  },
  {
    name: 'queue-keeps-a-guest-that-is-gone',
    rule: 'D13',
    file: 'src/sync/session.ts',
    from: 'moved(shown.id)',
    to: '',
  },
]
