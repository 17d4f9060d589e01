/**
 * Where whole layouts are kept along the history, so that the way from any version to the nearest one is short, and so rarely
 * that a save pays no more for them than for its own changes. Pure. Used by server/layouts/checkpoint.
 */

/** A way that is at most this long needs no whole layout, however small the layout. */
const LEAST_BYTES = 64 * 1024
/** Rows are read one by one, thinned-out ones too. */
export const MOST_REVISIONS = 4_096
/** A checkpoint so near to the one before it, as a share of the longest way, is not worth its room. */
const SUPERFLUOUS = 1 / 4

/** The longest way without a whole layout: as long as the layout itself. */
export const mostBytes = (layoutBytes: number): number => Math.max(LEAST_BYTES, layoutBytes)

/** A version that is still there. */
export interface Milestone {
  revision: number
  /** Of its changes. */
  bytes: number
  hasCheckpoint: boolean
}

/** The way so far from the last whole layout. */
export interface Way {
  from: number
  bytes: number
}

/** The empty layout before the first save is whole. */
export const WAY_BEGINS: Way = { from: 0, bytes: 0 }

export interface CheckpointPlan {
  make: number[]
  drop: number[]
  /** Where the next milestones go on. */
  way: Way
}

/** @param milestones in order of revision, those after `way` */
export function checkpointPlan(milestones: readonly Milestone[], way: Way, layoutBytes: number): CheckpointPlan {
  const most = mostBytes(layoutBytes)
  const make: number[] = []
  const drop: number[] = []
  let { from, bytes } = way
  for (const milestone of milestones) {
    const { revision } = milestone
    bytes += milestone.bytes
    const isLong = bytes > most || revision - from > MOST_REVISIONS
    const isShort = bytes < most * SUPERFLUOUS && revision - from < MOST_REVISIONS * SUPERFLUOUS
    if (milestone.hasCheckpoint && isShort) drop.push(revision)
    else if (milestone.hasCheckpoint || isLong) {
      if (!milestone.hasCheckpoint) make.push(revision)
      from = revision
      bytes = 0
    }
  }
  return { make, drop, way: { from, bytes } }
}
