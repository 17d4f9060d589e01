/**
 * The first lines of what a widget holds, whatever its type: for a picture of it as it was. Pure. Fields come from other devices and
 * other versions, so anything may be missing or of a wrong shape.
 */
import type { Json, Widget } from '../../../core/layout/model'
import { partsOf, readEntries } from '../../widgets/read-field'

export interface PreviewLine {
  text: string
  /** Of something to tick off: whether it is; null: it is no such thing. */
  isDone: boolean | null
}

const MOST_LINES = 12
const LINE_CHARS = 160
/** What holds the words of an entry, the first that is there. */
const WORDS = ['text', 'title', 'label', 'name', 'url'] as const

export function previewOf(widget: Widget): PreviewLine[] {
  const text = widget.fields['data/text']
  const written = typeof text === 'string' ? text.split('\n').filter((line) => line.trim() !== '') : []
  const lines: PreviewLine[] = written.map((line) => ({ text: line, isDone: null }))
  for (const { field, parts } of readEntries(widget, 'data/')) {
    if (!field.includes(':')) continue
    const line = wordsOf(parts)
    if (line !== null) lines.push({ text: line, isDone: typeof parts.done === 'boolean' ? parts.done : null })
  }
  return lines.slice(0, MOST_LINES).map((line) => ({ ...line, text: line.text.slice(0, LINE_CHARS) }))
}

function wordsOf(value: Json): string | null {
  const parts = partsOf(value)
  for (const key of WORDS) {
    const word = parts[key]
    if (typeof word === 'string' && word.trim() !== '') return word.trim()
  }
  return null
}
