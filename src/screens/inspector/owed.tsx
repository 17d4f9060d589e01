/** What the page owes: made here, and not yet acknowledged. */
import { changes } from '../../ui/sync-words'
import { EditList } from './edit-list'
import { SendNow } from './send-now'
import type { Opened } from './use-look'

export function Owed({ inspector, look }: Opened) {
  const { owed, status, online, setAside, writer } = look.snapshot.page
  return (
    <section class="inspector-card" aria-labelledby="owed-head" data-testid="inspector-owed">
      <h3 id="owed-head">This page owes</h3>
      <p class="inspector-count">{owed.length === 0 ? 'Nothing' : changes(owed.length)}</p>
      <EditList edits={owed} />
      <p class="hint small">
        {owed.length > 0 && 'Kept in local storage and IndexedDB until the server has acknowledged them. '}Status “
        {status}”{online ? '' : ', the browser says it is offline'}; this tab writes as{' '}
        <code>{writer.slice(0, 4)}</code>
        {setAside > 0 && `; ${setAside} set aside`}.
      </p>
      <div class="row-end">
        <SendNow inspector={inspector} />
      </div>
    </section>
  )
}
