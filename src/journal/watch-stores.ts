/**
 * Notes what changes in the page's stores: edits, revisions, status. Before: holdfast puts it beside them. After: ./journal.
 * Of an edit it notes which field of which widget, which the inspector puts into words, and never its value.
 * When another account is shown the journal begins anew.
 */
import { isFieldEdit, isRemoval } from '../../core/edits/edit'
import type { Device } from '../store/device-contract'
import type { LayoutStore } from '../store/layout-store'
import type { SyncStore } from '../store/sync-store'
import { fieldKind } from './field-kind'
import type { PageJournal } from './journal'

interface Watched {
  device: Pick<Device, 'onOwed' | 'onSwitched' | 'owed' | 'writer'>
  layout: LayoutStore
  sync: SyncStore
}

export function watchStores({ device, layout, sync }: Watched, journal: PageJournal): void {
  journal.signAs(device.writer)
  let noted = 0
  device.onOwed((trigger) => {
    const own = device.owed().find(({ writer }) => writer === device.writer)
    const made = own?.edits.filter(({ n }) => n > noted) ?? []
    const [first] = made
    if (first === undefined) return
    const from = first.n
    noted = made.at(-1)?.n ?? from
    const what = isFieldEdit(first) ? { field: fieldKind(first.field) } : { remove: isRemoval(first) }
    const { pendingChanges: owed } = sync.getState()
    journal.note('edit', { trigger, from, n: noted, owed, widget: first.widget, ...what })
  })
  device.onSwitched(journal.forget)
  layout.subscribe((now, before) => {
    if (now.account !== before.account) journal.note('account')
    if (now.revision !== before.revision) journal.note('took-over', { revision: now.revision })
  })
  sync.subscribe((now, before) => {
    if (now.syncStatus !== before.syncStatus) {
      journal.note('status', { status: now.syncStatus, owed: now.pendingChanges, hold: now.hold })
    }
    if (now.storageProblem !== before.storageProblem) journal.note('storage', { problem: now.storageProblem })
    if (now.updateWaiting && !before.updateWaiting) journal.note('update-waiting')
    if (now.conflicts.length > before.conflicts.length) journal.note('conflicts', { unseen: now.conflicts.length })
    if (now.setAside.length !== before.setAside.length) journal.note('set-aside', { kept: now.setAside.length })
  })
}
