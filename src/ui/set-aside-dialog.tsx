/** The edits that the server refused (D12): in words, with the reason, to be tried again, discarded or exported. */
import Download from 'lucide/dist/esm/icons/download.mjs'
import { useState } from 'preact/hooks'
import type { SetAsideEdit } from '../store/sync-store'
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
  const [asking, setAsking] = useState(false)
  const doing = (work: Promise<void>) => {
    work.catch(() => toasts.push({ kind: 'error', text: 'That did not work. The change is still kept here.' }))
  }
  return (
    <li class="set-aside">
      <strong>{edit.words}</strong>
      <span>{edit.reason}</span>
      <span class="hint small">Refused {timeAgo(edit.refusedAt, Date.now())}</span>
      <div class="row-end">
        {asking ? (
          <>
            <span class="hint">Discard it for good?</span>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Keep
            </button>
            <button type="button" class="button danger" onClick={() => doing(setAside.discard(edit.key))}>
              Discard
            </button>
          </>
        ) : (
          <>
            <button type="button" class="button" onClick={() => setAsking(true)}>
              Discard…
            </button>
            <button type="button" class="button" onClick={() => doing(setAside.retry(edit.key))}>
              Try again
            </button>
          </>
        )}
      </div>
    </li>
  )
}

export function SetAsideDialog({ onClose }: { onClose(): void }) {
  const services = useServices()
  const edits = useStore(services.sync, (state) => state.setAside)
  return (
    <Dialog title="Changes that were refused" onClose={onClose}>
      {edits.length === 0 ? (
        <p class="hint">There are none left.</p>
      ) : (
        <>
          <p class="hint">The server did not accept these. They stay on this device until you decide.</p>
          <ul class="set-aside-list">
            {edits.map((edit) => (
              <SetAside key={edit.key} edit={edit} />
            ))}
          </ul>
          <div class="row-end">
            <button
              type="button"
              class="button"
              onClick={async () => download('holdfast-refused-changes.json', await services.setAside.exportAll())}
            >
              <Icon node={Download} size={18} />
              Export as a file
            </button>
          </div>
        </>
      )}
    </Dialog>
  )
}
