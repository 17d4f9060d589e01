/**
 * Judges the edits of a save one after the other, each on what the ones before it made of the layout (S2-S6, S12). Pure.
 * Before: ./incoming put them in order. After: ./decide checks the limits and says what to write and answer.
 */
import { isRemoval, isRevival, type SetEdit, type Strategy, type UnsetEdit } from '../edits/edit'
import type { Json } from '../layout/model'
import { unreachable } from '../unreachable'
import type { Conflict } from '../wire/answer'
import type { ProblemError } from '../wire/problem'
import type { Draft, DraftWidget } from './draft'
import { type FieldEdit, judgeField } from './field-rule'
import type { Incoming } from './incoming'
import { changedByOthers, judgeEditOfRemoved, judgeRemoval, judgeRevival } from './presence-rule'
import { editSide, fieldSide, othersSide, removalSide, report, UNKNOWN_SIDE } from './reports'
import type { Presence, Stamp } from './stored'

export interface Judgement {
  conflicts: Conflict[]
  /** Edits that can never be applied (a second `type`): the whole save is refused. */
  errors: ProblemError[]
}

/** Judges `edits` on `draft`, which it changes. `rev`: the revision this save makes if anything changes. */
export function judge(
  draft: Draft,
  edits: readonly Incoming[],
  save: { device: string; strategy: Strategy },
  rev: number,
): Judgement {
  const judgement: Judgement = { conflicts: [], errors: [] }
  const types = typesSet(edits)
  for (const [index, about] of edits.entries()) {
    const context = { draft, save, rev, types, judgement, about, index, widget: draft.widget(about.edit.widget) }
    judgeEdit(context)
  }
  return judgement
}

interface Context {
  draft: Draft
  save: { device: string; strategy: Strategy }
  rev: number
  types: ReadonlyMap<string, { about: Incoming; type: Json; index: number }>
  judgement: Judgement
  about: Incoming
  index: number
  widget: DraftWidget
}

/** The first edit that sets a widget's `type`, by widget: what lets the save make a widget that the server does not know (S12). */
function typesSet(edits: readonly Incoming[]): Context['types'] {
  const types = new Map<string, { about: Incoming; type: Json; index: number }>()
  for (const [index, about] of edits.entries()) {
    const { edit } = about
    if ('value' in edit && edit.field === 'type' && !types.has(edit.widget)) {
      types.set(edit.widget, { about, type: edit.value, index })
    }
  }
  return types
}

function stampOf(context: Context, about = context.about): Stamp {
  const { at, writer, edit } = about
  return { rev: context.rev, at, deviceAt: edit.at, device: context.save.device, writer }
}

function judgeEdit(context: Context): void {
  const { edit } = context.about
  const presence = isRemoval(edit) ? context.widget.presence : presenceOrCreated(context)
  // Removing what is not there changes nothing (S12).
  if (presence === null) return
  if (isRemoval(edit)) {
    if (!presence.removed) remove(context, presence)
  } else if (isRevival(edit)) {
    if (presence.removed) revive(context, presence)
  } else if (isSecondType(context, edit)) {
    const { path, writer } = context.about
    const message = 'this widget has another type already; a type is set once'
    context.judgement.errors.push({ path: `${path}.value`, message, writer, n: edit.n })
  } else if (presence.removed) {
    editRemoved(context, edit, presence)
  } else {
    editField(context, edit)
  }
}

/** The widget's presence; an unknown widget is made if this save sets its type, else the edit is reported and null is returned (S12). */
function presenceOrCreated(context: Context): Presence | null {
  const { widget, about, draft } = context
  if (widget.presence !== null) return widget.presence
  const type = context.types.get(about.edit.widget)
  if (type === undefined) {
    const lost = editSide(about, context.save.device)
    context.judgement.conflicts.push(report(about, 'unknown', { kept: UNKNOWN_SIDE, lost }))
    return null
  }
  const stamp = stampOf(context, type.about)
  draft.add(about.edit.widget, stamp)
  draft.setField(about.edit.widget, 'type', type.type, stamp, type.index)
  return widget.presence
}

function isSecondType({ widget }: Context, edit: SetEdit | UnsetEdit): boolean {
  if (edit.field !== 'type' || !('value' in edit)) return false
  const type = widget.fields.get('type')?.value
  return type !== undefined && type !== edit.value
}

function remove(context: Context, presence: Presence): void {
  const { widget, about, save, draft, judgement } = context
  const others = changedByOthers({ presence, fields: widget.fields }, { device: save.device, base: about.edit.base })
  const verdict = judgeRemoval(others.stamps, save.strategy)
  const removal = editSide(about, save.device)
  switch (verdict.kind) {
    case 'nothing':
      return
    case 'refused':
      judgement.conflicts.push(report(about, 'removed', { kept: othersSide(widget, others), lost: removal }))
      return
    case 'applies':
      if (verdict.reported) {
        judgement.conflicts.push(report(about, 'removed', { kept: removal, lost: othersSide(widget, others) }))
      }
      draft.remove(about.edit.widget, stampOf(context), context.index)
      return
    default:
      unreachable(verdict)
  }
}

function revive(context: Context, removal: Presence): void {
  const { widget, about, save, draft, judgement } = context
  const verdict = judgeRevival(removal, { device: save.device, base: about.edit.base }, save.strategy)
  const back = editSide(about, save.device, widget)
  switch (verdict.kind) {
    case 'nothing':
      return
    case 'refused':
      judgement.conflicts.push(report(about, 'removed', { kept: removalSide(removal), lost: back }))
      return
    case 'applies':
      if (verdict.reported) {
        judgement.conflicts.push(report(about, 'removed', { kept: back, lost: removalSide(removal) }))
      }
      draft.bringBack(about.edit.widget, stampOf(context), context.index)
      return
    default:
      unreachable(verdict)
  }
}

function editRemoved(context: Context, edit: SetEdit | UnsetEdit, removal: Presence): void {
  const { widget, about, save, draft, judgement } = context
  const verdict = judgeEditOfRemoved(removal, save.device, save.strategy)
  switch (verdict.kind) {
    case 'nothing':
      return
    case 'refused': {
      const lost = editSide(about, save.device)
      judgement.conflicts.push(report(about, 'removed', { kept: removalSide(removal), lost }))
      return
    }
    case 'applies': {
      const before = widget.fields.get(edit.field)
      draft.bringBack(edit.widget, stampOf(context), context.index)
      if (!verdict.reported) {
        editField(context, edit)
        return
      }
      // One edit makes at most one report: the removal, together with the value that is overruled, if there is one.
      const field = judgeField(before, fieldEditOf(context, edit), save.strategy)
      const lost = removalSide(removal, field.kind === 'conflict' ? (before?.value ?? null) : null)
      judgement.conflicts.push(report(about, 'removed', { kept: editSide(about, save.device), lost }))
      if (field.kind === 'applies' || field.kind === 'conflict') setField(context, edit)
      return
    }
    default:
      unreachable(verdict)
  }
}

function editField(context: Context, edit: SetEdit | UnsetEdit): void {
  const { widget, about, save, judgement } = context
  const before = widget.fields.get(edit.field)
  const verdict = judgeField(before, fieldEditOf(context, edit), save.strategy)
  switch (verdict.kind) {
    case 'same':
    case 'overtaken':
      return
    case 'applies':
      setField(context, edit)
      return
    case 'conflict': {
      const asked = editSide(about, save.device)
      const stored = before === undefined ? UNKNOWN_SIDE : fieldSide(before)
      const sides = verdict.editWins ? { kept: asked, lost: stored } : { kept: stored, lost: asked }
      judgement.conflicts.push(report(about, verdict.rule, sides))
      if (verdict.editWins) setField(context, edit)
      return
    }
    default:
      unreachable(verdict)
  }
}

function setField(context: Context, edit: SetEdit | UnsetEdit): void {
  const value = 'value' in edit ? edit.value : undefined
  context.draft.setField(edit.widget, edit.field, value, stampOf(context), context.index)
}

function fieldEditOf(context: Context, edit: SetEdit | UnsetEdit): FieldEdit {
  const { at, deviceAt, device, writer } = stampOf(context)
  const asked = { at, deviceAt, device, writer, base: edit.base }
  return 'value' in edit ? { value: edit.value, ...asked } : asked
}
