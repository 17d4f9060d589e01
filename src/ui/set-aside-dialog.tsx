/** The edits that the server refused (D12): in words, with the reason, to be tried again, discarded or exported. */
import Download from 'lucide/dist/esm/icons/download.mjs'
import { useState } from 'preact/hooks'
import type { SetAsideEdit } from '../store/sync-store'
import { pageWords } from '../words/en/page'
import { setAsideWords } from '../words/en/set-aside'
import { Dialog } from './dialog'
import { download } from './download'
import { Icon } from './icon'
import { useServices } from './services'
import { timeAgo } from './time-ago'
import { useToasts } from './toasts'
import { useStore } from './use-store'

function SetAside({ edit }: { edit: SetAsideEdit }) {
  const { setAside } = useServices()
  const toasts = useToasts()
  const words = setAsideWords()
  const [asking, setAsking] = useState(false)
  const doing = (work: Promise<void>) => {
    work.catch(() => toasts.push({ kind: 'error', text: setAsideWords().stillKept }))
  }
  return (
    <li class="set-aside">
      <strong>{edit.words}</strong>
      <span>{edit.reason}</span>
      <span class="hint small">{words.refused(timeAgo(edit.refusedAt, Date.now()))}</span>
      <div class="row-end">
        {asking ? (
          <>
            <span class="hint">{words.discardForGood}</span>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {words.keep}
            </button>
            <button type="button" class="button danger" onClick={() => doing(setAside.discard(edit.key))}>
              {words.discard}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="button" onClick={() => setAsking(true)}>
              {words.askDiscard}
            </button>
            <button type="button" class="button" onClick={() => doing(setAside.retry(edit.key))}>
              {words.tryAgain}
            </button>
          </>
        )}
      </div>
    </li>
  )
}

export function SetAsideDialog({ onClose }: { onClose(): void }) {
  const words = setAsideWords()
  const services = useServices()
  const toasts = useToasts()
  const exporting = () =>
    services.setAside.exportAll().then(
      (text) => download('holdfast-refused-changes.json', text),
      () => void toasts.push({ kind: 'error', text: pageWords().notLoaded }),
    )
  const edits = useStore(services.sync, (state) => state.setAside)
  return (
    <Dialog title={words.title} onClose={onClose}>
      {edits.length === 0 ? (
        <p class="hint">{words.none}</p>
      ) : (
        <>
          <p class="hint">{words.about}</p>
          <ul class="set-aside-list">
            {edits.map((edit) => (
              <SetAside key={edit.key} edit={edit} />
            ))}
          </ul>
          <div class="row-end">
            <button type="button" class="button" onClick={() => void exporting()}>
              <Icon node={Download} size={18} />
              {words.exportIt}
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}
