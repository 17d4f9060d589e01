/** The worker itself: version, state, Background Sync, the sync events it had lately, and the storage below it. */
import type { Look } from '../../inspector/inspector'
import { bytesInWords } from '../../ui/bytes'
import { timeAgo } from '../../ui/time-ago'
import { inspectorWords } from '../../words/en/inspector'
import { numberText } from '../../words/formats'
import type { Opened } from './use-look'

const SYNCS_SHOWN = 3

function lastSyncs({ timeline }: Look): string {
  const words = inspectorWords()
  const events = timeline.filter(({ what }) => what === 'sync').slice(-SYNCS_SHOWN)
  if (events.length === 0) return words.none
  return events
    .reverse()
    .map(({ at, details }) => `${timeAgo(at, Date.now())}${details?.lastChance === true ? words.lastChance : ''}`)
    .join(', ')
}

export function WorkerDetails({ look }: Opened) {
  const { worker, version, storage } = look.snapshot
  const { facts, said } = worker
  const { persisted, use } = storage
  const words = inspectorWords()
  const kept = persisted === null ? words.notSaid : persisted ? words.untilDeleted : words.whileRoom
  const rows: [string, string][] = [
    [words.pageVersion, version],
    [words.workerVersion, said?.version ?? words.doesNotAnswer],
    [words.state, facts?.active ?? words.none],
    [words.controls, words.yesNo(worker.controlled)],
    [words.updateWaiting, words.yesNo(facts?.waiting ?? false)],
    ['Background Sync', facts?.sync.supported ? words.supported(facts.sync.permission) : words.notSupported],
    [words.tags, facts?.sync.tags.join(', ') || words.none],
    [words.lastSyncs, lastSyncs(look)],
    [words.learned, numberText(said?.untaken ?? 0)],
  ]
  const stored: [string, string][] = [
    [words.storageUsed, use === null ? words.notSaid : bytesInWords(use.usedBytes)],
    [words.storageKept, kept],
  ]
  return (
    <section class="inspector-card" aria-labelledby="worker-head" data-testid="inspector-worker">
      <h3 id="worker-head">{words.worker}</h3>
      {facts === null && <p class="hint">{words.noWorkerAtAll}</p>}
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
