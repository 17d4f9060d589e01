/** A number tracker: the last value, how it goes, and a field to add the next one quickly. What it keeps is in ./entries. */
import List from 'lucide/dist/esm/icons/list.mjs'
import Plus from 'lucide/dist/esm/icons/plus.mjs'
import { useId, useState } from 'preact/hooks'
import { Icon } from '../../ui/icon'
import { useServices } from '../../ui/services'
import { nextFull, useNow } from '../../ui/use-now'
import { numbersWords } from '../../words/en/numbers'
import { numberText } from '../../words/formats'
import { readChoice } from '../read-field'
import { typedNumber } from '../read-number'
import { roomFor } from '../room'
import { Choice, useSetField } from '../setting'
import { useEdit } from '../use-edit'
import { useTypedField } from '../use-typed-field'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { added, readNumbers } from './entries'
import { Last } from './last'
import { Plot } from './plot-view'
import { DECIMALS, decimalsOf, MAX_DECIMALS, UNIT } from './show-number'
import { ValueList } from './value-list'
import './numbers.css'

const SPAN = 'data/span'
const SPANS = ['all', 'month', 'year'] as const
const DAY_MS = 86_400_000
const SPAN_MS = { all: Number.POSITIVE_INFINITY, month: 31 * DAY_MS, year: 366 * DAY_MS }

function NumbersBody({ widget }: WidgetProps) {
  const words = numbersWords()
  const [open, setOpen] = useState(false)
  const now = useNow(nextFull(60_000))
  const entries = readNumbers(widget)
  const span = readChoice(widget, SPAN, SPANS)
  const shown = entries.filter(({ at }) => at >= now - SPAN_MS[span])
  return (
    <div class="numbers">
      {entries.length === 0 ? (
        <p class="hint numbers-empty">{words.empty}</p>
      ) : (
        <Last widget={widget} entries={entries} now={now} />
      )}
      <div class="numbers-row">
        <AddNumber widget={widget} />
        {entries.length > 0 && (
          <button
            type="button"
            class="icon-button"
            aria-expanded={open}
            aria-label={open ? words.hideAll : words.showAll}
            title={open ? words.hideAll : words.showAll}
            onClick={() => setOpen(!open)}
          >
            <Icon node={List} size={18} />
          </button>
        )}
      </div>
      {shown.length > 0 && <Plot widget={widget} points={shown} />}
      {shown.length === 0 && entries.length > 0 && <p class="hint small">{words.nothingInSpan}</p>}
      {open && <ValueList widget={widget} entries={entries} />}
    </div>
  )
}

function AddNumber({ widget }: WidgetProps) {
  const words = numbersWords()
  const { uuid } = useServices()
  const edit = useEdit(widget.id)
  const problemId = useId()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  if (roomFor(widget) === 0) return <p class="hint small">{words.full}</p>
  const add = () => {
    if (text.trim() === '') return
    const value = typedNumber(text)
    setWrong(value === null)
    if (value !== null && edit(added(widget, value, Date.now(), uuid()))) setText('')
  }
  return (
    <form
      class="numbers-add"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <input
        class="input"
        inputMode="decimal"
        aria-label={words.value}
        placeholder={words.placeholder}
        aria-invalid={wrong}
        aria-describedby={wrong ? problemId : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <button type="submit" class="button primary" aria-label={words.add}>
        <Icon node={Plus} size={18} />
      </button>
      {wrong && (
        <p class="field-problem" id={problemId} role="alert">
          {words.noNumber}
        </p>
      )}
    </form>
  )
}

function NumbersSettings({ widget }: WidgetProps) {
  const words = numbersWords()
  const setField = useSetField(widget.id)
  const unit = useTypedField(widget.id, UNIT)
  const id = useId()
  const decimals = decimalsOf(widget)
  const digits = Array.from({ length: MAX_DECIMALS + 1 }, (_, n) => [String(n), numberText(n)] as const)
  return (
    <>
      <div class="setting">
        <label for={id}>{words.unit}</label>
        <input {...unit.props} id={id} class="input" maxLength={20} placeholder={words.unitExample} />
      </div>
      <Choice
        label={words.decimals}
        value={decimals === null ? '' : String(decimals)}
        choices={[['', words.auto], ...digits]}
        onChange={(choice) => setField(DECIMALS, choice === '' ? undefined : Number(choice))}
      />
      <Choice
        label={words.span}
        value={readChoice(widget, SPAN, SPANS)}
        choices={SPANS.map((one) => [one, words.spans[one]] as const)}
        onChange={(span) => setField(SPAN, span)}
      />
    </>
  )
}

export const numbersParts: WidgetParts = {
  Body: NumbersBody,
  Settings: NumbersSettings,
  example() {
    const now = Date.now()
    const values = [74.2, 74, 73.6, 73.9, 73.1, 72.8, 72.9, 72.4]
    const entries = values.map((v, i) => [`data/entry:${i}`, { v, at: now - (values.length - 1 - i) * 4 * DAY_MS }])
    return { ...Object.fromEntries(entries), [UNIT]: 'kg' }
  },
}
