/** What the server has acknowledged: as this device knows it, and as the server itself says when asked. */
import { useState } from 'preact/hooks'
import type { ServerSaid } from '../../inspector/inspector'
import { timeAgo } from '../../ui/time-ago'
import { inspectorWords } from '../../words/en/inspector'
import type { Opened } from './use-look'

export function Acknowledged({ inspector, look }: Opened) {
  const { revision, tag, acknowledged, lastSyncedAt } = look.snapshot.server
  const [said, setSaid] = useState<{ at: number; what: ServerSaid } | 'asking' | null>(null)
  const ask = async () => {
    setSaid('asking')
    setSaid({ what: await inspector.askServer(), at: Date.now() })
  }
  const words = inspectorWords()
  const ofWriters = (lastN: Record<string, number>) =>
    Object.entries(lastN)
      .map(([writer, n]) => words.writerUpTo(writer.slice(0, 4), n))
      .join(', ')
  const live = said !== null && said !== 'asking' && said.what !== 'unreachable' ? said.what : null
  return (
    <section class="inspector-card" aria-labelledby="acknowledged-head" data-testid="inspector-acknowledged">
      <h3 id="acknowledged-head">{words.acknowledged}</h3>
      <p class="inspector-count">{words.revision(revision)}</p>
      <ul class="edit-list">
        {acknowledged.map(({ writer, n }) => (
          <li key={writer}>
            <span>{words.upTo(n, writer === look.snapshot.page.writer)}</span>
            <code title={words.writer(writer)}>{writer.slice(0, 4)}</code>
          </li>
        ))}
      </ul>
      <p class="hint small">
        {words.tag} <code>{tag ?? words.noTag}</code>
        {lastSyncedAt === null ? words.neverInSync : words.lastInSync(timeAgo(lastSyncedAt, Date.now()))}
      </p>
      {said !== null && (
        <p class="notice" role="status">
          {said === 'asking'
            ? words.asking
            : live === null
              ? words.notAsked
              : words.said(live.revision, live.revision === revision, ofWriters(live.lastN))}
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" disabled={said === 'asking'} onClick={() => void ask()}>
          {words.askServer}
        </button>
      </div>
    </section>
  )
}
