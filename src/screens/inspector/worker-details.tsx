/** The worker itself: version, state, Background Sync, the sync events it had lately, and the storage below it. */
import type { Look } from '../../inspector/inspector'
import { bytesInWords } from '../../ui/bytes'
import { timeAgo } from '../../ui/time-ago'
import type { Opened } from './use-look'

const SYNCS_SHOWN = 3
const YES_NO = (yes: boolean) => (yes ? 'yes' : 'no')

const KEPT: Record<string, string> = {
  true: 'until you delete it',
  false: 'as long as there is room',
  null: 'this browser does not say',
}

function lastSyncs({ timeline }: Look): string {
  const events = timeline.filter(({ what }) => what === 'sync').slice(-SYNCS_SHOWN)
  if (events.length === 0) return 'none'
  return events
    .reverse()
    .map(({ at, details }) => `${timeAgo(at, Date.now())}${details?.lastChance === true ? ' (last chance)' : ''}`)
    .join(', ')
}

export function WorkerDetails({ look }: Opened) {
  const { worker, version, storage } = look.snapshot
  const { facts, said } = worker
  const { persisted, use } = storage
  const rows: [string, string][] = [
    ['Page version', version],
    ['Worker version', said?.version ?? 'does not answer'],
    ['State', facts?.active ?? 'none'],
    ['Controls this page', YES_NO(worker.controlled)],
    ['Update waiting', YES_NO(facts?.waiting ?? false)],
    [
      'Background Sync',
      facts?.sync.supported ? `supported, permission: ${facts.sync.permission}` : 'not in this browser',
    ],
    ['Registered tags', facts?.sync.tags.join(', ') || 'none'],
    ['Last sync events', lastSyncs(look)],
    ['Learned, not yet taken', String(said?.untaken ?? 0)],
  ]
  const stored: [string, string][] = [
    ['Storage used', use === null ? 'this browser does not say' : bytesInWords(use.usedBytes)],
    ['Storage is kept', KEPT[String(persisted)] ?? ''],
  ]
  return (
    <section class="inspector-card" aria-labelledby="worker-head" data-testid="inspector-worker">
      <h3 id="worker-head">The service worker</h3>
      {facts === null && (
        <p class="hint">This browser, or this address, has no service worker. The page saves by itself.</p>
      )}
      <dl class="facts wide">
        {[...(facts === null ? [] : rows), ...stored].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
