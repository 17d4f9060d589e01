/** What the page's components work with; made once in main.tsx and handed down by context, so that tests hand down fakes. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Strategy } from '../../core/edits/edit'
import type { ConflictId } from '../../core/wire/answer'
import type { ConflictList } from '../../core/wire/conflict-list'
import type { Devices } from '../devices/devices'
import type { Inspector } from '../inspector/inspector'
import type { InstallOffer } from '../install/install'
import type { DevicePreferences } from '../preferences/preferences'
import type { LayoutActions } from '../store/layout-actions'
import type { LayoutStore } from '../store/layout-store'
import type { StorageUse } from '../store/persistence'
import type { SyncStore } from '../store/sync-store'
import type { HistoryCalls } from '../sync/history-calls'
import type { Transfer } from '../sync/transfer'
import type { WidgetSyncManager } from '../sync/widget-sync-manager'

/** Accounts as the dialog needs them. Each call resolves to null, or to a sentence that says what went wrong and what to do. */
export interface AccountCalls {
  /** Who is signed in; `email` null: a guest, or nobody yet. */
  current(): { account: string; email: string | null }
  /** Keeps the guest's layout and adds a way to sign in. */
  addCredentials(email: string, password: string): Promise<string | null>
  signIn(email: string, password: string): Promise<string | null>
  /** Leaves; the layout of the account stays on the server. Asks nothing: the dialog has asked. */
  signOut(): Promise<string | null>
}

export interface Services {
  /** Of this build. */
  version: string
  layout: LayoutStore
  sync: SyncStore
  actions: LayoutActions
  account: AccountCalls
  /** How this device looks, and which language it speaks. */
  preferences: DevicePreferences
  /** Whether the browser would make an app of the page, and when that is worth a word. */
  install: InstallOffer
  /** Takes in a file that an export wrote (S15). */
  transfer: Transfer
  /** How conflicts are decided, on this device (S4). */
  strategy: { get(): Strategy; set(strategy: Strategy): void }
  manager: WidgetSyncManager
  /** Sends everything that is owed now, and pulls. */
  syncNow(): Promise<unknown>
  /** Takes the waiting version over; the page reloads (D9). */
  applyUpdate(): void
  /** Dashboards that were made here as a guest, before signing in (D13). */
  leftBehind: {
    /** `count`: of widgets; `refused`: of changes that the server refused. */
    list(): Promise<{ account: string; count: number; refused: number }[]>
    /**
     * Adds its widgets, and what the server refused of it, to the dashboard shown, and forgets it. Rejects where a storage does not
     * answer, or another dashboard has come to be shown, and does nothing.
     */
    add(account: string): Promise<void>
    discard(account: string): Promise<void>
    /** As a JSON file's text. Rejects as add does. */
    exportAll(account: string): Promise<string>
  }
  setAside: {
    /** Makes it a new edit. */
    retry(key: string): Promise<void>
    discard(key: string): Promise<void>
    /** All of it as a JSON file's text. */
    exportAll(): Promise<string>
  }
  /** This device's own storages (D8). */
  storage: {
    /** The dashboard as this device has it, not yet sent changes and all, as a JSON file's text. */
    exportAll(): string
    /** The person knows that something could not be read. */
    seen(): void
    /** How much is stored here; null: this browser does not say. */
    use(): Promise<StorageUse | null>
  }
  /** What lost in conflicts, newest first, after `before` (S7); null: the server cannot be asked now. */
  lostInConflicts(before?: string): Promise<ConflictList | null>
  /** The person has seen these conflicts; all that are shown when left out. They are shown no more (D11), and stay on the server (S7). */
  dismissConflicts(seen?: readonly ConflictId[]): void
  /** Versions on the server, and going back to one; loaded when first asked for. Rejects where it cannot be. */
  history(): Promise<HistoryCalls>
  /** The account's devices, and how another joins; loaded when first asked for. */
  devices(): Promise<Devices>
  /** Everything there is to see of saving; loaded when first asked for. */
  inspector(): Promise<Inspector>
  /** What this device calls itself. */
  deviceName: string
  /** A new random UUID: the key of a to-do item, of a link. */
  uuid(): string
}

const ServicesContext = createContext<Services | null>(null)
export const ServicesProvider = ServicesContext.Provider

/** The page's services. Throws when there is no ServicesProvider above. */
export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === null) throw new Error('no ServicesProvider above')
  return services
}
