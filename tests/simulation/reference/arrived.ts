/**
 * The edits of a save as the reference judges them: in the order of S2, with clocks corrected (S5). Before: a request.
 * After: ./judge.
 */
import type { Strategy } from '../../../core/edits/edit'
import type { Json } from '../../../core/layout/model'
import type { SaveRequest } from '../../../core/wire/save'

export type Wish =
  /** `value` undefined: the field is taken away. */
  { kind: 'field'; field: string; value: Json | undefined } | { kind: 'remove' } | { kind: 'revive' }

export interface ArrivedEdit {
  device: string
  writer: string
  n: number
  base: number
  widget: string
  wish: Wish
  strategy: Strategy
  /** Server time, ms since 1970 (S5). */
  at: number
  /** The device's own time (S3). */
  deviceAt: number
}

type WireEdit = SaveRequest['streams'][number]['edits'][number]

/** The edits of a save: which are known already (S2), and the others in the order in which they are judged. */
export function arrivedEdits(
  request: SaveRequest,
  lastN: ReadonlyMap<string, number>,
  serverTime: number,
): { known: ArrivedEdit[]; fresh: ArrivedEdit[] } {
  // S2 leaves equal times open: the lesser writer id comes first, as in the product, so that every device has one order.
  const streams = request.streams
    .toSorted((a, b) => (a.writer < b.writer ? -1 : 1))
    .map(({ writer, edits }) =>
      edits.toSorted((a, b) => a.n - b.n).map((edit) => arrived(request, writer, edit, serverTime)),
    )
  const isKnown = ({ writer, n }: ArrivedEdit) => n <= (lastN.get(writer) ?? 0)
  // S2 orders what is judged, and what is known is not judged again, so it holds up nothing that comes after it.
  const fresh = merged(streams.map((edits) => edits.filter((edit) => !isKnown(edit))))
  return { known: streams.flat().filter(isKnown), fresh }
}

/** S2: in order of `at`, each writer's own order kept: always the earliest of those that stand first. Empties `streams`. */
function merged(streams: readonly ArrivedEdit[][]): ArrivedEdit[] {
  const order: ArrivedEdit[] = []
  for (;;) {
    let first: ArrivedEdit[] = []
    for (const edits of streams) if (headAt(edits) < headAt(first)) first = edits
    const next = first.shift()
    if (next === undefined) return order
    order.push(next)
  }
}

const headAt = (edits: readonly ArrivedEdit[]): number => edits[0]?.deviceAt ?? Number.POSITIVE_INFINITY

function arrived(request: SaveRequest, writer: string, edit: WireEdit, serverTime: number): ArrivedEdit {
  const { device, sentAt, strategy } = request
  // S5: nothing was made after it was sent.
  const deviceAt = Math.min(edit.at, sentAt)
  return {
    device,
    writer,
    n: edit.n,
    base: edit.base ?? request.base,
    widget: edit.widget,
    wish: wishOf(edit),
    strategy,
    at: deviceAt + (serverTime - sentAt),
    deviceAt,
  }
}

function wishOf(edit: WireEdit): Wish {
  if (edit.remove === true) return { kind: 'remove' }
  if (edit.revive === true) return { kind: 'revive' }
  return { kind: 'field', field: edit.field ?? '', value: edit.unset === true ? undefined : edit.value }
}
