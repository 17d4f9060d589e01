/** What the runner and its child processes say to each other. Types only. Before: ./child-process. After: ./child. */
import type { Figures } from './figures'
import type { Failure, Operation, Told, Words } from './story-port'

/** To a child, one at a time. */
export type Order =
  /** Tell the seeds `from` to `to`; `goOn`: also after one that failed. */
  | { type: 'seeds'; from: number; to: number; operations: number; goOn: boolean }
  | { type: 'tell'; seed: number; plan: readonly Operation[]; words: Words }

export interface SeedFailure {
  seed: number
  failure: Failure
}

/** From a child. */
export type Report =
  /** The process has started, which may take long on a busy machine. */
  | { type: 'ready' }
  /** A story of a chunk begins: what hangs or ends the process is this one. */
  | { type: 'at'; seed: number }
  | { type: 'failed'; found: SeedFailure }
  /** The chunk is over: `count` seeds were told. */
  | { type: 'done'; count: number; figures: Figures }
  | { type: 'told'; told: Told }
  /** Something was thrown that no story caught; the process ends. */
  | { type: 'broke'; stack: string }
