/**
 * The reports that the reference makes (S4, S6, S12, S15), and their sides. What must be readable in them is from S7; how a
 * side is written where CONTRACT is silent (`value: null` beside `removed`, no time where nobody did anything) is as
 * core/wire/answer describes it. Used by ./judge and ./replaced.
 */
import type { Json } from '../../../core/layout/model'
import { setOwn } from '../../../core/layout/own'
import type { Stamp } from '../../../core/merge/stored'
import type { Conflict, Side } from '../../../core/wire/answer'
import type { ReferenceConflict, ReferenceField, ReferenceSide, ReferenceWidget } from './account'
import type { ArrivedEdit } from './arrived'

interface When {
  at: number
  device: string
}

/** A value, or that there is none. */
export const valueSide = (value: Json | undefined, { at, device }: When): Side =>
  value === undefined ? { unset: true, at, device } : { value, at, device }

/** A removal; `value`: what was overruled together with it. */
export const removalSide = ({ at, device }: When, value: Json = null): Side => ({ value, removed: true, at, device })

/** A widget that came back, or would have, with the fields it has. */
export const revivalSide = ({ fields }: ReferenceWidget, { at, device }: When): Side => ({
  value: valuesOf(fields),
  at,
  device,
})

/** That the server does not know the widget (S12): nobody's doing. */
export const UNKNOWN_SIDE = removalSide({ at: 0, device: '' })

/** What an edit asked for. */
export function editSide(edit: ArrivedEdit, widget?: ReferenceWidget): Side {
  const { wish } = edit
  if (wish.kind === 'field') return valueSide(wish.value, edit)
  if (wish.kind === 'remove') return removalSide(edit)
  return widget === undefined ? { value: null, at: edit.at, device: edit.device } : revivalSide(widget, edit)
}

/**
 * What other devices changed of a widget after `base`, with the latest time; null: nothing. All of its values where one
 * of them added it or brought it back, else those they set: so what a removal takes away stays readable (S7).
 */
export function othersSide(
  widget: ReferenceWidget,
  { base, device }: { base: number; device: string },
): ReferenceSide | null {
  const isOthers = (stamp: Readonly<Stamp>) => stamp.rev > base && stamp.device !== device
  const isWhole = isOthers(widget.stamp)
  const fields = [...widget.fields].filter(([, field]) => isOthers(field))
  const stamps = [...(isWhole ? [widget.stamp] : []), ...fields.map(([, field]) => field)]
  const at = Math.max(...stamps.map((stamp) => stamp.at))
  const devices = stamps.filter((stamp) => stamp.at === at).map((stamp) => stamp.device)
  const [latest] = devices
  if (latest === undefined) return null
  return { value: valuesOf(isWhole ? widget.fields : fields), at, device: latest, devices }
}

function valuesOf(fields: Iterable<readonly [string, ReferenceField]>): Record<string, Json> {
  const values: Record<string, Json> = {}
  for (const [key, { value }] of fields) if (value !== undefined) setOwn(values, key, value)
  return values
}

/** One report about an edit; `field` null: about the widget as a whole. */
export function reportOf(
  edit: ArrivedEdit,
  rule: Conflict['rule'],
  kept: ReferenceSide,
  lost: ReferenceSide,
): ReferenceConflict {
  const { widget, writer, n, wish } = edit
  return { widget, field: wish.kind === 'field' ? wish.field : null, rule, writer, n, kept, lost }
}
