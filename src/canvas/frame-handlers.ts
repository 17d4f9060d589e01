/** What a widget's frame and its menu tell the canvas. */
import type { Grab, Nudge } from './use-gesture'

/** The same object for as long as the canvas lives. */
export interface FrameHandlers {
  press(event: PointerEvent, id: string, grab: Grab, holdMs: number): void
  key(event: KeyboardEvent, id: string): boolean
  leave(id: string): void
  nudge(id: string, step: Nudge): void
  select(id: string): void
  duplicate(id: string): void
  copy(id: string): void
  remove(id: string): void
}
