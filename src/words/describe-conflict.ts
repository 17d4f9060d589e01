/** A conflict in words a person reads. Says them by ./en/edits. Used where a panel lists conflicts; ./describe names one edit. */
import type { Json, Layout } from '../../core/layout/model'
import type { Conflict, Side } from '../../core/wire/answer'
import { editsWords } from './en/edits'
import { partsWords } from './en/parts'

/** One conflict in a sentence: what was kept, and that the other is not lost. */
export function describeConflict(layout: Layout, conflict: Conflict): string {
  const words = editsWords()
  const { rule, kept, lost, field } = conflict
  const it = layout[conflict.widget]?.fields ?? {}
  if (rule === 'unknown') return sentence(words.unknown(it))
  if (rule === 'removed') return sentence(kept.removed === true ? words.removedElsewhere(it) : words.stays(it))
  return sentence(words.changedTwice(it, field, side(field, kept), side(field, lost)))
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "Green"; a colour of another version, as it is. */
function colourText(colour: string): string {
  const words: Record<string, string> = partsWords().colours
  return (Object.hasOwn(words, colour) ? words[colour] : undefined) ?? colour
}

const SHOWN_CHARS = 40

/** @param field whose value it is; null: the widget's own */
function side(field: string | null, { value, unset, removed }: Side): string {
  const words = editsWords()
  if (removed === true) return words.theRemoval
  if (field === 'data/colour' && typeof value === 'string') return words.quoted(colourText(value))
  return unset === true ? words.noValue : short(value)
}

function short(value: Json | undefined): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { x, w, h, text } = value
    // Rows only say the order in which widgets are drawn (core/layout/place), so the number would mean nothing to a person.
    if (typeof x === 'number' && typeof w === 'number') return editsWords().place(x + 1, w, String(h))
    if (typeof text === 'string') return short(text)
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return editsWords().quoted(text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text)
}
