/** What the worker holds: each save of the queue, and what one can do with it. */
import { useState } from 'preact/hooks'
import type { HeldWithWords } from '../../inspector/inspector'
import { download } from '../../ui/download'
import { timeAgo } from '../../ui/time-ago'
import { useToasts } from '../../ui/toasts'
import { EditList } from './edit-list'
import { SendNow } from './send-now'
import type { Opened } from './use-look'

/** As in the timeline. */
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })

export function Held(opened: Opened) {
  const { controlled, said, facts } = opened.look.snapshot.worker
  const held = said?.held ?? []
  return (
    <section class="inspector-card" aria-labelledby="held-head" data-testid="inspector-held">
      <h3 id="held-head">The worker holds</h3>
      <p class="inspector-count">
        {held.length === 0 ? 'Nothing' : held.length === 1 ? '1 save' : `${held.length} saves`}
      </p>
      {held.map((save) =>
        save.account === opened.look.snapshot.page.account ? (
          <HeldSaveCard key={save.id} save={save} {...opened} />
        ) : (
          <p key={save.id} class="held-save hint">
            {save.account === ''
              ? save.lastError
              : 'A save of another account. It shows nothing of itself here, and is sent when somebody signs in there again.'}
          </p>
        ),
      )}
      <p class="hint small">
        {facts === null
          ? 'There is no service worker here; the page sends by itself.'
          : said === null
            ? 'The worker does not answer. What the page owes is kept by the page.'
            : controlled
              ? 'Saves go into the queue “layout-saves” before they are sent, and leave it after an acknowledgement.'
              : 'The worker does not control this page yet; the page sends by itself until the next visit.'}
      </p>
    </section>
  )
}

/** @param paused 'old': by a server that does not say any more that it may be */
function nextTry({ nextTryAt: at, sending = false }: HeldWithWords, paused: boolean | 'old'): string {
  if (sending) return 'being sent now'
  if (paused === 'old') return 'when the stop on purpose ends: within a minute, unless the server allows it still'
  if (paused) return 'when sending is switched on again'
  return at === null ? 'now, or at the next sign of a network or a session' : CLOCK.format(at)
}

function HeldSaveCard({ save, inspector, look, refresh }: { save: HeldWithWords } & Opened) {
  const toasts = useToasts()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const doing = async (work: () => Promise<string | null>) => {
    setBusy(true)
    const problem = await work()
    setBusy(false)
    setAsking(false)
    if (problem !== null) toasts.push({ kind: 'error', text: problem })
    refresh()
  }
  const { attempts, lastError, acknowledged } = save
  const { worker, trouble } = look.snapshot
  const paused = worker.said?.provoked.paused === true && (trouble === null ? 'old' : true)
  return (
    <article class="held-save">
      <EditList edits={save.edits} />
      <dl class="facts">
        <dt>Held</dt>
        <dd>{timeAgo(save.heldSince, Date.now())}</dd>
        <dt>Tries in vain</dt>
        <dd>{attempts}</dd>
        <dt>Next try</dt>
        <dd>{nextTry(save, paused)}</dd>
        <dt>Size</dt>
        <dd>{save.bytes} bytes</dd>
      </dl>
      {acknowledged && (
        <p class="notice">
          The server has acknowledged all of this already, in another answer. It leaves the queue at the next try that
          is answered.
        </p>
      )}
      {lastError !== null && <p class="notice">{lastError}</p>}
      {asking ? (
        <>
          <p class="hint">
            Forget {save.edits.length === 1 ? 'this change' : `these ${save.edits.length} changes`} for good? What the
            server has not got yet it never gets.
          </p>
          <div class="held-actions">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Keep
            </button>
            <button
              type="button"
              class="button danger"
              disabled={busy}
              onClick={() => void doing(() => inspector.discard(save.id))}
            >
              Discard
            </button>
          </div>
        </>
      ) : (
        <div class="held-actions">
          <SendNow inspector={inspector} disabled={busy} />
          <button
            type="button"
            class="button"
            onClick={async () => {
              const text = await inspector.exportHeld(save.id)
              if (text === null) refresh()
              else download('holdfast-held-save.json', text)
            }}
          >
            Export
          </button>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => void doing(() => inspector.setAside(save.id))}
          >
            Set aside
          </button>
          <button type="button" class="button danger" disabled={busy} onClick={() => setAsking(true)}>
            Discard…
          </button>
        </div>
      )}
    </article>
  )
}
