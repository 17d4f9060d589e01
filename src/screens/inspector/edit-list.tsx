/** Edits in words, of all writers, oldest first. */
import type { NamedEdit } from '../../inspector/inspector'
import { inspectorWords } from '../../words/en/inspector'

/** More than these are counted, not listed. */
const SHOWN = 12

export function EditList({ edits }: { edits: readonly NamedEdit[] }) {
  const words = inspectorWords()
  const more = edits.length - SHOWN
  return (
    <ul class="edit-list">
      {edits.slice(0, SHOWN).map(({ writer, n, words: what }) => (
        <li key={`${writer} ${n}`}>
          <span>{what}</span>
          <code title={words.edit(writer, n)}>
            {writer.slice(0, 4)}·{n}
          </code>
        </li>
      ))}
      {more > 0 && <li class="hint">{words.more(more)}</li>}
    </ul>
  )
}
