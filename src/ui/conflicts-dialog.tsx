/** What lost when two devices changed the same thing (S7): read it, and put it back. */
import { useEffect, useState } from 'preact/hooks'
import type { ConflictList } from '../../core/wire/conflict-list'
import { describeConflict } from '../words/describe'
import { attempt } from './attempt'
import { Dialog } from './dialog'
import { useServices } from './services'
import { timeAgo } from './time-ago'
import { useToasts } from './toasts'

export function ConflictsDialog({ onClose }: { onClose(): void }) {
  const { layout, actions, lostInConflicts } = useServices()
  const toasts = useToasts()
  /** null: not answered yet; 'unreachable': no answer. */
  const [list, setList] = useState<ConflictList | 'unreachable' | null>(null)
  const more = async (before?: string) => {
    const page = await lostInConflicts(before)
    if (page === null) return setList('unreachable')
    setList((shown) =>
      before === undefined || shown === null || shown === 'unreachable'
        ? page
        : { conflicts: [...shown.conflicts, ...page.conflicts], next: page.next },
    )
  }
  useEffect(() => void more(), [])

  const { widgets } = layout.getState()
  return (
    <Dialog title="What was merged" onClose={onClose}>
      {list === null && <p class="hint">Looking…</p>}
      {list === 'unreachable' && (
        <p class="hint">The server could not be reached. What lost is kept there; look again when you are online.</p>
      )}
      {list !== null && list !== 'unreachable' && (
        <>
          {list.conflicts.length === 0 && <p class="hint">No two devices have changed the same thing.</p>}
          <ul class="set-aside-list">
            {list.conflicts.map((conflict) => {
              const { widget, field, lost, writer, n, decidedAt } = conflict
              const value = lost.value
              return (
                <li class="set-aside" key={`${writer} ${n} ${widget} ${field}`}>
                  <span>{describeConflict(widgets, conflict)}</span>
                  <span class="hint small">{timeAgo(decidedAt, Date.now())}</span>
                  {field !== null && value !== undefined && lost.removed !== true && widgets[widget] !== undefined && (
                    <div class="row-end">
                      <button
                        type="button"
                        class="button"
                        onClick={() =>
                          attempt(toasts, () => {
                            actions.editWidget(widget, { [field]: value })
                            toasts.push({ kind: 'success', text: 'Put back. Undo takes it away again.' })
                          })
                        }
                      >
                        Put back
                      </button>
                    </div>
                  )}
                </li>
              )
            })}
          </ul>
          {list.next !== null && (
            <button type="button" class="button" onClick={() => void more(list.next ?? undefined)}>
              Show more
            </button>
          )}
        </>
      )}
    </Dialog>
  )
}
