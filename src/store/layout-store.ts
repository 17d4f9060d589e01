/** Station 2: the layout as it is drawn, owed edits included. A vanilla Zustand store; written only by ./device, and by ./actions for undo. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Layout } from '../../core/layout/model'

export interface LayoutState {
  /** Whose layout this is: a user id, or 'local' before there is an account (D13). */
  account: string
  /** By widget id. A widget that did not change keeps its object's identity. */
  widgets: Layout
  /** The revision held of the server; 0: none. */
  revision: number
  canUndo: boolean
  canRedo: boolean
}
export type LayoutStore = StoreApi<LayoutState>

export function createLayoutStore(initial: LayoutState): LayoutStore {
  return createStore(() => initial)
}
