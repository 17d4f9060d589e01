/**
 * Typing becomes edits (D3): one 1 s after the last key, after 5 s at most, or when told to flush. Keeps the text of the
 * burst of typing and what was seen when it began; knows no widgets and no fields. Used by ./use-typed-field.
 */
import type { Seen } from '../../core/edits/edit'

/** Without a key for this long, the burst is over. */
export const QUIET_MS = 1_000
/** A burst never waits longer than this. */
export const MOST_MS = 5_000

export interface BurstParts {
  /** Runs `fn` after `ms`; the returned function cancels it. */
  after(ms: number, fn: () => void): () => void
  /** Runs `fn` when the page is about to hide; the returned function stops that. */
  onHide(fn: () => void): () => void
  /** What is seen of the server now (S3). */
  seen(): Seen
  /** Says that somebody types; the returned function says that it is over. */
  begins(): () => void
  /** Makes the edit; false when it could not be made, and the text is kept. */
  commit(text: string, base: Seen): boolean
}

export interface TypedBurst {
  /** What is typed and not yet an edit; null: nothing. */
  draft(): string | null
  type(text: string): void
  /** Makes the edit now, if there is something to make one of. */
  flush(): void
  /** The field goes away: makes the edit, and what cannot be made one goes with it. */
  end(): void
}

export function createTypedBurst({ after, onHide, seen, begins, commit }: BurstParts): TypedBurst {
  let current: { text: string; base: Seen } | null = null
  let stops: (() => void)[] = []
  let stopQuiet = () => {}
  let isOver = () => {}

  function flush(): void {
    for (const stop of stops) stop()
    stops = []
    stopQuiet()
    if (current === null) return
    // Taken away first: making the edit draws the field again, and then the layout has the text.
    const burst = current
    current = null
    if (!commit(burst.text, burst.base)) current = burst
    else isOver()
  }

  return {
    draft: () => current?.text ?? null,
    type(text) {
      if (current === null) isOver = begins()
      current = { text, base: current?.base ?? seen() }
      if (stops.length === 0) stops = [after(MOST_MS, flush), onHide(flush)]
      stopQuiet()
      stopQuiet = after(QUIET_MS, flush)
    },
    flush,
    end() {
      flush()
      if (current === null) return
      current = null
      isOver()
    },
  }
}
