/** Mistakes in what a device makes of its own edits and of answers (core/edits). Part of ../mutants. */
import type { Mutant } from './mutant'

export const EDIT_MUTANTS: readonly Mutant[] = [
  {
    name: 'fold-across-a-removal',
    rule: 'D2',
    file: 'core/edits/fold.ts',
    from: 'if (!isFieldEdit(edit)) newestOf.delete(edit.widget)',
    to: '',
  },
  {
    name: 'fold-drops-the-older-base',
    rule: 'D2',
    file: 'core/edits/fold.ts',
    from: 'isOlder ? madeOnThatOf(replaced, edit) : edit',
    to: 'edit',
  },
  {
    name: 'fold-drops-the-older-removal',
    rule: 'D2',
    file: 'core/edits/fold.ts',
    from: 'if (!isFieldEdit(edit)) newestOf.delete(edit.widget)',
    to: `if (!isFieldEdit(edit)) newestOf.delete(edit.widget)
      if ('revive' in edit)
        for (const old of kept.values()) if ('remove' in old && old.widget === edit.widget) kept.delete(old.n)`,
  },
  {
    name: 'owing-widget-dropped',
    rule: 'S12',
    file: 'core/edits/take.ts',
    from: 'put(widgets, id, answer.full ? { ...widget, removed: true } : widget)',
    to: 'if (!answer.full) put(widgets, id, widget)',
  },
  {
    name: 'widgets-not-given-back',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: 'changes.push(...whole(id, fields))',
    to: '',
  },
  {
    name: 'widgets-given-back-in-part',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: 'changes.push(...whole(id, fields))',
    to: 'changes.push(...whole(id, fields).slice(0, 2))',
  },
  {
    name: 'removals-not-given-back',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: 'if (wish?.isRemoved) changes.push({ widget: id, remove: true })',
    to: 'if (wish?.isRemoved) continue',
  },
  {
    name: 'owed-fields-not-given-back',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: ', ...owedFields(stored, wish)',
    to: '',
  },
  {
    name: 'settled-fields-not-given-back',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: '...laterFields(id, held.widgets[id], stored, wish), ',
    to: '',
  },
  {
    name: 'empty-account-given-only-what-was-owed',
    rule: 'S14',
    file: 'core/edits/recover.ts',
    from: 'rebase(held, owed)',
    to: 'rebase(pulled.revision === 0 ? pulled : held, owed)',
  },
]
