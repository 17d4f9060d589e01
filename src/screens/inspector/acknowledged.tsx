/** What the server has acknowledged: as this device knows it, and as the server itself says when asked. */
import { useState } from 'preact/hooks'
import type { ServerSaid } from '../../inspector/inspector'
import { timeAgo } from '../../ui/time-ago'
import type { Opened } from './use-look'

export function Acknowledged({ inspector, look }: Opened) {
  const { revision, tag, acknowledged, lastSyncedAt } = look.snapshot.server
  const [said, setSaid] = useState<{ at: number; what: ServerSaid } | 'asking' | null>(null)
  const ask = async () => {
    setSaid('asking')
    setSaid({ what: await inspector.askServer(), at: Date.now() })
  }
  const live = said !== null && said !== 'asking' && said.what !== 'unreachable' ? said.what : null
  return (
    <section class="inspector-card" aria-labelledby="acknowledged-head" data-testid="inspector-acknowledged">
      <h3 id="acknowledged-head">The server has acknowledged</h3>
      <p class="inspector-count">Revision {revision}</p>
      <ul class="edit-list">
        {acknowledged.map(({ writer, n }) => (
          <li key={writer}>
            <span>
              {n === 0 ? 'Nothing of' : `Up to edit ${n} of`}{' '}
              {writer === look.snapshot.page.writer ? 'this tab' : 'an earlier or other tab'}
            </span>
            <code title={`Writer ${writer}`}>{writer.slice(0, 4)}</code>
          </li>
        ))}
      </ul>
      <p class="hint small">
        Tag <code>{tag ?? 'none'}</code>, last in sync{' '}
        {lastSyncedAt === null ? 'not yet since this page was opened' : timeAgo(lastSyncedAt, Date.now())}.
      </p>
      {said !== null && (
        <p class="notice" role="status">
          {said === 'asking'
            ? 'Asking…'
            : live === null
              ? 'The server could not be asked.'
              : `The server says: revision ${live.revision}${live.revision === revision ? ', as here' : ''}; ${Object.entries(
                  live.lastN,
                )
                  .map(([writer, n]) => `${writer.slice(0, 4)} up to ${n}`)
                  .join(', ')}.`}
        </p>
      )}
      <div class="row-end">
        <button type="button" class="button" disabled={said === 'asking'} onClick={() => void ask()}>
          Ask the server
        </button>
      </div>
    </section>
  )
}
