/** Asks what the chosen version is compared with, and which of the two is shown. Before: ./version-view. Knows no layouts. */
import { useId } from 'preact/hooks'
import type { ListedVersion } from '../../../core/wire/version-list'
import { historyWords } from '../../words/en/history'
import { sayChanges } from './said'
import { type Other, type Pair, whenWas } from './two-versions'

interface CompareWithProps {
  wish: Other
  /** Versions to choose from. */
  others: readonly ListedVersion[]
  onWish(wish: Other): void
  /** null: nothing is compared. */
  pair: Pair | null
  shown: 'before' | 'after'
  onShow(side: 'before' | 'after'): void
  when(of: number | 'now'): string
}

const SIDES = ['before', 'after'] as const

export function CompareWith({ wish, others, onWish, pair, shown, onShow, when }: CompareWithProps) {
  const words = historyWords()
  const id = useId()
  return (
    <div class="compare">
      <label for={id}>{words.compareWith}</label>
      <select
        id={id}
        class="input"
        value={String(wish)}
        onChange={({ currentTarget: { value } }) => {
          onWish(value === 'before' || value === 'now' || value === 'nothing' ? value : Number(value))
        }}
      >
        <option value="before">{words.withBefore}</option>
        <option value="now">{words.withNow}</option>
        <option value="nothing">{words.withNothing}</option>
        {others.length > 0 && (
          <optgroup label={words.otherVersions}>
            {others.map((version) => (
              <option key={version.revision} value={String(version.revision)}>
                {words.option(whenWas(version, version.revision), sayChanges(version.changes, version.moreChanges))}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {pair !== null && (
        <fieldset class="tabs compare-sides" aria-label={words.sideLabel}>
          {SIDES.map((side) => (
            <button key={side} type="button" class="tab" aria-pressed={shown === side} onClick={() => onShow(side)}>
              {words.side(words[side], when(pair[side]))}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  )
}
