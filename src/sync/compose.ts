/** Station 5, the body: everything that is owed becomes one save, or several when it is too large for one (D2). Pure. */
import type { OwedEdit, SaveTrigger, Seen, Strategy, Stream } from '../../core/edits/edit'
import { inOrder } from '../../core/edits/order'
import { SPLIT_SAVE_BYTES, utf8Bytes } from '../../core/layout/limits'
import type { SaveBody } from '../../core/wire/save'
import { SCHEMA } from '../../core/wire/version'

/** What a save says beside its edits. */
export interface SaveFacts {
  account: string
  device: string
  deviceName: string
  base: number
  tag: string | null
  /** The epoch of `base`: an edit that was made on anything else goes as having seen nothing (S3, S14). */
  epoch: number
  strategy: Strategy
  /** The device's clock now, ms since 1970 (S5). */
  sentAt: number
}

/**
 * The saves that carry `owed`, to be sent one after the other, each after the one before was acknowledged. Each has a
 * prefix of every writer's edits, because a number up to `lastN` counts as arrived (S2). [] when nothing is owed.
 * @param splitBytes how large the edits of one save may be, as JSON in UTF-8
 */
export function compose(
  owed: readonly Stream<OwedEdit>[],
  facts: SaveFacts,
  splitBytes = SPLIT_SAVE_BYTES,
): SaveBody[] {
  const saves: SaveBody[] = []
  let part = new Map<string, OwedEdit[]>()
  let bytes = 0
  const finish = () => {
    if (part.size > 0) saves.push(saveOf(part, facts))
    part = new Map()
    bytes = 0
  }
  for (const { writer, edit } of inOrder(owed)) {
    const size = utf8Bytes(JSON.stringify({ ...edit, was: undefined }))
    if (bytes + size > splitBytes) finish()
    bytes += size
    part.set(writer, [...(part.get(writer) ?? []), edit])
  }
  finish()
  return saves
}

function saveOf(part: ReadonlyMap<string, OwedEdit[]>, facts: SaveFacts): SaveBody {
  const { base, sentAt, epoch, ...who } = facts
  return {
    schema: SCHEMA,
    ...who,
    base,
    sentAt,
    trigger: newestTrigger(part),
    streams: [...part].map(([writer, edits]) => ({
      writer,
      // An edit made on the save's own base need not repeat it.
      edits: edits.map(({ trigger: _, was: __, base: made, epoch: madeIn = 0, ...edit }) => {
        const seen = madeIn === epoch && made <= base ? made : 0
        return seen === base ? edit : { ...edit, base: seen }
      }),
    })),
  }
}

/** An edit was made in another tab, on more of the server than is held here: here nobody can say that it is the same server. */
export function isBeyond(held: Seen, owed: readonly Stream<OwedEdit>[]): boolean {
  return owed.some(({ edits }) =>
    edits.some(({ base, epoch = 0 }) => epoch > held.epoch || (epoch === held.epoch && base > held.revision)),
  )
}

function newestTrigger(part: ReadonlyMap<string, OwedEdit[]>): SaveTrigger {
  let newest: OwedEdit | undefined
  for (const edits of part.values()) {
    for (const edit of edits) if (newest === undefined || edit.at >= newest.at) newest = edit
  }
  return newest?.trigger ?? 'manual'
}
