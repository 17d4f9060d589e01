/**
 * What a restore or an import means (S15), from CONTRACT alone. Before: the wished layout (of an import that adds, under the
 * new ids that its widgets get). After: the same checks as of a save.
 */
import type { PlainLayout } from '../../../core/history/plain-layout'
import { getOwn } from '../../../core/layout/own'
import { sameJson } from '../../../core/layout/same-json'
import type { Conflict, Side } from '../../../core/wire/answer'
import {
  isAnsweredFull,
  isBaseKnown,
  type ReferenceAccount,
  type ReferenceField,
  type ReferenceSide,
  type ReferenceWidget,
} from './account'
import { type Author, type Draft, draftOf, setField, setPresence, settled } from './draft'
import type { Judged, Now } from './judged'
import { breaksLimit } from './limits'
import { othersSide, removalSide, valueSide } from './sides'

export interface ReplaceRequest {
  device: string
  /** Of its own: the replacement is its edit number 1. */
  writer: string
  base: number
  tag: string | null
  /** The device's clock when the request left, ms since 1970. */
  sentAt: number
  mode: 'restore' | 'import-replace' | 'import-add'
}

interface Replacing {
  draft: Draft
  author: Author
  base: number
}

/** Makes the layout the `wished` one; `account` stays as it is. */
export function replaced(account: ReferenceAccount, wished: PlainLayout, request: ReplaceRequest, now: Now): Judged {
  const { device, writer, base, tag, sentAt, mode } = request
  if (!isBaseKnown(account, base, tag)) return { kind: 'base-unknown' }
  const isKnown = (account.lastN.get(writer) ?? 0) >= 1
  const draft = draftOf(account)
  // S5: it was made when it was sent.
  const author = { at: now.serverTime, deviceAt: sentAt, device, writer }
  if (!isKnown) {
    const isRefused = Object.entries(wished).some(([id, fields]) => isOtherType(account.widgets.get(id), fields))
    if (isRefused) return { kind: 'refused', edits: [{ writer, n: 1 }] }
    const replacing = { draft, author, base }
    for (const [id, fields] of Object.entries(wished)) wish(replacing, id, fields)
    if (mode !== 'import-add') removeAllBut(replacing, wished)
    if (draft.changed && breaksLimit(draft.widgets)) return { kind: 'refused', edits: [{ writer, n: 1 }] }
  }
  const lastN = new Map([[writer, Math.max(1, account.lastN.get(writer) ?? 0)]])
  const next = settled(draft, lastN, now.tag)
  const fate = isKnown ? 'known' : draft.changed ? 'applied' : 'nothing'
  return {
    kind: 'applied',
    account: next,
    answer: {
      statuses: [isKnown ? 'duplicate' : account.revision === base ? 'saved' : 'merged'],
      device,
      lastN: Object.fromEntries(lastN),
      since: base,
      full: isAnsweredFull(next, base),
      conflicts: next.conflicts.filter((conflict) => conflict.writer === writer),
      serverTime: now.serverTime,
      isRevised: draft.changed,
      // The device does not know what a restore sets, so nothing may be left out.
      sent: [],
    },
    fates: [{ writer, n: 1, fate }],
  }
}

/** S12 of restores and imports: an id that has a type never gets another one. */
function isOtherType(widget: ReferenceWidget | undefined, fields: PlainLayout[string]): boolean {
  const type = widget?.fields.get('type')?.value
  return type !== undefined && !sameJson(type, getOwn(fields, 'type'))
}

/** The widget becomes what is wished of it. */
function wish(replacing: Replacing, id: string, fields: PlainLayout[string]): void {
  const { draft, author } = replacing
  const widget = draft.widgets.get(id)
  if (widget === undefined || widget.removed) {
    if (widget !== undefined && isUnseen(widget.stamp, replacing)) {
      report(replacing, id, null, { value: fields, ...when(author) }, removalSide(widget.stamp))
    }
    setPresence(draft, id, false, author)
  }
  const held = draft.widgets.get(id)?.fields ?? new Map<string, ReferenceField>()
  for (const key of new Set([...held.keys(), ...Object.keys(fields)])) {
    const value = getOwn(fields, key)
    const stored = held.get(key)
    if (sameJson(stored?.value, value)) continue
    if (stored !== undefined && isUnseen(stored, replacing)) {
      report(replacing, id, key, valueSide(value, author), valueSide(stored.value, stored))
    }
    setField(draft, id, key, value, author)
  }
}

function removeAllBut(replacing: Replacing, wished: PlainLayout): void {
  const { draft, author, base } = replacing
  for (const [id, widget] of [...draft.widgets]) {
    if (widget.removed || Object.hasOwn(wished, id)) continue
    const others = othersSide(widget, { base, device: author.device })
    if (others !== null) report(replacing, id, null, removalSide(author), others)
    setPresence(draft, id, true, author)
  }
}

/** Did another device do this after the revision that the asking one holds? */
function isUnseen({ rev, device }: { rev: number; device: string }, { base, author }: Replacing): boolean {
  return rev > base && device !== author.device
}

const when = ({ at, device }: Author) => ({ at, device })

function report(
  { draft, author }: Replacing,
  widget: string,
  field: string | null,
  kept: Side,
  lost: ReferenceSide,
): void {
  // CONTRACT names no rule for a replacement: it overrules, as an edit does under `local`.
  const rule: Conflict['rule'] = field === null ? 'removed' : 'local'
  draft.conflicts.push({ widget, field, rule, writer: author.writer, n: 1, kept, lost })
}
