/**
 * What in the timeline belongs together: the lines of one save, or of some edits with those of the saves that carried them.
 * Pure. Used by the inspector's timeline.
 */
import type { JournalEvent } from '../../core/wire/journal-event'

/** One save, or what one tab made at once: its edits `from` up to `to`. */
export type Followed = { save: string } | { writer: string; from: number; to: number }

/** The edits of an `edit` line; null: it is another line, or one of an older version. */
export function editsOf({ what, writer, details }: JournalEvent): Exclude<Followed, { save: string }> | null {
  const { from, n } = details ?? {}
  if (what !== 'edit' || writer === undefined || typeof from !== 'number' || typeof n !== 'number') return null
  return { writer, from, to: n }
}

/** `writer:3-7` of each writer, as watch-env notes it at the save's request. */
export function carriedEdits({ details }: JournalEvent): { writer: string; from: number; to: number }[] {
  const noted = typeof details?.edits === 'string' ? details.edits : ''
  return [...noted.matchAll(/(\S+):(\d+)-(\d+)/g)].map(([, writer = '', from, to]) => ({
    writer,
    from: Number(from),
    to: Number(to),
  }))
}

/** The lines to show, in the same order. */
export function follow<E extends JournalEvent>(timeline: readonly E[], what: Followed): E[] {
  if ('save' in what) return timeline.filter(({ save }) => save === what.save)
  const { writer, from, to } = what
  const isOf = (one: { writer: string; from: number; to: number }) =>
    one.writer === writer && one.from <= to && one.to >= from
  const saves = new Set(timeline.filter((event) => carriedEdits(event).some(isOf)).map(({ save }) => save))
  saves.delete(undefined)
  return timeline.filter((event) => {
    const made = editsOf(event)
    return made === null ? saves.has(event.save) : isOf(made)
  })
}
