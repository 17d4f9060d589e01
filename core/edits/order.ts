/** The one order in which edits of several writers are judged and drawn (S2). Pure. Used by merge/decide and edits/rebase. */
import type { Edit, Stream } from './edit'

/**
 * Merges streams into one list in order of `at`, keeping each writer's own order; equal times go by writer id.
 * Streams must already be in order of `n`.
 */
export function inOrder<E extends Edit>(streams: readonly Stream<E>[]): { writer: string; edit: E }[] {
  const heads = streams
    .filter((stream) => stream.edits.length > 0)
    .map((stream) => ({ next: 0, ...stream }))
    .sort((a, b) => (a.writer < b.writer ? -1 : 1))
  const out: { writer: string; edit: E }[] = []
  while (heads.length > 0) {
    let first = 0
    for (let i = 1; i < heads.length; i++) {
      if (headAt(heads[i]) < headAt(heads[first])) first = i
    }
    const stream = heads[first]
    if (stream === undefined) break
    out.push({ writer: stream.writer, edit: stream.edits[stream.next] as E })
    stream.next += 1
    if (stream.next === stream.edits.length) heads.splice(first, 1)
  }
  return out
}

function headAt(stream: { edits: readonly Edit[]; next: number } | undefined): number {
  return stream?.edits[stream.next]?.at ?? Number.POSITIVE_INFINITY
}
