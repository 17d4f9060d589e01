/**
 * Puts the page's parts together, and names them as tests and people know them (CONTRACT section 5). The only place
 * where everything meets; components get their part of it as Services.
 */
import { freePlace } from '../core/layout/free-place'
import type { Json, Layout } from '../core/layout/model'
import type { MergeLines } from '../core/merge/merge-lines'
import type { createAwaitingWord } from './awaiting-word'
import type { Env } from './env'
import type { Inspector } from './inspector/inspector'
import { createInstallOffer, type InstallOffer } from './install/install'
import { createPageJournal, type PageJournal } from './journal/journal'
import { watchStores } from './journal/watch-stores'
import { loadedOnce } from './loaded-once'
import { createPreferences, type DevicePreferences } from './preferences/preferences'
import { createActions } from './store/actions'
import { openDevice } from './store/device'
import { createDeviceDb, type DeviceDb } from './store/device-db'
import { asText, exportFile } from './store/export-file'
import type { LayoutActions } from './store/layout-actions'
import { createLayoutStore, type LayoutStore } from './store/layout-store'
import { createLocalCopy } from './store/local-copy'
import { patientDb } from './store/patient-db'
import { createPersistence } from './store/persistence'
import { createSyncStore, type SyncState } from './store/sync-store'
import { createManager } from './sync/manager'
import { ownSaves } from './sync/own-saves'
import type { WidgetSyncManager } from './sync/widget-sync-manager'
import type { WorkerLink } from './sync/worker-link'
import type { Services } from './ui/services'
import { asHook, type StoreHook } from './ui/use-store'
import { startFields } from './widgets/registry'

export interface Holdfast {
  services: Services
  /** `window.holdfast`. */
  console: {
    layout: LayoutStore
    sync: StoreHook<SyncState>
    manager: WidgetSyncManager
    actions: LayoutActions
    outbox(): ReturnType<WorkerLink['outbox']>
    version: string
    /** What the inspector's screen can see and do; its code is loaded by the first call. */
    inspector(): Promise<Inspector>
  }
  /** Sends what an earlier life left, listens, pulls. */
  start(): Promise<void>
}

export interface HoldfastOptions {
  version: string
  /** IndexedDB when left out. */
  db?: DeviceDb
  /** In memory when left out. */
  journal?: PageJournal
  /** The usual ones when left out. */
  preferences?: DevicePreferences
  /** Nothing to install when left out. */
  install?: InstallOffer
  /** Loads what merges lines of texts; the usual way when left out. */
  mergeLines?: () => Promise<MergeLines>
  /** Loads what is done with edits that wait for a person's word; the usual way when left out. */
  awaitingWord?: () => Promise<typeof createAwaitingWord>
}

const loadAwaitingWord = async () => (await import('./awaiting-word')).createAwaitingWord

/** Reads what this device holds (at once, from local storage) and wires it up; nothing is sent before start(). */
export function createHoldfast(
  env: Env,
  link: WorkerLink,
  {
    version,
    db = createDeviceDb(),
    journal = createPageJournal(env),
    preferences = createPreferences(null),
    install = createInstallOffer({ storage: null, now: env.now }),
    mergeLines,
    awaitingWord: loadWords = loadAwaitingWord,
  }: HoldfastOptions,
): Holdfast {
  const layout = createLayoutStore({ account: '', widgets: {}, revision: 0, canUndo: false, canRedo: false })
  const useWidgetSyncStore = asHook(createSyncStore())
  const sync = useWidgetSyncStore
  const local = createLocalCopy(env.storage)
  const device = openDevice({
    env,
    local,
    db: patientDb(db, env.after),
    layout,
    sync,
    ...(mergeLines && { mergeLines }),
  })
  const { uuid, session: tabStorage } = env
  const onHide = (fn: () => void) => void env.on('hidden', fn)
  const actions = createActions({ device, layout, uuid, newborn, session: tabStorage, onHide })
  const parts = { env, device, layout, sync, link, strategy: local.strategy }
  const { widgetSyncManager, session, start } = createManager(parts)
  const persistence = createPersistence(env.keeper, sync)
  // What gives a server back what it forgot is no edit of a person's (S14).
  device.onOwed((trigger) => {
    if (trigger === 'restore') return
    void persistence.edited()
    install.edited()
  })
  link.update.onWaiting(() => sync.setState({ updateWaiting: true }))
  watchStores({ device, layout, sync }, journal)
  device.onSwitched(() => link.send({ type: 'forget-journal' }))

  const syncNow = () => widgetSyncManager.syncNow()
  const inspector = loadedOnce(async () => {
    const { createInspector } = await import('./inspector/inspector')
    const storageUse = persistence.use
    return createInspector({ env, device, layout, sync, link, journal, version, storageUse, syncNow })
  })
  const devices = loadedOnce(async () => (await import('./devices/devices')).createDevices(env, session))
  const history = loadedOnce(async () => {
    const { createHistoryCalls } = await import('./sync/history-calls')
    return createHistoryCalls({ env, device, pull: syncNow })
  })
  const transfer = loadedOnce(async () => {
    const { createTransfer } = await import('./sync/transfer')
    return createTransfer({ env, device, syncNow })
  })
  const awaitingWord = loadedOnce(async () => (await loadWords())({ env, device, link, sync }))

  return {
    services: {
      version,
      layout,
      sync,
      actions,
      manager: widgetSyncManager,
      account: session,
      preferences,
      install,
      transfer: {
        async takeIn(...asked) {
          const loaded = await transfer().catch(() => null)
          return loaded === null ? { kind: 'unreachable' } : loaded.takeIn(...asked)
        },
      },
      strategy: { get: local.strategy, set: device.setStrategy },
      uuid: env.uuid,
      deviceName: env.deviceName,
      inspector,
      devices,
      syncNow,
      applyUpdate: () => link.update.apply(),
      async lostInConflicts(before) {
        const { id } = device.account()
        const loaded = await import('./sync/lost-in-conflicts').catch(() => null)
        return loaded === null ? null : loaded.lostInConflicts(env, id, before)
      },
      dismissConflicts: (seen) => void device.dismissConflicts(seen),
      history,
      setAside: {
        retry: async (key) => (await awaitingWord()).setAside.retry(key),
        discard: async (key) => (await awaitingWord()).setAside.discard(key),
        exportAll: async () => (await awaitingWord()).setAside.exportAll(),
      },
      leftBehind: {
        list: async () => (await awaitingWord()).leftBehind.list(),
        add: async (account) => (await awaitingWord()).leftBehind.add(account),
        discard: async (account) => (await awaitingWord()).leftBehind.discard(account),
        exportAll: async (account) => (await awaitingWord()).leftBehind.exportAll(account),
      },
      storage: {
        exportAll: () => {
          const { revision, tag } = device.replica()
          const { setAside } = sync.getState()
          const head = {
            account: device.account().id,
            revision,
            tag,
            devices: [{ id: device.id(), name: env.deviceName }],
          }
          const notSent = { edits: device.owed(), setAside, unreadable: device.unreadable() }
          return asText(exportFile(layout.getState().widgets, env.now(), { ...head, notSent }))
        },
        seen: device.dropUnreadable,
        use: persistence.use,
      },
    },
    console: {
      layout,
      sync: useWidgetSyncStore,
      manager: widgetSyncManager,
      actions,
      outbox: async () => ownSaves(await link.outbox(), device.account().id),
      version,
      inspector,
    },
    async start() {
      void persistence.look()
      await start()
    },
  }
}

/** What a new widget starts with: the fields of its type, and the first free place of each grid. */
function newborn(type: string, layout: Layout): Record<string, Json> {
  const { fields, sizes } = startFields(type)
  return {
    ...fields,
    desktop: { ...freePlace(layout, 'desktop', sizes.desktop) },
    mobile: { ...freePlace(layout, 'mobile', sizes.mobile) },
  }
}
