/** What differs, line by line; each leads to the box on the canvas. Before: ./version-view, and ./restore-dialog as a text alone. */
import type { Grid } from '../../../core/layout/model'
import type { WidgetChange } from '../../../core/wire/widget-change'
import { historyWords } from '../../words/en/history'
import { sayChange } from './said'

/** More lines say less than the canvas does. */
const MOST_LINES = 30

interface ChangeListProps {
  changes: readonly WidgetChange[]
  /** The one that is shown: a change on the other one says so. */
  grid: Grid
  /** Gets a widget's id. */
  onChoose(id: string): void
}

export function ChangeList({ changes, grid, onChoose }: ChangeListProps) {
  const words = historyWords()
  const more = changes.length - MOST_LINES
  return (
    <section class="change-list" aria-label={words.whatChanged}>
      <h4>{words.whatChanged}</h4>
      {changes.length === 0 && <p class="hint">{words.noDifference}</p>}
      <ul>
        {changes.slice(0, MOST_LINES).map((change) => (
          <li key={`${change.widget} ${change.did} ${change.grid}`}>
            <button type="button" class="change-line" onClick={() => onChoose(change.widget)}>
              {sayChange(change, grid)}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="hint">{words.andMore(more)}</p>}
    </section>
  )
}
