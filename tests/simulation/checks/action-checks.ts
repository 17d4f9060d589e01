/**
 * What a person does is shown at once, and owed (D1), and so is what they take back: all other checks know of an edit only by what
 * its tab says of it. Before: checks says what was done. Knows no storage and no server.
 */
import { type Edit, isFieldEdit, isRemoval } from '../../../core/edits/edit'
import type { Json, Layout } from '../../../core/layout/model'
import { sameJson } from '../../../core/layout/same-json'
import type { Profile } from '../browser/profile'
import type { Tab } from '../browser/tab'
import type { Fail } from './fail'
import type { MadeEdits } from './made-edits'

/** What becomes of a widget: field -> its value, undefined: taken away; or it is removed. */
export type Deed = Readonly<Record<string, Json | undefined>> | 'removed'

/** What a tab did last, and can take back. */
interface LastDeed {
  account: string
  widget: string
  /** What it was before; undefined: there was none. */
  was: Layout[string] | undefined
  deed: Deed
  /** The last that its tab had made by then. */
  n: number
}

export class ActionChecks {
  #before: Layout = {}
  readonly #last = new Map<Tab, LastDeed>()
  /** What a tab took back last, and can do again. */
  readonly #undone = new Map<Tab, LastDeed>()
  /** The last that its tab had made before. */
  #afterN = 0

  constructor(
    private readonly made: MadeEdits,
    private readonly fail: Fail,
  ) {}

  before(tab: Tab): void {
    this.#before = tab.holdfast.console.layout.getState().widgets
    this.#afterN = this.made.lastN(tab.writer)
  }

  did(tab: Tab, widget: string, deed: Deed): void {
    // Its tab ended in the middle of it.
    if (tab.life.isOver()) return
    const was = this.#before[widget]
    const is = tab.holdfast.console.layout.getState().widgets[widget]
    const edits = this.made.of(tab.writer).flatMap(({ edit }) => (edit.n > this.#afterN ? [edit] : []))
    this.before(tab)
    const { account } = tab.holdfast.console.layout.getState()
    if (edits.length > 0) this.#last.set(tab, { account, widget, was, deed, n: this.#afterN })
    if (deed === 'removed') {
      if (is !== undefined) this.fail('D1', `tab ${tab.number} still shows ${widget}, which was removed`)
      if (!edits.some((edit) => edit.widget === widget && isRemoval(edit)))
        this.fail('D1', `tab ${tab.number} owes no removal of ${widget}`)
      return
    }
    for (const [field, value] of Object.entries(deed)) {
      if (!sameJson(is?.fields[field], value))
        this.fail('D1', `tab ${tab.number} does not show what ${field} of ${widget} was made`)
      if (sameJson(was?.fields[field], value)) continue
      const made = edits.find((edit) => isOf(edit, widget, field))
      if (made === undefined || !sameJson(valueIn(made), value))
        this.fail('D1', `tab ${tab.number} does not owe what ${field} of ${widget} was made`)
    }
  }

  /** Somebody else is shown: nothing of before can be taken back. */
  switched({ tabs }: Profile): void {
    for (const tab of tabs) for (const known of [this.#last, this.#undone]) known.delete(tab)
  }

  /** A person takes back what a tab did last. */
  undoes(tab: Tab): void {
    const last = this.#newest(this.#last, tab)
    this.#undone.delete(tab)
    tab.holdfast.console.actions.undo()
    if (last === null || tab.life.isOver()) return
    const { widget, was, deed, is, isGone } = last
    this.#undone.set(tab, { ...last, n: this.made.lastN(tab.writer) })
    if (isGone) return
    const now = is()
    if ((now === undefined) !== (was === undefined)) {
      this.fail('D1', `tab ${tab.number} ${now === undefined ? 'does not show' : 'shows'} ${widget} after an undo`)
      return
    }
    if (deed === 'removed') return
    for (const field of Object.keys(deed)) {
      if (!sameJson(now?.fields[field], was?.fields[field]))
        this.fail('D1', `tab ${tab.number} does not show what ${field} of ${widget} was before, after an undo`)
    }
  }

  /** And does it again. */
  redoes(tab: Tab): void {
    const undone = this.#newest(this.#undone, tab)
    tab.holdfast.console.actions.redo()
    if (undone === null || tab.life.isOver()) return
    const { widget, was, deed, is, isGone } = undone
    if (isGone && was !== undefined) return
    const now = is()
    // One that was added comes back with what others have made of it.
    const fields = deed === 'removed' || was === undefined ? [] : Object.entries(deed)
    const isDone =
      (now === undefined) === (deed === 'removed') &&
      fields.every(([field, value]) => sameJson(now?.fields[field], value))
    if (!isDone) this.fail('D1', `tab ${tab.number} does not show what became of ${widget}, after a redo`)
  }

  /**
   * What is known of a tab, where nothing else was done in it since, or another account shown; with what it is now, and whether the
   * widget was removed elsewhere meanwhile and has no fields to change. It is known no more after this.
   */
  #newest(known: Map<Tab, LastDeed>, tab: Tab) {
    const last = known.get(tab)
    known.delete(tab)
    const { layout } = tab.holdfast.console
    const { account, widgets } = layout.getState()
    if (last?.account !== account || last.n !== this.made.lastN(tab.writer)) return null
    const isGone = last.deed !== 'removed' && widgets[last.widget] === undefined
    return { ...last, isGone, is: () => layout.getState().widgets[last.widget] }
  }
}

const isOf = (edit: Edit, widget: string, field: string): boolean =>
  isFieldEdit(edit) && edit.widget === widget && edit.field === field

const valueIn = (edit: Edit): Json | undefined => ('value' in edit ? edit.value : undefined)
