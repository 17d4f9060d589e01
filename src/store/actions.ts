/**
 * Station 1 to 2: what a person does to the layout becomes changes, checked against the limits, undoable, recorded.
 * Before: canvas and widgets. After: device.record.
 */
import type { Change } from '../../core/edits/diff'
import { isRemoval, type SaveTrigger, type Seen } from '../../core/edits/edit'
import { inverse } from '../../core/edits/inverse'
import { isFieldKey, MAX_WIDGETS, valueProblems } from '../../core/layout/limits'
import type { Box, Grid, Json, Layout, Widget } from '../../core/layout/model'
import { leaveOthers } from '../../core/merge/leave-others'
import type { StringStorage } from '../env'
import { limitsWords } from '../words/en/limits'
import type { Device } from './device-contract'
import { keepUndo, restoreUndo } from './kept-undo'
import type { LayoutActions, NewWidget, PlaceOptions } from './layout-actions'
import type { LayoutStore } from './layout-store'
import { createUndoStack, type Step } from './undo'

/** The fields a new widget of `type` starts with beside what the caller gives: free boxes of both grids, defaults of the type. */
export type Newborn = (type: string, layout: Layout) => Record<string, Json>

export interface ActionParts {
  device: Device
  layout: LayoutStore
  uuid(): string
  newborn: Newborn
  /** This tab's own, over a reload; null: there is none. */
  session: StringStorage | null
  /** Runs `fn` when the page is about to hide. */
  onHide(fn: () => void): void
}

export function createActions({ device, layout, uuid, newborn, session, onHide }: ActionParts): LayoutActions {
  const undo = createUndoStack()
  restoreUndo(undo, session, layout.getState().account)
  layout.setState(undo.can())
  const keep = () => keepUndo(undo, session, layout.getState().account)
  /** Everybody who draws is told only where it is another answer. */
  const sayWhatCanBeUndone = () => {
    const [{ canUndo, canRedo }, now] = [layout.getState(), undo.can()]
    if (now.canUndo !== canUndo || now.canRedo !== canRedo) layout.setState(now)
  }
  onHide(keep)
  const forget = () => {
    undo.clear()
    keep()
    sayWhatCanBeUndone()
  }
  const isRemovedHere = (id: string): boolean =>
    device.owed().some(({ edits }) => edits.some((edit) => edit.widget === id && isRemoval(edit)))
  layout.subscribe((state, before) => {
    if (state.account === before.account) return
    // A guest that was just made has the very layout there was before, but for what was removed in that moment; any other account
    // has nothing to undo here.
    const gone = Object.keys(before.widgets).filter((id) => state.widgets[id] === undefined)
    if (!gone.every(isRemovedHere)) forget()
  })
  // Also where there was nothing: to bring back what another account had removed would put it here (D13).
  device.onSwitched(forget)

  const widgetOf = (id: string): Widget => {
    const widget = layout.getState().widgets[id]
    if (widget === undefined) throw new RangeError(limitsWords().noWidget(id))
    return widget
  }

  /** What does `changes` again after `inverse` has taken them back: a widget that was added is brought back, not made anew. */
  function again(changes: readonly Change[]): Change[] {
    const { widgets } = layout.getState()
    const added = new Set(changes.filter((change) => widgets[change.widget] === undefined).map(({ widget }) => widget))
    return [
      ...[...added].map((widget): Change => ({ widget, revive: true })),
      ...changes.filter((change) => !added.has(change.widget)),
    ]
  }

  function change(changes: Change[], trigger: SaveTrigger, base: Seen | undefined): void {
    if (changes.length === 0) return
    for (const made of changes) if ('value' in made) checkValue(made.field, made.value)
    undo.push({ back: inverse(changes, layout.getState().widgets), forth: again(changes) })
    device.record(changes, { trigger, ...(base === undefined ? {} : { base }) })
    sayWhatCanBeUndone()
  }

  function undoStep(step: Step | undefined, way: 'back' | 'forth'): void {
    if (step === undefined) return
    const [changes, done] = way === 'back' ? [step.back, step.forth] : [step.forth, step.back]
    const { widgets } = layout.getState()
    const mergeLines = device.mergeLines()
    // A field of a widget that has gone meanwhile has nowhere to go back to.
    const possible = changes.filter((made) => !('field' in made) || widgets[made.widget] !== undefined)
    const made = mergeLines ? possible.map((one) => leaveOthers(one, done, widgets, mergeLines)) : possible
    device.record(made, { trigger: 'undo' })
    sayWhatCanBeUndone()
  }

  function addWidgets(added: readonly NewWidget[]): string[] {
    const { widgets } = layout.getState()
    if (Object.keys(widgets).length + added.length > MAX_WIDGETS) {
      throw new RangeError(limitsWords().mostWidgets(MAX_WIDGETS))
    }
    const grown = { ...widgets }
    const changes: Change[] = []
    for (const { type, fields = {} } of added) {
      const id = uuid()
      const all = { ...newborn(type, grown), ...fields }
      changes.push({ widget: id, field: 'type', value: type })
      for (const [field, value] of Object.entries(all)) {
        if (field !== 'type') changes.push({ widget: id, field: checkKey(field), value })
      }
      grown[id] = { id, fields: { ...all, type } }
    }
    change(changes, 'add', undefined)
    return changes.filter((made) => 'field' in made && made.field === 'type').map(({ widget }) => widget)
  }

  function moveWidgets(boxes: Readonly<Record<string, Box>>, { grid = 'desktop', base }: PlaceOptions = {}): void {
    const moved = Object.entries(boxes).map(([id, { x, y, w, h }]): Change => {
      widgetOf(id)
      return { widget: id, field: grid, value: { x, y, w, h } }
    })
    change(moved, 'drag', base)
  }

  function removeWidgets(ids: readonly string[]): void {
    const removals = ids.map((id): Change => ({ widget: widgetOf(id).id, remove: true }))
    change(removals, 'remove', undefined)
  }

  return {
    seen: device.seen,
    typing: device.typing,

    addWidget: (type, fields = {}) => addWidgets([{ type, fields }])[0] as string,
    addWidgets,

    moveWidget: (id, box, options) => moveWidgets({ [id]: box }, options),
    moveWidgets,

    resizeWidget(id, { w, h }, { grid = 'desktop', base } = {}) {
      const { x, y } = boxOf(widgetOf(id), grid)
      change([{ widget: id, field: grid, value: { x, y, w, h } }], 'resize', base)
    },

    editWidget(id, fields, { base } = {}) {
      const widget = widgetOf(id)
      const changes = Object.entries(fields)
        .filter(([field, value]) => value !== undefined || widget.fields[field] !== undefined)
        .map(([field, value]): Change => {
          if (field === 'type') throw new RangeError(limitsWords().typeOnce)
          return value === undefined
            ? { widget: id, field, unset: true }
            : { widget: id, field: checkKey(field), value }
        })
      change(changes, 'edit', base)
    },

    removeWidget: (id) => removeWidgets([id]),
    removeWidgets,

    undo: () => undoStep(undo.takeBack(), 'back'),
    redo: () => undoStep(undo.again(), 'forth'),
  }
}

function boxOf(widget: Widget, grid: Grid): { x: number; y: number } {
  const box = widget.fields[grid]
  if (box === null || typeof box !== 'object' || Array.isArray(box)) return { x: 0, y: 0 }
  return { x: typeof box.x === 'number' ? box.x : 0, y: typeof box.y === 'number' ? box.y : 0 }
}

function checkKey(field: string): string {
  if (isFieldKey(field)) return field
  throw new RangeError(limitsWords().noField(field))
}

function checkValue(field: string, value: Json): void {
  const [problem] = valueProblems(field, value)
  if (problem === undefined) return
  const { path, message, most } = problem
  const words = limitsWords()
  if (most === undefined) throw new RangeError(words.value(`${field}${path && `.${path}`}`, message))
  throw new RangeError('chars' in most ? words.mostChars(field, most.chars) : words.mostBytes(field, most.bytes))
}
