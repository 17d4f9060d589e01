/** Edits in words, of all writers, oldest first. */
import type { NamedEdit } from '../../inspector/inspector'

/** More than these are counted, not listed. */
const SHOWN = 12

export function EditList({ edits }: { edits: readonly NamedEdit[] }) {
  const more = edits.length - SHOWN
  return (
    <ul class="edit-list">
      {edits.slice(0, SHOWN).map(({ writer, n, words }) => (
        <li key={`${writer} ${n}`}>
          <span>{words}</span>
          <code title={`Writer ${writer}, edit ${n}`}>
            {writer.slice(0, 4)}·{n}
          </code>
        </li>
      ))}
      {more > 0 && <li class="hint">and {more} more</li>}
    </ul>
  )
}
