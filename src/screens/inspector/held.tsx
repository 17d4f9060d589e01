/** What the worker holds: each save of the queue, and what one can do with it. */
import { useState } from 'preact/hooks'
import type { HeldWithWords } from '../../inspector/inspector'
import { download } from '../../ui/download'
import { timeAgo } from '../../ui/time-ago'
import { useToasts } from '../../ui/toasts'
import { inspectorWords } from '../../words/en/inspector'
import { dateText, numberText } from '../../words/formats'
import { whyInVain } from '../../words/why-in-vain'
import { EditList } from './edit-list'
import { SendNow } from './send-now'
import type { Opened } from './use-look'

/** As in the timeline. */
const CLOCK: Intl.DateTimeFormatOptions = { timeStyle: 'medium', hourCycle: 'h23' }

export function Held(opened: Opened) {
  const { controlled, said, facts } = opened.look.snapshot.worker
  const held = said?.held ?? []
  const words = inspectorWords()
  return (
    <section class="inspector-card" aria-labelledby="held-head" data-testid="inspector-held">
      <h3 id="held-head">{words.holds}</h3>
      <p class="inspector-count">{held.length === 0 ? words.nothing : words.saves(held.length)}</p>
      {held.map((save) =>
        save.account === opened.look.snapshot.page.account ? (
          <HeldSaveCard key={save.id} save={save} {...opened} />
        ) : (
          <p key={save.id} class="held-save hint">
            {save.account === '' ? words.unreadable : words.othersSave}
          </p>
        ),
      )}
      <p class="hint small">
        {facts === null
          ? words.noWorker
          : said === null
            ? words.silentWorker
            : controlled
              ? words.queue
              : words.noControl}
      </p>
    </section>
  )
}

/** @param paused 'old': by a server that does not say any more that it may be */
function nextTry({ nextTryAt: at, sending = false }: HeldWithWords, paused: boolean | 'old'): string {
  const words = inspectorWords()
  if (sending) return words.beingSent
  if (paused === 'old') return words.whenStopEnds
  if (paused) return words.whenSwitchedOn
  return at === null ? words.nowOrSign : dateText(at, CLOCK)
}

function HeldSaveCard({ save, inspector, look, refresh }: { save: HeldWithWords } & Opened) {
  const words = inspectorWords()
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
        <dt>{words.held}</dt>
        <dd>{timeAgo(save.heldSince, Date.now())}</dd>
        <dt>{words.triesInVain}</dt>
        <dd>{numberText(attempts)}</dd>
        <dt>{words.nextTry}</dt>
        <dd>{nextTry(save, paused)}</dd>
        <dt>{words.size}</dt>
        <dd>{words.bytes(save.bytes)}</dd>
      </dl>
      {acknowledged && <p class="notice">{words.acknowledgedAlready}</p>}
      {lastError !== null && <p class="notice">{whyInVain(lastError)}</p>}
      {asking ? (
        <>
          <p class="hint">{words.askForget(save.edits.length)}</p>
          <div class="held-actions">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {words.keep}
            </button>
            <button
              type="button"
              class="button danger"
              disabled={busy}
              onClick={() => void doing(() => inspector.discard(save.id))}
            >
              {words.discard}
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
            {words.exportIt}
          </button>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => void doing(() => inspector.setAside(save.id))}
          >
            {words.setAside}
          </button>
          <button type="button" class="button danger" disabled={busy} onClick={() => setAsking(true)}>
            {words.askDiscard}
          </button>
        </div>
      )}
    </article>
  )
}
