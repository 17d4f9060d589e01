/**
 * Station 1 for typing: a text field of one widget. Holds what is typed until it becomes an edit, so that another device's
 * change never takes it away; between bursts it shows what the layout has. Before: the keyboard. After: actions.editWidget.
 */
import type { InputEventHandler, RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { valueProblems } from '../../core/layout/limits'
import type { Json } from '../../core/layout/model'
import { sameJson } from '../../core/layout/same-json'
import { attempt } from '../ui/attempt'
import { useServices } from '../ui/services'
import { useToasts } from '../ui/toasts'
import { partsWords } from '../words/en/parts'
import { createTypedBurst, type TypedBurst } from './typed-burst'
import { useField } from './use-field'

type TextElement = HTMLInputElement | HTMLTextAreaElement

/** How the text lies in the field's value, when the value is more than the text. */
export interface TextInValue {
  read(value: Json | undefined): string
  write(text: string, value: Json | undefined): Json
}

const PLAIN: TextInValue = { read: (value) => (typeof value === 'string' ? value : ''), write: (text) => text }

/** Before everybody else who listens: what they send on hiding must have the text in it. */
function onPageHide(fn: () => void): () => void {
  const whenHidden = () => {
    if (document.visibilityState === 'hidden') fn()
  }
  window.addEventListener('visibilitychange', whenHidden, true)
  window.addEventListener('pagehide', fn, true)
  return () => {
    window.removeEventListener('visibilitychange', whenHidden, true)
    window.removeEventListener('pagehide', fn, true)
  }
}

function afterTimeout(ms: number, fn: () => void): () => void {
  const timer = setTimeout(fn, ms)
  return () => clearTimeout(timer)
}

export interface TypedField {
  value: string
  /** A sentence when the text breaks a limit and so cannot be kept; null: fine. */
  problem: string | null
  /** Makes the edit now. */
  flush(): void
  /** For the input or textarea. */
  props: {
    ref: RefObject<never>
    value: string
    onInput: InputEventHandler<TextElement>
    onBlur(): void
  }
}

/** The text of `field` of a widget, to be typed in. Call with the same widget and field for as long as it is drawn. */
export function useTypedField(widgetId: string, field: string, shape: TextInValue = PLAIN): TypedField {
  const { layout, actions } = useServices()
  const toasts = useToasts()
  const [, redraw] = useState({})
  const element = useRef<TextElement>(null)
  const burst = useRef<TypedBurst | null>(null)
  const stored = useField(widgetId, field)

  burst.current ??= createTypedBurst({
    after: afterTimeout,
    onHide: onPageHide,
    seen: actions.seen,
    begins: () => actions.typing(widgetId, field),
    commit(text, base) {
      const widget = layout.getState().widgets[widgetId]
      const now = widget?.fields[field]
      if (text === shape.read(now)) return true
      const next = shape.write(text, now)
      if (valueProblems(field, next).length > 0) return false
      if (sameJson(now, next)) return true
      if (widget === undefined) {
        const words = partsWords()
        toasts.push({
          kind: 'error',
          text: words.removedWhileTyping,
          action: { label: words.copyText, run: () => void navigator.clipboard?.writeText(text) },
          forMs: 30_000,
        })
        return true
      }
      return attempt(toasts, () => actions.editWidget(widgetId, { [field]: next }, { base }))
    },
  })
  const typing = burst.current
  // A layout effect: cleaning up others waits for the next paint, which a page that is hidden never gets.
  useLayoutEffect(() => () => typing.end(), [typing])

  const draft = typing.draft()
  const value = draft ?? shape.read(stored)
  const tooLong = draft !== null && valueProblems(field, shape.write(draft, stored)).length > 0

  // Setting the value of a field moves its caret to the end: another device's change must not.
  // Asked for only where it matters, for the browser lays out what it answers for.
  const typedIn = element.current === document.activeElement ? element.current : null
  const caret = typedIn && [typedIn.selectionStart, typedIn.selectionEnd]
  useLayoutEffect(() => {
    const input = element.current
    if (input === null || caret === null || document.activeElement !== input) return
    if (input.selectionStart !== caret[0]) input.setSelectionRange(caret[0] ?? null, caret[1] ?? null)
  }, [value])

  return {
    value,
    problem: tooLong ? partsWords().tooLong : null,
    flush: typing.flush,
    props: {
      ref: element as RefObject<never>,
      value,
      onInput(event) {
        typing.type(event.currentTarget.value)
        redraw({})
      },
      onBlur: typing.flush,
    },
  }
}
