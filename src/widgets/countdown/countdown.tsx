/** A countdown to a day, or a moment of it; or the time since. What it counts: ./span; how it is said: ./span-words. */
import { useState } from 'preact/hooks'
import type { Widget } from '../../../core/layout/model'
import { useNow } from '../../ui/use-now'
import { countdownWords } from '../../words/en/countdown'
import { readChoice, readText } from '../read-field'
import { Choice, useSetField } from '../setting'
import { useTypedField } from '../use-typed-field'
import type { WidgetParts, WidgetProps } from '../widget-type'
import { type Moment, nextChange, readMoment, spanTo, UNITS } from './span'
import { MODES, momentText, spanText } from './span-words'
import './countdown.css'

/** "2026-12-24" and "18:00" or "": two fields, for they are set one by one. */
const DATE = 'data/date'
const TIME = 'data/time'
const MODE = 'data/mode'
const UNIT = 'data/units'

const momentOf = (widget: Widget) => readMoment(readText(widget, DATE), readText(widget, TIME))

function NoDate({ widget }: WidgetProps) {
  const words = countdownWords()
  const setField = useSetField(widget.id)
  const [date, setDate] = useState('')
  return (
    <form
      class="countdown countdown-empty"
      onSubmit={(event) => {
        event.preventDefault()
        if (readMoment(date, '') !== null) setField(DATE, date)
      }}
    >
      <strong>{words.empty}</strong>
      {readText(widget, DATE) !== '' && <p class="field-problem">{words.notADate}</p>}
      <div class="countdown-start">
        <input
          class="input"
          type="date"
          aria-label={words.date}
          value={date}
          onInput={(event) => setDate(event.currentTarget.value)}
        />
        <button type="submit" class="button primary" disabled={date === ''}>
          {words.start}
        </button>
      </div>
    </form>
  )
}

function Counting({ widget, moment }: WidgetProps & { moment: Moment }) {
  const now = useNow((from) => nextChange(moment, from))
  const mode = readChoice(widget, MODE, MODES)
  const span = spanTo(moment, now, readChoice(widget, UNIT, UNITS))
  const { big, small } = spanText(span, moment, mode)
  return (
    <div class="countdown" data-past={span.isPast}>
      <strong class="countdown-big">{big}</strong>
      {small !== null && <span class="countdown-small">{small}</span>}
      <span class="countdown-date">{momentText(moment, mode)}</span>
    </div>
  )
}

function CountdownBody({ widget }: WidgetProps) {
  const moment = momentOf(widget)
  return moment === null ? <NoDate widget={widget} /> : <Counting widget={widget} moment={moment} />
}

function CountdownSettings({ widget }: WidgetProps) {
  const words = countdownWords()
  const setField = useSetField(widget.id)
  const date = useTypedField(widget.id, DATE)
  const time = useTypedField(widget.id, TIME)
  return (
    <>
      <label class="setting countdown-setting">
        <span>{words.date}</span>
        <input {...date.props} class="input" type="date" />
      </label>
      <label class="setting countdown-setting">
        <span>{words.time}</span>
        <input {...time.props} class="input" type="time" />
        <span class="hint small">{words.noTime}</span>
      </label>
      <Choice
        label={words.count}
        value={readChoice(widget, MODE, MODES)}
        choices={MODES.map((mode) => [mode, words.modes[mode]] as const)}
        onChange={(mode) => setField(MODE, mode)}
      />
      <Choice
        label={words.units}
        value={readChoice(widget, UNIT, UNITS)}
        choices={UNITS.map((units) => [units, words.unitChoices[units]] as const)}
        onChange={(units) => setField(UNIT, units)}
      />
    </>
  )
}

/** The next New Year's Eve that is not today. */
function example() {
  const today = new Date()
  const isEve = today.getMonth() === 11 && today.getDate() === 31
  return { [DATE]: `${today.getFullYear() + (isEve ? 1 : 0)}-12-31` }
}

export const countdownParts: WidgetParts = { Body: CountdownBody, Settings: CountdownSettings, example }
