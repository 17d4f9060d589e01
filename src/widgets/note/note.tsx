/**
 * A note: one text, its widget the paper, written as Markdown and drawn formatted while nobody writes. A press on it, or its
 * button, begins writing; Escape, Ctrl+Enter or going elsewhere ends it. How it is read: ./markdown; drawn: ./formatted.
 */
import Pencil from 'lucide/dist/esm/icons/pencil.mjs'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { noteWords } from '../../words/en/note'
import { useSetField } from '../setting'
import { useTypedField } from '../use-typed-field'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { Formatted } from './formatted'
import { blockEnds, readMarkdown, tickTask } from './markdown'
import './note.css'

const TEXT = 'data/text'

/** What one writes for what; the words have their names. */
const MARKS = [
  ['# …', 'heading'],
  ['**…**', 'bold'],
  ['*…*', 'italic'],
  ['- …', 'list'],
  ['- [ ] …', 'task'],
  ['> …', 'quote'],
  ['`…`', 'code'],
] as const

interface ReadingProps {
  text: string
  /** At a place in the text; undefined: at its end. */
  onEdit(at?: number): void
  onTick(task: number): void
}

/** The text formatted. */
function Reading({ text, onEdit, onTick }: ReadingProps) {
  const words = noteWords()
  const tokens = useMemo(() => readMarkdown(text), [text])
  const press = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const target = event.target as HTMLElement
    // Links and boxes do what they do, and who marked some text wants to copy it.
    if (target.closest('a, input') !== null || window.getSelection()?.isCollapsed === false) return
    const block = [...event.currentTarget.children].findIndex((child) => child.contains(target))
    onEdit(blockEnds(tokens)[block])
  }
  return (
    <>
      <button type="button" class="icon-button note-edit" aria-label={words.edit} onClick={() => onEdit()}>
        <Icon node={Pencil} size={16} />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button before it does the same for keys */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button before it does the same for assistive technology */}
      <div class="note-formatted" onClick={press}>
        <Formatted tokens={tokens} onTick={onTick} />
      </div>
    </>
  )
}

function NoteBody({ widget }: WidgetProps) {
  const words = noteWords()
  const setField = useSetField(widget.id)
  const text = useTypedField(widget.id, TEXT)
  const [isWriting, setWriting] = useState(false)
  const paper = useRef<HTMLDivElement>(null)
  /** What gets the focus once it is drawn: a place in the text, or the button that begins writing. */
  const focusNext = useRef<number | 'button' | null>(null)
  // An empty note is there to be written, and what is too long to be kept is not put away.
  const writes = isWriting || text.value.trim() === '' || text.problem !== null

  useLayoutEffect(() => {
    const next = focusNext.current
    focusNext.current = null
    if (next === 'button') paper.current?.querySelector<HTMLElement>('.note-edit')?.focus({ preventScroll: true })
    if (typeof next !== 'number') return
    const field = paper.current?.querySelector('textarea')
    field?.focus()
    field?.setSelectionRange(next, next)
  })

  const begin = (at = text.value.length) => {
    focusNext.current = Math.min(at, text.value.length)
    setWriting(true)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={paper} class="note" role="group" aria-label={words.text}>
      {writes ? (
        <textarea
          {...text.props}
          class="note-text"
          aria-label={words.text}
          placeholder={words.placeholder}
          aria-invalid={text.problem !== null}
          onFocus={() => setWriting(true)}
          onBlur={(event) => {
            text.props.onBlur()
            // Of a window that somebody left for another one it is still the place where they write.
            if (document.activeElement !== event.currentTarget) setWriting(false)
          }}
          onKeyDown={(event) => {
            const ends = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            if (!ends || event.isComposing) return
            event.preventDefault()
            focusNext.current = 'button'
            event.currentTarget.blur()
          }}
        />
      ) : (
        <Reading
          text={text.value}
          onEdit={begin}
          onTick={(task) => {
            const ticked = tickTask(text.value, task)
            if (ticked !== null) setField(TEXT, ticked)
          }}
        />
      )}
      {text.problem !== null && (
        <p class="field-problem" role="alert">
          {text.problem}
        </p>
      )}
    </div>
  )
}

function NoteSettings() {
  const words = noteWords()
  return (
    <div class="setting">
      <strong>{words.formatting}</strong>
      <dl class="note-marks">
        {MARKS.map(([mark, name]) => (
          <>
            <dt>
              <code>{mark}</code>
            </dt>
            <dd>{words.marks[name]}</dd>
          </>
        ))}
      </dl>
    </div>
  )
}

export const noteParts: WidgetParts = {
  Body: NoteBody,
  Settings: NoteSettings,
  example: () => ({ [TEXT]: noteWords().example }),
}
