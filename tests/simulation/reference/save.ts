/**
 * What a save means, from CONTRACT sections 1 and 3 alone: the reference that the product's core/merge is held against.
 * Before: a request that the schema let through, and the account so far. After: ./check-answer and ./check-stored compare.
 */
import type { SaveRequest } from '../../../core/wire/save'
import { isAnsweredFull, isBaseKnown, type ReferenceAccount } from './account'
import { type ArrivedEdit, arrivedEdits } from './arrived'
import { type Draft, draftOf, setField, setPresence, settled } from './draft'
import { type Fate, type FieldEdit, judgeEdit, judgeUnknown } from './judge'
import type { EditName, Judged, JudgedEdit, Now } from './judged'
import { breaksLimit } from './limits'

/** Judges a save; `account` stays as it is. All of it applies or none (S1). */
export function save(account: ReferenceAccount, request: SaveRequest, now: Now): Judged {
  if (!isBaseKnown(account, request.base, request.tag)) return { kind: 'base-unknown' }
  const { known, fresh } = arrivedEdits(request, account.lastN, now.serverTime)
  // S14: nor has it a revision that does not exist yet. Of an edit's base no tag is known, so the number must do.
  if ([...known, ...fresh].some(({ base }) => base > account.revision)) return { kind: 'base-unknown' }

  const draft = draftOf(account)
  const sent: JudgedEdit[] = known.map((edit) => ({ ...edit, fate: 'known' }))
  const secondTypes: EditName[] = []
  for (const edit of fresh) {
    addUnknown(draft, edit, fresh)
    if (isSecondType(draft, edit)) secondTypes.push(edit)
    else sent.push({ ...edit, fate: fateOf(draft, edit) })
  }
  const excess = draft.changed && breaksLimit(draft.widgets) ? mayBeTooMuch(sent) : []
  const refused = [...secondTypes, ...excess].map(nameOf)
  if (refused.length > 0) return { kind: 'refused', edits: refused }
  return applied(account, request, draft, sent, now)
}

/** CONTRACT does not say which edits break a limit that all break together: any of a widget that the save changes. */
function mayBeTooMuch(sent: readonly JudgedEdit[]): JudgedEdit[] {
  const changed = new Set(sent.filter(({ fate }) => fate === 'applied').map(({ widget }) => widget))
  return sent.filter(({ widget, fate }) => changed.has(widget) && fate !== 'known')
}

const nameOf = ({ writer, n }: EditName): EditName => ({ writer, n })

const isTyping = (edit: ArrivedEdit): edit is FieldEdit => edit.wish.kind === 'field' && edit.wish.field === 'type'

/**
 * S12: a widget comes to be by a save that sets its type, wherever in the save that stands: then with the first edit of it,
 * added by whoever set the type. A removal adds nothing.
 */
function addUnknown(draft: Draft, edit: ArrivedEdit, fresh: readonly ArrivedEdit[]): void {
  if (draft.widgets.has(edit.widget) || edit.wish.kind === 'remove') return
  const typing = fresh.filter(isTyping).find(({ widget }) => widget === edit.widget)
  if (typing === undefined) return
  setPresence(draft, edit.widget, false, typing)
  setField(draft, edit.widget, 'type', typing.wish.value, typing)
}

function fateOf(draft: Draft, edit: ArrivedEdit): Fate {
  const widget = draft.widgets.get(edit.widget)
  if (widget === undefined) return edit.wish.kind === 'remove' ? 'nothing' : judgeUnknown(draft, edit)
  const type = widget.fields.get('type')
  // It has added the widget already.
  if (isTyping(edit) && type?.rev === draft.revision && type.writer === edit.writer && !widget.removed) return 'applied'
  return judgeEdit(draft, edit, widget)
}

/** S12: a type is set once. */
function isSecondType(draft: Draft, edit: ArrivedEdit): boolean {
  const type = draft.widgets.get(edit.widget)?.fields.get('type')?.value
  return isTyping(edit) && type !== undefined && type !== edit.wish.value
}

function applied(before: ReferenceAccount, request: SaveRequest, draft: Draft, sent: JudgedEdit[], now: Now): Judged {
  const lastN = new Map(request.streams.map(({ writer }) => [writer, before.lastN.get(writer) ?? 0]))
  for (const { writer, n } of sent) lastN.set(writer, Math.max(lastN.get(writer) ?? 0, n))
  const account = settled(draft, lastN, now.tag)
  const names = new Set(sent.map(({ writer, n }) => `${writer} ${n}`))
  return {
    kind: 'applied',
    account,
    answer: {
      statuses: statusesOf(before, request, sent),
      device: request.device,
      lastN: Object.fromEntries(lastN),
      since: request.base,
      full: isAnsweredFull(account, request.base),
      conflicts: account.conflicts.filter(({ writer, n }) => names.has(`${writer} ${n}`)),
      serverTime: now.serverTime,
      isRevised: draft.changed,
      sent,
    },
    fates: sent.map(({ writer, n, fate }) => ({ writer, n, fate })),
  }
}

/** Section 2. Of a save without edits it is as true that every edit was known as that there was none. */
function statusesOf({ revision }: ReferenceAccount, { base }: SaveRequest, sent: readonly JudgedEdit[]) {
  const reached = revision === base ? ('saved' as const) : ('merged' as const)
  if (sent.length === 0) return [reached, 'duplicate' as const]
  return [sent.every(({ fate }) => fate === 'known') ? ('duplicate' as const) : reached]
}
