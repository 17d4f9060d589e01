/**
 * What waits on this device for a person's word, and is kept until it comes: edits that were set aside (D12), and dashboards that
 * a guest left behind (D13). Before: holdfast hands it to components. After: device and the worker.
 */
import type { Change } from '../core/edits/diff'
import { type Edit, isFieldEdit, isRemoval } from '../core/edits/edit'
import { whole } from '../core/edits/recover'
import type { Env } from './env'
import type { Device } from './store/device-contract'
import { asText, exportFile } from './store/export-file'
import type { LeftBehind } from './store/left-behind'
import type { SyncStore } from './store/sync-store'
import type { WorkerLink } from './sync/worker-link'
import type { Services } from './ui/services'

interface Parts {
  env: Env
  device: Device
  sync: SyncStore
  link: WorkerLink
}

/** The calls of the buttons for both. What is asked for while the same is under way is not done twice. */
export function createAwaitingWord({ env, device, sync, link }: Parts): Pick<Services, 'setAside' | 'leftBehind'> {
  /**
   * null: it was added or discarded meanwhile. Rejects where it is shown by now, or a storage does not say what it has: to forget
   * after that would lose what nobody saw.
   */
  async function leftBy(account: string): Promise<LeftBehind | null> {
    const found = (await device.leftBehind()).find((left) => left.account === account)
    mustBeLeft(account)
    if (found?.isWhole === false) throw new Error(`What ${account} left behind cannot be read as a whole now.`)
    return found ?? null
  }

  function mustBeLeft(account: string): void {
    if (device.account().id === account) throw new Error(`${account} is shown again.`)
  }

  async function forget(account: string): Promise<void> {
    mustBeLeft(account)
    await device.forget(account)
    link.send({ type: 'moved', account })
  }

  /** One tab at a time: what one of them adds, none adds or discards as well. */
  const inTurn = (job: () => Promise<void>) => env.exclusively('holdfast-left-behind', job)

  /** @param to the account shown when it was asked for; rejects where another is shown by now, and nothing is added */
  async function add(account: string, to: string): Promise<void> {
    const left = await leftBy(account)
    if (left === null) return
    const { widgets, setAside } = left
    if (device.account().id !== to) throw new Error('Another account is shown by now.')
    // Under new ids: the account may know the old ones from elsewhere, removed or not.
    const newIds = new Map(Object.keys(widgets).map((id) => [id, env.uuid()]))
    for (const [id, { fields }] of Object.entries(widgets)) {
      device.record(whole(newIds.get(id) ?? id, fields), { trigger: 'import' })
    }
    const refused = setAside.map((entry) => {
      const edit = entry.edit as Edit
      return { ...entry, edit: { ...edit, widget: newIds.get(edit.widget) ?? edit.widget } }
    })
    if (refused.length > 0) await device.keepSetAside(refused)
    await device.written()
    await forget(account)
  }

  return {
    setAside: {
      async retry(key) {
        const entry = sync.getState().setAside.find((one) => one.key === key)
        if (entry === undefined) return
        device.record([changeOf(entry.edit as Edit)], { trigger: 'edit' })
        await device.dropSetAside(entry)
      },
      async discard(key) {
        const entry = sync.getState().setAside.find((one) => one.key === key)
        if (entry !== undefined) await device.dropSetAside(entry)
      },
      exportAll: async () => asText({ holdfast: 'set-aside', edits: sync.getState().setAside }),
    },
    leftBehind: {
      list: async () =>
        (await device.leftBehind()).flatMap(({ account, widgets, setAside }) => {
          const count = Object.keys(widgets).length
          const refused = setAside.length
          return count + refused > 0 ? [{ account, count, refused }] : []
        }),
      add(account) {
        const to = device.account().id
        return inTurn(() => add(account, to))
      },
      discard: (account) =>
        inTurn(async () => {
          const { setAside = [] } = (await leftBy(account)) ?? {}
          await forget(account)
          await Promise.all(setAside.map((entry) => device.dropSetAside(entry)))
        }),
      async exportAll(account) {
        const { widgets = {}, setAside = [] } = (await leftBy(account)) ?? {}
        const notSent = { edits: [], setAside, unreadable: {} }
        const head = { account, revision: 0, tag: null, devices: [], ...(setAside.length > 0 && { notSent }) }
        return asText(exportFile(widgets, env.now(), head))
      },
    },
  }
}

/** The same change again, without its number and time. */
function changeOf(edit: Edit): Change {
  const { widget } = edit
  if (!isFieldEdit(edit)) return isRemoval(edit) ? { widget, remove: true } : { widget, revive: true }
  const { field } = edit
  return 'value' in edit ? { widget, field, value: edit.value } : { widget, field, unset: true }
}
