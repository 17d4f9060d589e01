/** What a person, or a program through `window.holdfast.actions`, can do to the layout (CONTRACT section 5). Implemented by ./actions. */
import type { Seen } from '../../core/edits/edit'
import type { Box, Grid, Json } from '../../core/layout/model'

export interface EditOptions {
  /** What was seen when the gesture or typing began; what is now when left out (S3). */
  base?: Seen
}
export interface PlaceOptions extends EditOptions {
  /** Which grid it happened on (L2); 'desktop' when left out. */
  grid?: Grid
}

/** A widget to be added: its type, and fields beside what the type starts with. */
export interface NewWidget {
  type: string
  fields?: Record<string, Json>
}

/** Every action shows at once, is in local storage before it returns (D1), and throws RangeError with a sentence when a limit of CONTRACT section 1 forbids it. */
export interface LayoutActions {
  /** What of the server is seen now: take it when a gesture begins. */
  seen(): Seen
  /** Somebody types in a field until the returned function is called: nothing is merged into its text meanwhile. */
  typing(id: string, field: string): () => void
  /** Adds a widget; its boxes are the first free place of each grid unless `fields` has them. Returns its id. */
  addWidget(type: string, fields?: Record<string, Json>): string
  /** Several at once, and one step for undo; in the order given, each in the first free place that the ones before it leave. Returns their ids. */
  addWidgets(widgets: readonly NewWidget[]): string[]
  moveWidget(id: string, box: Box, options?: PlaceOptions): void
  /** Moves several, by id. One step for undo. */
  moveWidgets(boxes: Readonly<Record<string, Box>>, options?: PlaceOptions): void
  resizeWidget(id: string, size: { w: number; h: number }, options?: PlaceOptions): void
  /** Sets fields; `undefined` takes one away. One step for undo. */
  editWidget(id: string, fields: Record<string, Json | undefined>, options?: EditOptions): void
  removeWidget(id: string): void
  /** One step for undo. */
  removeWidgets(ids: readonly string[]): void
  undo(): void
  redo(): void
}
