/** One conflict: both values side by side, whose they are and of when, and the choice. Before: ./conflicts-screen. After: actions. */
import type { ComponentChildren } from 'preact'
import type { Layout } from '../../../core/layout/model'
import type { Conflict } from '../../../core/wire/answer'
import type { DeviceNames } from '../../sync/history-calls'
import { attempt, UNDO_OFFER } from '../../ui/attempt'
import { HISTORY_HASH } from '../../ui/hashes'
import { momentText, sentence } from '../../ui/moment'
import { useServices } from '../../ui/services'
import { useToasts } from '../../ui/toasts'
import { useStore } from '../../ui/use-store'
import { widgetType } from '../../widgets/registry'
import { conflictsWords } from '../../words/en/conflicts'
import { fieldText } from '../../words/field-text'
import { SideValue } from './side-value'
import { isChangedSince, theOther } from './the-other'

interface ConflictCardProps {
  conflict: Conflict
  names: DeviceNames
  /** Both texts were put together by lines, in this tab. */
  isBothKept?: boolean
  /** The person has seen it; left out: they have already. */
  onSeen?: () => void
}

export function ConflictCard({ conflict, names, isBothKept = false, onSeen }: ConflictCardProps) {
  const words = conflictsWords()
  const { layout, actions } = useServices()
  const toasts = useToasts()
  const widgets = useStore(layout, (state) => state.widgets)
  const what = whatOf(widgets, conflict)
  const other = theOther(widgets, conflict)

  function swap(): void {
    const { widget } = conflict
    const isDone = attempt(toasts, () => {
      if (other.kind === 'remove') actions.removeWidget(widget)
      else if (other.kind === 'edit') actions.editWidget(widget, { [other.field]: other.value })
    })
    if (!isDone) return
    const action = { label: words.undo, run: () => attempt(toasts, actions.undo) }
    toasts.push({ kind: 'success', key: UNDO_OFFER, text: words.usedOther, action })
    onSeen?.()
  }

  return (
    <li class="conflict">
      <h4>{sentence(what)}</h4>
      <About conflict={conflict} />
      <div class="conflict-sides">
        {(['kept', 'lost'] as const).map((which) => (
          <OneSide key={which} conflict={conflict} which={which} names={names}>
            <SideValue conflict={conflict} which={which} />
          </OneSide>
        ))}
      </div>
      {other.kind === 'in-use' && <p class="hint">{words.inUse}</p>}
      {other.kind === 'edit' && isChangedSince(widgets, conflict) && (
        <p class="hint">{isBothKept ? words.bothKept : words.changedSince}</p>
      )}
      <div class="row-end conflict-choice">
        {(other.kind === 'edit' || other.kind === 'remove') && (
          <button type="button" class="button" aria-label={words.useOtherOf(what)} onClick={swap}>
            {words.useOther}
          </button>
        )}
        {onSeen !== undefined && (
          <button type="button" class="button primary" aria-label={words.keepOf(what)} onClick={onSeen}>
            {words.keep}
          </button>
        )}
      </div>
    </li>
  )
}

function About({ conflict: { rule, kept } }: { conflict: Conflict }) {
  const words = conflictsWords()
  if (rule === 'unknown') return <p class="hint">{words.unknown}</p>
  if (rule !== 'removed') return null
  if (kept.removed !== true) return <p class="hint">{words.stays}</p>
  return (
    <p class="hint">
      {words.wasRemoved} <a href={HISTORY_HASH}>{words.history}</a>
    </p>
  )
}

interface OneSideProps {
  conflict: Conflict
  which: 'kept' | 'lost'
  names: DeviceNames
  children: ComponentChildren
}

function OneSide({ conflict, which, names, children }: OneSideProps) {
  const words = conflictsWords()
  const { device, at } = conflict[which]
  const name = device === names.own ? words.thisDevice : (names.names[device] ?? words.someDevice)
  return (
    <div class="conflict-side" data-side={which}>
      <p class="conflict-whose">
        <strong>{words[which]}</strong>
        <span class="hint small">{sentence(words.by(name, momentText(at, Date.now())))}</span>
      </p>
      {children}
    </div>
  )
}

/** "“Shopping”: title"; of the widget as a whole, its name. */
function whatOf(layout: Layout, { widget, field }: Conflict): string {
  const words = conflictsWords()
  const { title, type } = layout[widget]?.fields ?? {}
  const isTitled = typeof title === 'string' && title.trim() !== ''
  const name = isTitled
    ? words.quoted(title.trim())
    : type === undefined
      ? words.aWidget
      : widgetType(type).words().name
  if (field === null) return name
  return words.whatOf(fieldText(field), name)
}
